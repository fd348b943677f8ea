import { CotterClient, isCotterError } from '@org/cotter-sdk';
import { createSessions, sessionCookie } from '@org/cotter-sdk/session';
import { createTokenVerifier } from '@org/cotter-sdk/verify';
import { encryptedStores } from '@org/cotter-stores';
import { redisTokenStores, type RedisClient } from '@org/cotter-stores/redis';
import { IdentityTokenSchema } from '@org/cotter-types';
import fastify, { type FastifyInstance } from 'fastify';

export interface AppOptions {
  readonly redis: RedisClient;
  readonly apiKeyId: string;
  readonly apiSecretKey: string;
  /** 32 bytes as base64, to encrypt the tokens in Redis. */
  readonly sessionKey: string;
  /** The mock in development; undefined is Cotter's production. */
  readonly baseUrl?: string | undefined;
  /** For tests. Default: Date.now */
  readonly now?: (() => number) | undefined;
  /** Default: true */
  readonly logger?: boolean | undefined;
}

/** What to answer when a call of the SDK fails. */
const STATUS = { sign_in: 401, retry: 503, fix: 500 } as const;

export function createApp(options: AppOptions): FastifyInstance {
  const { redis, apiKeyId, apiSecretKey, sessionKey, baseUrl, now } = options;
  const app = fastify({ logger: options.logger ?? true });
  const client = new CotterClient({ apiKeyId, apiSecretKey, baseUrl });
  const sessions = createSessions({
    client,
    stores: encryptedStores(redisTokenStores({ client: redis }), {
      keys: [{ id: '1', key: sessionKey }],
    }),
    now,
    onEvent: (event) => {
      app.log.debug(event, 'session'); // contains no token
    },
  });
  const verifier = createTokenVerifier({ apiKeyId, baseUrl, now });
  const cookie = sessionCookie();

  // Your login page sends what it got from Cotter.
  app.post('/login', async (request, reply) => {
    const identityToken = IdentityTokenSchema.safeParse(request.body);
    if (!identityToken.success) {
      return reply.code(400).send({ error: 'not an identity token' });
    }
    const tokens = await client.exchangeIdentityToken(identityToken.data);
    const { id, setCookie } = await cookie.issue();
    await sessions.of(id).signIn(tokens);
    return reply.header('Set-Cookie', setCookie).code(204).send();
  });

  // For your pages: the browser sends the cookie, and the tokens stay here.
  app.get('/me', async (request, reply) => {
    const id = await cookie.read(request.headers.cookie);
    if (id === undefined) return reply.code(401).send({ error: 'sign_in' });
    const accessToken = await sessions.of(id).getAccessToken();
    const { claims } = await verifier.verifyAccessToken(accessToken);
    return { user: claims.sub };
  });

  // For other services: they send an access token.
  app.get('/api/me', async (request, reply) => {
    const caller = await verifier.authenticate(request.headers.authorization);
    if (!caller.ok) {
      return reply.code(caller.status).headers(caller.headers).send();
    }
    return { user: caller.claims.sub };
  });

  app.post('/logout', async (request, reply) => {
    const id = await cookie.read(request.headers.cookie);
    if (id !== undefined) await sessions.end(id);
    return reply.header('Set-Cookie', cookie.clear()).code(204).send();
  });

  app.setErrorHandler((error, request, reply) => {
    if (!isCotterError(error)) throw error;
    if (error.action === 'fix') request.log.error(error); // contains no token and no key
    return reply.code(STATUS[error.action]).send({ error: error.action });
  });
  return app;
}
