import { afterEach, expect, it, vi } from 'vitest';
import { tokenise } from '@/excerpt/index.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

it('gives the same tokens however busy the machine is', async () => {
  const text = 'static int lamp(void) /* lit */\n{\n\treturn 1; // one\n}';
  const calm = await tokenise(text);
  let now = 0;
  vi.spyOn(Date, 'now').mockImplementation(() => (now += 60_000));
  expect(await tokenise(text)).toEqual(calm);
});
