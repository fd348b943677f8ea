import { CotterClient, isCotterError } from '@org/cotter-sdk';
import { createSessions, sessionCookie } from '@org/cotter-sdk/session';
import { createTokenVerifier } from '@org/cotter-sdk/verify';
import { encryptedStores } from '@org/cotter-stores';
import {
  postgresTokenStores,
  type PostgresPool,
} from '@org/cotter-stores/postgres';
import { IdentityTokenSchema } from '@org/cotter-types';
import express, { type ErrorRequestHandler, type Express } from 'express';

export interface AppOptions {
  readonly pool: PostgresPool;
  readonly apiKeyId: string;
  readonly apiSecretKey: string;
  /** 32 bytes as base64, to encrypt the tokens in the database. */
  readonly sessionKey: string;
  /** The mock in development; undefined is Cotter's production. */
  readonly baseUrl?: string | undefined;
  /** For tests. Default: Date.now */
  readonly now?: (() => number) | undefined;
}

/** What to answer when a call of the SDK fails. */
const STATUS = { sign_in: 401, retry: 503, fix: 500 } as const;

export function createApp(options: AppOptions): Express {
  const { pool, apiKeyId, apiSecretKey, sessionKey, baseUrl, now } = options;
  const client = new CotterClient({ apiKeyId, apiSecretKey, baseUrl });
  const sessions = createSessions({
    client,
    stores: encryptedStores(postgresTokenStores({ pool }), {
      keys: [{ id: '1', key: sessionKey }],
    }),
    now,
  });
  const verifier = createTokenVerifier({ apiKeyId, baseUrl, now });
  const cookie = sessionCookie();

  const app = express();
  app.use(express.json());

  // Your login page sends what it got from Cotter.
  app.post('/login', async (req, res) => {
    const identityToken = IdentityTokenSchema.safeParse(req.body);
    if (!identityToken.success) {
      res.status(400).json({ error: 'not an identity token' });
      return;
    }
    const tokens = await client.exchangeIdentityToken(identityToken.data);
    const { id, setCookie } = await cookie.issue();
    await sessions.of(id).signIn(tokens);
    res.set('Set-Cookie', setCookie).status(204).end();
  });

  // For your pages: the browser sends the cookie, and the tokens stay here.
  app.get('/me', async (req, res) => {
    const id = await cookie.read(req.headers.cookie);
    if (id === undefined) {
      res.status(401).json({ error: 'sign_in' });
      return;
    }
    const accessToken = await sessions.of(id).getAccessToken();
    const { claims } = await verifier.verifyAccessToken(accessToken);
    res.json({ user: claims.sub });
  });

  // For other services: they send an access token.
  app.get('/api/me', async (req, res) => {
    const caller = await verifier.authenticate(req.headers.authorization);
    if (!caller.ok) {
      res.status(caller.status).set(caller.headers).end();
      return;
    }
    res.json({ user: caller.claims.sub });
  });

  app.post('/logout', async (req, res) => {
    const id = await cookie.read(req.headers.cookie);
    if (id !== undefined) await sessions.end(id);
    res.set('Set-Cookie', cookie.clear()).status(204).end();
  });

  const onError: ErrorRequestHandler = (error, _req, res, next) => {
    if (!isCotterError(error)) {
      next(error);
      return;
    }
    if (error.action === 'fix') console.error(error); // contains no token and no key
    res.status(STATUS[error.action]).json({ error: error.action });
  };
  app.use(onError);
  return app;
}
