import { createTable, deleteIdleSessions } from '@org/cotter-stores/postgres';
import pg from 'pg';
import { createApp } from './app.ts';

const pool = new pg.Pool({ connectionString: setting('DATABASE_URL') });
await createTable(pool);

const app = createApp({
  pool,
  apiKeyId: setting('COTTER_API_KEY_ID'),
  apiSecretKey: setting('COTTER_API_SECRET_KEY'),
  sessionKey: setting('SESSION_KEY'),
  baseUrl: process.env['COTTER_BASE_URL'],
});
const port = Number(process.env['PORT'] ?? 3000);
const server = app.listen(port, () => {
  console.log(`Listening on http://localhost:${String(port)}`);
});

// Refresh tokens live for 30 days; later, only the rows are left.
const daily = setInterval(
  () => {
    deleteIdleSessions(pool).catch(console.error);
  },
  24 * 60 * 60 * 1000,
);

process.once('SIGTERM', () => {
  clearInterval(daily);
  // A refresh under way belongs to a request; end the pool after both.
  server.close(() => void pool.end());
});

function setting(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`Set the environment variable ${name}.`);
  return value;
}
