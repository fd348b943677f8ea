import { join } from 'node:path';
import {
  findProgram,
  freePort,
  makeFolder,
  run,
  startServer,
  subfolders,
  type Server,
} from './process.ts';

/** Whether this machine has Postgres. */
export function hasPostgres(): boolean {
  return find('postgres') !== undefined;
}

/** Starts Postgres on a free port of 127.0.0.1, with the user and database `postgres` and no password. */
export async function startPostgres(): Promise<Server> {
  const folder = makeFolder('postgres-');
  const data = join(folder, 'data');
  await run(
    program('initdb'),
    [
      ['--pgdata', data],
      ['--username', 'postgres'],
      ['--auth', 'trust'],
      ['--encoding', 'UTF8'],
      ['--no-locale', '--no-sync'],
    ].flat(),
  );
  const port = await freePort();
  return startServer({
    file: program('postgres'),
    args: [
      ['-D', data],
      ['-p', String(port)],
      ['-c', 'listen_addresses=127.0.0.1'],
      ['-c', `unix_socket_directories=${folder}`],
      ['-c', 'max_connections=200'],
    ].flat(),
    url: `postgres://postgres@127.0.0.1:${String(port)}/postgres`,
    port,
    folder,
    ping: () =>
      run(program('pg_isready'), ['-h', '127.0.0.1', '-p', String(port)]),
  });
}

function find(name: string): string | undefined {
  return findProgram(name, subfolders('/usr/lib/postgresql', 'bin'));
}

function program(name: string): string {
  const found = find(name);
  if (found === undefined)
    throw new Error(`There is no ${name}: apt-get install postgresql`);
  return found;
}
