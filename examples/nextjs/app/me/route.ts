import { cookie, cotter } from '../../lib/cotter.ts';
import { handle } from '../../lib/handle.ts';
import { verifier } from '../../lib/verifier.ts';

/** For your pages: the browser sends the cookie, and the tokens stay here. */
export const GET = handle(async (request) => {
  const id = await cookie.read(request.headers.get('Cookie'));
  if (id === undefined) {
    return Response.json({ error: 'sign_in' }, { status: 401 });
  }
  const accessToken = await cotter().sessions.of(id).getAccessToken();
  const { claims } = await verifier.verifyAccessToken(accessToken);
  return Response.json({ user: claims.sub });
});
