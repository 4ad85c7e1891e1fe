/**
 * The JSON Schemas of the scenario format, made from the schemas by which files are read: `scenario` is the format itself, `site-scenario`
 * adds the texts of the site's own scenarios, `recording` is what a kernel did with one.
 */
import type { APIRoute, GetStaticPaths } from 'astro';
import { jsonSchema, Recording, Scenario } from '@/scenario/index.ts';
import { SiteScenario } from '@/site/scenarios.ts';

const schemas = {
  scenario: [Scenario, 'A scenario of Why SIGKILL?'],
  'site-scenario': [SiteScenario, 'A scenario of Why SIGKILL? with the texts of the site'],
  recording: [Recording, 'What a kernel did with a scenario of Why SIGKILL?'],
} as const;

export const getStaticPaths = (() =>
  Object.keys(schemas).map((name) => ({ params: { name } }))) satisfies GetStaticPaths;

export const GET: APIRoute = ({ params }) => {
  const [schema, title] = schemas[params['name'] as keyof typeof schemas];
  return new Response(`${JSON.stringify(jsonSchema(schema, title), null, 2)}\n`, {
    headers: { 'Content-Type': 'application/schema+json; charset=utf-8' },
  });
};
