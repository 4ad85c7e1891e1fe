// Serves the built site for the browser tests, and ends the server with them.
import type { TestProject } from 'vitest/node';
import { serveSite } from './site.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the built site is served, without a slash at the end. */
    site: string;
  }
}

export default async function serve(project: TestProject) {
  const { address, stop } = await serveSite();
  project.provide('site', address);
  return stop;
}
