/** The notes on the model's lines, for players. */
import { json } from '@/site/json.ts';
import { playerNotes } from '@/site/player.ts';

export const GET = async () => json(await playerNotes('en'));
