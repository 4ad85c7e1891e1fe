/** The list of all scenarios. */
import { json } from '@/site/json.ts';
import { scenarioIndex } from '@/site/player.ts';

export const GET = () => json(scenarioIndex());
