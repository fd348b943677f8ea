// Several processes share one file, and one server hands out tokens.
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, it, type TestContext } from 'vitest';
import {
  bundleProgram,
  type BundledProgram,
} from '../testing/bundled-program.fixture.ts';
import { reply, startServer } from '../testing/scripted-server.fixture.ts';
import { fileTokenStore } from '../stores/file-token-store.ts';
import { startIssuer, stored, type Issuer } from './issuer.fixture.ts';
import type { Command, ProcessOptions, Reply } from './process.fixture.ts';
import { later } from './backend.fixture.ts';

/** Long enough for a refresh on a busy machine, so that no living holder loses its lock. */
const LEASE_MS = 3000;

let program: BundledProgram;

beforeAll(async () => {
  program = await bundleProgram(
    new URL('./process.fixture.ts', import.meta.url),
  );
}, 60_000);

afterAll(() => program.remove());

type AtEnd = TestContext['onTestFinished'];

interface Backend {
  readonly atEnd: AtEnd;
  readonly issuer: Issuer;
  /** Refresh tokens that the server was sent, in order. */
  readonly sent: readonly string[];
  readonly path: string;
  readonly options: ProcessOptions;
}

type Handler = (issuer: Issuer, token: string, res: ServerResponse) => void;

/** The server's usual answer: new tokens for the valid refresh token. */
const rotate: Handler = (issuer, token, res) => {
  issuer.refresh(token).then(
    (tokens) => {
      reply(200, tokens)(res, res.req);
    },
    () => {
      const refusal = { msg: 'The token is not valid.', type: 'invalid_grant' };
      reply(400, refusal)(res, res.req);
    },
  );
};

/** A session whose access token has expired, in a file, and a server that can renew it. */
async function startBackend(
  atEnd: AtEnd,
  handler: Handler = rotate,
  retryUnknown = true,
): Promise<Backend> {
  const issuer = startIssuer();
  const sent: string[] = [];
  const server = await startServer((res) => {
    const { body } = server.requests.at(-1) ?? { body: '' };
    const grant = JSON.parse(body) as { refresh_token: string };
    sent.push(grant.refresh_token);
    handler(issuer, grant.refresh_token, res);
  }, atEnd);
  const path = join(
    await mkdtemp(join(program.folder, 'backend-')),
    'session.json',
  );
  const store = fileTokenStore(path);
  const { version } = await store.load();
  await store.compareAndSwap(version, {
    tokens: stored(issuer.issue(), Date.now() - 1000),
  });
  const options = {
    path,
    origin: server.origin,
    leaseMs: LEASE_MS,
    retryUnknown,
  };
  return { atEnd, issuer, sent, path, options };
}

async function startProcess({
  atEnd,
  options,
}: Backend): Promise<ChildProcess> {
  const child = fork(program.file, [JSON.stringify(options)], {
    execArgv: [],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  atEnd(() => {
    child.kill('SIGKILL');
  });
  await next(child);
  return child;
}

async function next(child: ChildProcess): Promise<Reply> {
  const [message] = (await once(child, 'message')) as [Reply];
  return message;
}

async function ask(child: ChildProcess, command: Command): Promise<Reply> {
  child.send(command);
  return next(child);
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  await once(child, 'exit');
}

async function storedRefreshToken({ path }: Backend): Promise<unknown> {
  const { record } = await fileTokenStore(path).load();
  return record?.tokens.refresh_token;
}

describe.concurrent('processes that share a file', { timeout: 40_000 }, () => {
  it('refresh once when all ask at once, and all get the new token', async ({
    expect,
    onTestFinished,
  }) => {
    const backend = await startBackend(onTestFinished);
    const children = await Promise.all(
      Array.from({ length: 4 }, () => startProcess(backend)),
    );
    const replies = await Promise.all(
      children.map((child) => ask(child, 'getAccessToken')),
    );
    const token = 'eyJCANARYaccess.2';
    expect(replies).toEqual(Array(4).fill({ type: 'token', token }));
    expect(backend.sent).toEqual(['39560:CANARYrefresh1']);
    expect(await storedRefreshToken(backend)).toBe(backend.issuer.valid);
    expect(await readdir(join(backend.path, '..'))).toEqual(['session.json']);
  });

  it('go on after one of them was killed with the lock in its hand', async ({
    expect,
    onTestFinished,
  }) => {
    const backend = await startBackend(onTestFinished);
    const [victim, ...others] = await Promise.all(
      Array.from({ length: 4 }, () => startProcess(backend)),
    );
    if (victim === undefined) throw new Error('No process was started');
    expect(await ask(victim, 'hold the lock')).toEqual({ type: 'locked' });
    const replies = others.map((child) => ask(child, 'getAccessToken'));
    await kill(victim);
    const token = 'eyJCANARYaccess.2';
    expect(await Promise.all(replies)).toEqual(
      Array(3).fill({ type: 'token', token }),
    );
    expect(backend.sent).toEqual(['39560:CANARYrefresh1']);
    expect(await storedRefreshToken(backend)).toBe(backend.issuer.valid);
  });

  /** The first process sends the refresh token, and is killed before the response. */
  async function killSender(
    { expect, onTestFinished }: TestContext,
    retryUnknown: boolean,
  ) {
    const arrival = later();
    let isFirst = true;
    const backend = await startBackend(
      onTestFinished,
      (issuer, token, res) => {
        if (!isFirst) {
          rotate(issuer, token, res);
          return;
        }
        isFirst = false;
        arrival.happen();
      },
      retryUnknown,
    );
    const [victim, other] = await Promise.all([
      startProcess(backend),
      startProcess(backend),
    ]);
    victim.send('getAccessToken' satisfies Command);
    await arrival.promise;
    await kill(victim);
    expect(backend.sent).toHaveLength(1);
    return { backend, other };
  }

  const token = { type: 'token', token: 'eyJCANARYaccess.2' };

  it('send the refresh token of one that was killed once more, when its attempt is over', async (context) => {
    const { expect } = context;
    const { backend, other } = await killSender(context, true);
    expect(await ask(other, 'getAccessToken')).toEqual(token);
    expect(backend.sent).toEqual(Array(2).fill('39560:CANARYrefresh1'));
    expect(await storedRefreshToken(backend)).toBe(backend.issuer.valid);
  });

  it('keep the refresh token of one that was killed, and send it again on demand only, if the application wants so', async (context) => {
    const { expect } = context;
    const { backend, other } = await killSender(context, false);
    expect(await ask(other, 'getAccessToken')).toEqual({
      type: 'error',
      code: 'refresh_unknown',
    });
    expect(backend.sent).toHaveLength(1);
    expect(await storedRefreshToken(backend)).toBe('39560:CANARYrefresh1');
    expect(await ask(other, 'retryUnknown')).toEqual(token);
    expect(await storedRefreshToken(backend)).toBe(backend.issuer.valid);
  });
});
