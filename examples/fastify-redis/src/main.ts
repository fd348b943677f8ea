import { Redis } from 'ioredis';
import { createApp } from './app.ts';

const redis = new Redis(setting('REDIS_URL'));
const app = createApp({
  redis,
  apiKeyId: setting('COTTER_API_KEY_ID'),
  apiSecretKey: setting('COTTER_API_SECRET_KEY'),
  sessionKey: setting('SESSION_KEY'),
  baseUrl: process.env['COTTER_BASE_URL'],
});
await app.listen({ port: Number(process.env['PORT'] ?? 3000) });

process.once('SIGTERM', () => {
  // A refresh under way belongs to a request; disconnect after both.
  void app.close().then(() => redis.quit());
});

function setting(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`Set the environment variable ${name}.`);
  return value;
}
