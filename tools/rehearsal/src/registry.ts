import { once } from 'node:events';
import { appendFile, copyFile, mkdir, writeFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { runServer } from 'verdaccio';
import { output } from './run.ts';

/** A registry of this machine for the packages of `@org`, as npm would reach it. */
export interface Registry extends AsyncDisposable {
  readonly url: string;
  /** Variables for npm: it gets and publishes `@org` here, and everything else as before. */
  readonly env: Readonly<Record<string, string>>;
}

/** Starts an empty registry on a free port of 127.0.0.1, with its data below a folder. */
export async function startRegistry(folder: string): Promise<Registry> {
  const storage = join(folder, 'registry');
  await mkdir(storage);
  const configPath = join(storage, 'config.yaml');
  await writeFile(configPath, '');
  const server = (await runServer({
    configPath,
    self_path: configPath,
    storage: join(storage, 'packages'),
    packages: { '**': { access: '$all', publish: '$all' } },
    log: { type: 'stdout', level: 'fatal' },
  })) as Server;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const host = `127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  return {
    url: `http://${host}`,
    env: { NPM_CONFIG_USERCONFIG: await npmrc(folder, host) },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** The settings of the user, and the registry for one scope. npm publishes only with a token, which any is here. */
async function npmrc(folder: string, host: string): Promise<string> {
  const file = join(folder, '.npmrc');
  const { stdout } = await output('npm', ['config', 'get', 'userconfig']);
  await copyFile(stdout.trim(), file).catch(() => writeFile(file, ''));
  await appendFile(
    file,
    `\n@org:registry=http://${host}/\n//${host}/:_authToken=none\n`,
  );
  return file;
}
