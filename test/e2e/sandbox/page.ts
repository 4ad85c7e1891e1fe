// The page's side of the sandbox, for a test to call in a page of the site.
import { createSandbox, stripTypes } from '@/sandbox/index.ts';

declare global {
  /** Put into the page by the sandbox tests. */
  var sandboxes: {
    create: (bundle: string) => ReturnType<typeof createSandbox>;
    strip: typeof stripTypes;
  };
}

globalThis.sandboxes = { create: (text) => createSandbox(async () => text), strip: stripTypes };
