import { CotterClient } from '@org/cotter-sdk';
import {
  createSessions,
  sessionCookie,
  type Sessions,
} from '@org/cotter-sdk/session';
import { encryptedStores } from '@org/cotter-stores';
import { redisTokenStores } from '@org/cotter-stores/redis';
import { Redis } from 'ioredis';

export const cookie = sessionCookie();

let made: { client: CotterClient; sessions: Sessions } | undefined;

/** Made with the first request: `next build` loads the routes too, without the settings. */
export function cotter() {
  made ??= make();
  return made;
}

function make() {
  const client = new CotterClient({
    apiKeyId: setting('COTTER_API_KEY_ID'),
    apiSecretKey: setting('COTTER_API_SECRET_KEY'),
    baseUrl: process.env['COTTER_BASE_URL'],
  });
  const sessions = createSessions({
    client,
    stores: encryptedStores(
      redisTokenStores({ client: new Redis(setting('REDIS_URL')) }),
      { keys: [{ id: '1', key: setting('SESSION_KEY') }] },
    ),
  });
  return { client, sessions };
}

function setting(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`Set the environment variable ${name}.`);
  return value;
}
