/** As /player/lines.json, with the Chinese edition's addresses. */
import { json } from '@/site/json.ts';
import { playerLines } from '@/site/player.ts';

export const GET = () => json(playerLines('zh-cn'));
