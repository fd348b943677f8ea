import { DurableObject } from 'cloudflare:workers';
import { CotterClient, isCotterError, type OAuthTokens } from '@org/cotter-sdk';
import {
  createSession,
  memoryTokenStore,
  type Session,
  type StoredSession,
  type TokenStore,
} from '@org/cotter-sdk/session';

export interface Env {
  readonly LOGINS: DurableObjectNamespace<Login>;
  readonly COTTER_API_KEY_ID: string;
  readonly COTTER_API_SECRET_KEY: string;
  /** The mock in development; undefined is Cotter's production. */
  readonly COTTER_BASE_URL?: string;
}

/** Errors lose their fields on the way out of an object, so the result of a call is a value. */
export type AccessToken =
  | { readonly accessToken: string }
  | { readonly action: 'sign_in' | 'retry' | 'fix' };

/**
 * The session of one login. There is one object for each id in the whole world, so one refresh at a time needs no lock
 * between machines.
 */
export class Login extends DurableObject<Env> {
  readonly #session: Session;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    const client = new CotterClient({
      apiKeyId: env.COTTER_API_KEY_ID, // a refresh needs no secret
      baseUrl: env.COTTER_BASE_URL,
    });
    this.#session = createSession({ client, store: storeIn(ctx.storage) });
  }

  signIn(tokens: OAuthTokens): Promise<void> {
    return this.#session.signIn(tokens);
  }

  signOut(): Promise<void> {
    return this.#session.signOut();
  }

  async getAccessToken(): Promise<AccessToken> {
    try {
      return { accessToken: await this.#session.getAccessToken() };
    } catch (error) {
      if (!isCotterError(error)) throw error;
      if (error.action === 'fix') console.error(error); // contains no token
      return { action: error.action };
    }
  }

  /** A refresh token lives for 30 days. */
  override async alarm(): Promise<void> {
    await this.ctx.storage.deleteAll();
  }
}

const KEEP_MS = 31 * 24 * 60 * 60 * 1000;

function storeIn(storage: DurableObjectStorage): TokenStore {
  const load = async (): Promise<StoredSession> =>
    (await storage.get<StoredSession>('session')) ?? {
      version: '0',
      record: null,
    };
  return {
    withLock: memoryTokenStore().withLock,
    load,
    async compareAndSwap(expectedVersion, record) {
      // Nothing else runs in the object between the two, because it waits for storage only.
      if ((await load()).version !== expectedVersion) return undefined;
      const version = crypto.randomUUID();
      await storage.put<StoredSession>('session', { version, record });
      await storage.setAlarm(Date.now() + KEEP_MS);
      return { version };
    },
  };
}
