/** As /player/notes.json, in Chinese. */
import { json } from '@/site/json.ts';
import { playerNotes } from '@/site/player.ts';

export const GET = async () => json(await playerNotes('zh-cn'));
