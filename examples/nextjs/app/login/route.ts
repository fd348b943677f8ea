import { IdentityTokenSchema } from '@org/cotter-types';
import { cookie, cotter } from '../../lib/cotter.ts';
import { handle } from '../../lib/handle.ts';

/** Your login page sends what it got from Cotter. */
export const POST = handle(async (request) => {
  const json: unknown = await request.json().catch(() => undefined);
  const identityToken = IdentityTokenSchema.safeParse(json);
  if (!identityToken.success) {
    return Response.json({ error: 'not an identity token' }, { status: 400 });
  }
  const { client, sessions } = cotter();
  const tokens = await client.exchangeIdentityToken(identityToken.data);
  const { id, setCookie } = await cookie.issue();
  await sessions.of(id).signIn(tokens);
  return new Response(null, {
    status: 204,
    headers: { 'Set-Cookie': setCookie },
  });
});
