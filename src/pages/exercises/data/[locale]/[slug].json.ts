/** What an exercise's script needs, fetched when the exercise comes near the screen. */
import type { APIRoute, GetStaticPaths } from 'astro';
import { LOCALES, type Locale } from '@/i18n/index.ts';
import { exercise, exerciseData, exercises } from '@/site/exercises.ts';
import { json } from '@/site/json.ts';

export const getStaticPaths = (() =>
  LOCALES.flatMap((locale) =>
    exercises()
      .filter(({ kind }) => kind !== 'machine')
      .map(({ slug }) => ({ params: { locale, slug } })),
  )) satisfies GetStaticPaths;

export const GET: APIRoute = async ({ params }) =>
  json(await exerciseData(exercise(params['slug']!), params['locale'] as Locale));
