/** The init of chapter 8 as a file, to save and compile. */
import source from '../../../content/examples/init.c?raw';

export const GET = () => new Response(source, { headers: { 'Content-Type': 'text/plain; charset=utf-8' } });
