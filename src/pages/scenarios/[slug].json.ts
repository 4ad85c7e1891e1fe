/** The site's scenarios as files: what the lab opens, and what `why-sigkill real` and `why-sigkill simulate` take. */
import type { APIRoute, GetStaticPaths } from 'astro';
import { json } from '@/site/json.ts';
import { scenarioSlugs, siteScenario } from '@/site/scenarios.ts';

export const getStaticPaths = (() => scenarioSlugs().map((slug) => ({ params: { slug } }))) satisfies GetStaticPaths;

// Where editors find the schema is another place here than in the repository.
export const GET: APIRoute = ({ params }) =>
  json({ ...siteScenario(params['slug']!), $schema: '/schemas/site-scenario.json' }, 2);
