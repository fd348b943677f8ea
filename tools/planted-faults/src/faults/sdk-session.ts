// A session loses tokens, spends them twice, or gives them away.
import type { PlantedFault } from '../fault.ts';
import type { ProofTools } from '../proof.ts';
import { OK, TOKENS } from './answers.ts';

type Store = ReturnType<ProofTools['session']['memoryTokenStore']>;

/** A session whose access token has ended, the client that it refreshes by, and how often that was asked. */
function startSession(
  { session }: ProofTools,
  refresh: () => Promise<typeof TOKENS> = () =>
    Promise.resolve({ ...TOKENS, access_token: 'next', refresh_token: '17:n' }),
  store: Store = session.memoryTokenStore(),
  retryUnknown = true,
) {
  let asked = 0;
  const made = session.createSession({
    client: {
      refresh: () => {
        asked += 1;
        return refresh();
      },
    },
    store,
    tokens: { ...TOKENS, expires_in: 0 },
    retryUnknown,
  });
  return { made, store, asked: () => asked };
}

/** A store with the attempt of another process that is over at this moment. */
async function attempted(
  { session }: ProofTools,
  endsAt: number,
): Promise<Store> {
  const store = session.memoryTokenStore();
  const { version } = await store.load();
  const times = { expiresAt: 0, refreshTokenExpiresAt: Infinity };
  await store.compareAndSwap(version, {
    tokens: { ...TOKENS, ...times },
    attempt: { id: 'x', owner: 'another', startedAt: endsAt - 5000, endsAt },
  });
  return store;
}

export const sdkSessionFaults: readonly PlantedFault[] = [
  {
    id: 'sdk/running-attempt-ignored',
    harm: 'a refresh token is sent while another process waits for the response to the same, which ends the session',
    edits: [
      {
        file: 'packages/cotter-sdk/src/session/attempt.ts',
        find: 'if (owner === config.owner) return undefined;',
        replace: "if (owner !== '') return undefined;",
      },
    ],
    by: 'packages/cotter-sdk/src/session/machine.spec.ts',
    proof: async (tools) => {
      const store = await attempted(tools, Date.now() + 2000);
      const { made, asked } = startSession(tools, undefined, store);
      const call = made.getAccessToken();
      await new Promise((resolve) => setTimeout(resolve, 200));
      const early = asked();
      await call;
      return early;
    },
  },
  {
    id: 'sdk/lost-refresh-repeated-unasked',
    harm: 'a refresh token that may have been used is sent again although the application wants to decide',
    edits: [
      {
        file: 'packages/cotter-sdk/src/session/machine.ts',
        find: 'if (pending && !repeat && !config.retriesUnknown) {',
        replace: "if (pending && !repeat && config.owner === '') {",
      },
    ],
    by: 'packages/cotter-sdk/src/session/session.spec.ts',
    proof: async (tools) => {
      const store = await attempted(tools, 0);
      const { made, asked } = startSession(tools, undefined, store, false);
      await made.getAccessToken().catch(() => undefined);
      return asked();
    },
  },
  {
    id: 'sdk/stored-after-handed-out',
    harm: 'a process that dies at the wrong moment has lost the new refresh token',
    edits: [
      {
        file: 'packages/cotter-sdk/src/session/run.ts',
        find: 'await store.compareAndSwap(version, record, { signal }),',
        replace:
          '(record?.attempt === undefined ? (void store.compareAndSwap(version, record), { version }) : await store.compareAndSwap(version, record, { signal })),',
      },
    ],
    by: 'packages/cotter-sdk/src/session/session.spec.ts',
    proof: async (tools) => {
      const inner = tools.session.memoryTokenStore();
      const slow: Store = {
        ...inner,
        compareAndSwap: async (version, next) => {
          await new Promise((resolve) => setTimeout(resolve, 50));
          return inner.compareAndSwap(version, next);
        },
      };
      const { made } = startSession(tools, undefined, slow);
      await made.getAccessToken();
      const { record } = await inner.load();
      return record?.tokens.access_token ?? null;
    },
  },
  {
    id: 'sdk/swap-without-comparing',
    harm: 'one process writes an old refresh token over the new one of another',
    edits: [
      {
        file: 'packages/cotter-sdk/src/stores/memory-token-store.ts',
        find: 'if (stored.version !== expectedVersion) return undefined;',
        replace: 'void expectedVersion;',
      },
    ],
    by: 'packages/cotter-sdk/src/stores/memory-token-store.spec.ts',
    proof: async ({ session }) => {
      const store = session.memoryTokenStore();
      return (await store.compareAndSwap('old', null)) === undefined;
    },
  },
  {
    id: 'sdk/file-swap-without-comparing',
    harm: 'one process writes an old refresh token over the new one of another',
    edits: [
      {
        file: 'packages/cotter-sdk/src/stores/versioned-file.ts',
        find: 'if (found?.version !== expected) return false;',
        replace: 'void found;',
      },
      {
        file: 'packages/cotter-sdk/src/stores/versioned-file.ts',
        find: 'await link(draft, target);',
        replace: 'await rename(draft, this.#path);',
      },
    ],
    by: 'packages/cotter-sdk/src/stores/file-token-store.spec.ts',
    proof: async ({ fileStore }) => {
      const { mkdtemp, rm } = await import('node:fs/promises');
      const { tmpdir } = await import('node:os');
      const folder = await mkdtemp(`${tmpdir()}/proof-`);
      const store = fileStore.fileTokenStore(`${folder}/tokens.json`);
      const swapped = await store.compareAndSwap('old', null);
      await rm(folder, { recursive: true });
      return swapped === undefined;
    },
  },
  {
    id: 'sdk/token-sent-to-strangers',
    harm: 'an access token goes to whatever host an address names',
    edits: [
      {
        file: 'packages/cotter-sdk/src/axios/authorize.ts',
        find: "if (!trusted.has(originOf(addressOf(instance, config)) ?? '')) {",
        replace: "if (originOf(addressOf(instance, config)) === '') {",
      },
    ],
    by: 'packages/cotter-sdk/src/axios/authorize.spec.ts',
    proof: async ({ axios, startServer }) => {
      const { default: library } = await import('axios');
      const home = await startServer(OK);
      const stranger = await startServer(OK);
      const instance = library.create({ baseURL: home.url, proxy: false });
      // Another copy of axios than the SDK's, whose types are others by name.
      axios.authorize(instance as never, {
        getAccessToken: () => Promise.resolve('token'),
        invalidate: () => undefined,
      });
      await instance.get(stranger.url);
      return stranger.requests[0]?.headers.some(
        ([name]) => name.toLowerCase() === 'authorization',
      );
    },
  },
];
