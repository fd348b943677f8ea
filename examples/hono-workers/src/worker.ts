import { CotterClient, isCotterError } from '@org/cotter-sdk';
import { sessionCookie } from '@org/cotter-sdk/session';
import {
  createTokenVerifier,
  type TokenVerifier,
} from '@org/cotter-sdk/verify';
import { IdentityTokenSchema } from '@org/cotter-types';
import { Hono } from 'hono';
import type { Env } from './login.ts';

export { Login } from './login.ts';

/** What to answer when a call of the SDK fails. */
const STATUS = { sign_in: 401, retry: 503, fix: 500 } as const;

const cookie = sessionCookie();
const app = new Hono<{ Bindings: Env }>();

// Your login page sends what it got from Cotter.
app.post('/login', async (c) => {
  const json: unknown = await c.req.json().catch(() => undefined);
  const identityToken = IdentityTokenSchema.safeParse(json);
  if (!identityToken.success) {
    return c.json({ error: 'not an identity token' }, 400);
  }
  const client = new CotterClient({
    apiKeyId: c.env.COTTER_API_KEY_ID,
    apiSecretKey: c.env.COTTER_API_SECRET_KEY,
    baseUrl: c.env.COTTER_BASE_URL,
  });
  const tokens = await client.exchangeIdentityToken(identityToken.data);
  const { id, setCookie } = await cookie.issue();
  await loginOf(c.env, id).signIn(tokens);
  return c.body(null, 204, { 'Set-Cookie': setCookie });
});

// For your pages: the browser sends the cookie, and the tokens stay here.
app.get('/me', async (c) => {
  const id = await cookie.read(c.req.header('Cookie'));
  if (id === undefined) return c.json({ error: 'sign_in' }, 401);
  const result = await loginOf(c.env, id).getAccessToken();
  if ('action' in result) {
    return c.json({ error: result.action }, STATUS[result.action]);
  }
  const { claims } = await verifierOf(c.env).verifyAccessToken(
    result.accessToken,
  );
  return c.json({ user: claims.sub });
});

// For other services: they send an access token.
app.get('/api/me', async (c) => {
  const caller = await verifierOf(c.env).authenticate(
    c.req.header('Authorization'),
  );
  if (!caller.ok) return new Response(null, caller);
  return c.json({ user: caller.claims.sub });
});

app.post('/logout', async (c) => {
  const id = await cookie.read(c.req.header('Cookie'));
  if (id !== undefined) await loginOf(c.env, id).signOut();
  return c.body(null, 204, { 'Set-Cookie': cookie.clear() });
});

app.onError((error, c) => {
  if (!isCotterError(error)) throw error;
  if (error.action === 'fix') console.error(error); // contains no token and no key
  return c.json({ error: error.action }, STATUS[error.action]);
});

function loginOf(env: Env, id: string) {
  return env.LOGINS.get(env.LOGINS.idFromName(id));
}

let verifier: TokenVerifier | undefined;

/** Kept between requests, with the signing keys. */
function verifierOf(env: Env): TokenVerifier {
  verifier ??= createTokenVerifier({
    apiKeyId: env.COTTER_API_KEY_ID,
    baseUrl: env.COTTER_BASE_URL,
  });
  return verifier;
}

export default app;
