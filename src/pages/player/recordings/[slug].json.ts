/** What real kernels did with a scenario of the site, as a player puts it beside the fates: for players that no page was built for. */
import type { APIRoute, GetStaticPaths } from 'astro';
import { json } from '@/site/json.ts';
import { playerScenario } from '@/site/player.ts';
import { scenarioSlugs } from '@/site/scenarios.ts';

export const getStaticPaths = (() => scenarioSlugs().map((slug) => ({ params: { slug } }))) satisfies GetStaticPaths;

export const GET: APIRoute = ({ params }) => json(playerScenario(params['slug']!, 'en').recordings);
