import { cookie, cotter } from '../../lib/cotter.ts';
import { handle } from '../../lib/handle.ts';

export const POST = handle(async (request) => {
  const id = await cookie.read(request.headers.get('Cookie'));
  if (id !== undefined) await cotter().sessions.end(id);
  return new Response(null, {
    status: 204,
    headers: { 'Set-Cookie': cookie.clear() },
  });
});
