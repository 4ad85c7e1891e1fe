/** Where each line of the model stands in the kernel's text, for players. */

import { json } from '@/site/json.ts';
import { playerLines } from '@/site/player.ts';

export const GET = () => json(playerLines('en'));
