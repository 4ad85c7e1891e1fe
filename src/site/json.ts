/**
 * A JSON answer of the site.
 * @param indent for files that people read
 */
export function json(value: unknown, indent?: number): Response {
  return new Response(`${JSON.stringify(value, null, indent)}\n`, {
    headers: { 'Content-Type': 'application/json; charset=utf-8' },
  });
}
