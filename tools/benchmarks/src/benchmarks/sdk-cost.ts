import { createRequire } from 'node:module';
import { CotterClient } from '@org/cotter-sdk';
import { createSession } from '@org/cotter-sdk/session';
import {
  OAuthTokensSchema,
  type IdentityToken,
  type OAuthTokens,
} from '@org/cotter-types';
import { description } from '@org/cotter-types/description';
import type { Benchmark } from '../benchmark.ts';
import { documentedExchange, TOKEN_PATH } from '../exchange.ts';
import { interleave } from '../rounds.ts';
import { spreadOf } from '../spread.ts';
import { cpuMicroseconds, microseconds } from '../timing.ts';
import { workspace } from '../workspace.ts';

const CALLERS = 10_000;
/** Calls of `getAccessToken` for one reading of the clock. */
const BATCH = 1000;
/** Exchanges under way at once. */
const AT_ONCE = 10;
/** How many exchanges are timed before it is the turn of another client. */
const EXCHANGES = 500;
/** How many short rounds a full run has in place of each of its usual ones. */
const SHORT_ROUNDS = 18;

const CPU = 'processor time of an exchange, ours over axios';
const FRESH = 'getAccessToken with a fresh token';

const { post } = description.paths[TOKEN_PATH];
const identityToken: IdentityToken =
  post.requestBody.content['application/json'].examples.identityToken.value
    .identity_token;
const tokens: OAuthTokens =
  post.responses['200'].content['application/json'].examples.identityToken
    .value;

/** What of axios is used here. */
interface Axios {
  post(
    url: string,
    body: unknown,
    options: { readonly headers: Readonly<Record<string, string>> },
  ): Promise<{ readonly data: unknown }>;
}

/** What the SDK costs beside the HTTP client that it is built on. */
export const sdkCost: Benchmark = {
  name: 'sdk-cost',
  title: 'Cost of the SDK',
  goals: [
    { finding: CPU, atMost: 1 },
    { finding: FRESH, atMost: 2 },
  ],
  async run({ quick, rounds, children }) {
    const { url } = await children.serve([
      workspace('tools/benchmarks/dist/servers/constant-tokens.js'),
    ]);
    const calls = exchanges(url);
    const cpu = (call: () => Promise<unknown>) => async () => ({
      us: await cpuMicroseconds(call, EXCHANGES, AT_ONCE),
    });
    const peers = {
      ours: cpu(calls.ours),
      axios: cpu(calls.axios),
      fetch: cpu(calls.fetch),
    };
    for (const call of Object.values(calls)) {
      OAuthTokensSchema.parse(await call());
    }
    for (const peer of Object.values(peers)) await peer();
    const samples = await interleave(
      quick ? rounds : rounds * SHORT_ROUNDS,
      peers,
    );

    const fresh: number[] = [];
    const perCaller: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      fresh.push(await freshToken(quick ? 200 : 1000));
      perCaller.push(await expiredToken(url));
    }
    return {
      findings: [
        samples.ratio(CPU, 'ours', 'axios', 'us'),
        samples.ratio(
          'processor time of an exchange, ours over fetch',
          'ours',
          'fetch',
          'us',
        ),
        samples.finding(
          'processor time of an exchange, ours',
          'µs',
          'ours',
          'us',
        ),
        samples.finding(
          'processor time of an exchange, axios',
          'µs',
          'axios',
          'us',
        ),
        samples.finding(
          'processor time of an exchange, fetch',
          'µs',
          'fetch',
          'us',
        ),
        { name: FRESH, unit: 'µs', spread: spreadOf(fresh) },
        {
          name: `getAccessToken for each of ${CALLERS.toLocaleString('en-US')} callers on an expired token, one refresh included`,
          unit: 'µs',
          spread: spreadOf(perCaller),
        },
      ],
      notes: [
        `Exchanges go to a server in another process that answers a constant, ${String(AT_ONCE)} at a time. Bare axios is ` +
          'the copy that the SDK uses, with its default options; it neither checks nor hides anything.',
      ],
    };
  },
};

/** The same exchange in three ways; each yields the tokens. */
function exchanges(origin: string) {
  const request = documentedExchange(origin);
  const { url, headers } = request;
  const body: unknown = JSON.parse(request.body);
  const client = new CotterClient({
    apiKeyId: headers['API_KEY_ID'] ?? '',
    apiSecretKey: headers['API_SECRET_KEY'] ?? '',
    baseUrl: origin,
  });
  const axios = createRequire(workspace('packages/cotter-sdk/package.json'))(
    'axios',
  ) as Axios;
  return {
    ours: () => client.exchangeIdentityToken(identityToken),
    axios: async () => (await axios.post(url, body, { headers })).data,
    fetch: async () => {
      const response = await fetch(url, {
        method: 'POST',
        headers,
        body: JSON.stringify(body),
      });
      return response.json();
    },
  };
}

async function freshToken(milliseconds: number): Promise<number> {
  const session = createSession({
    client: {
      refresh: () => Promise.reject(new Error('A fresh token was refreshed.')),
    },
    tokens: { ...tokens, expires_in: 3600 },
  });
  if ((await session.getAccessToken()) !== tokens.access_token) {
    throw new Error('The session yields another token than it was given.');
  }
  return microseconds(
    async () => {
      for (let call = 0; call < BATCH; call += 1) {
        await session.getAccessToken();
      }
    },
    milliseconds,
    BATCH,
  );
}

/** @throws Error when there was more than one refresh, or a caller got another token than the new one. */
async function expiredToken(url: string): Promise<number> {
  const client = new CotterClient({
    apiKeyId: identityToken.receiver,
    baseUrl: url,
  });
  let refreshes = 0;
  const session = createSession({
    client: {
      refresh(...call) {
        refreshes += 1;
        return client.refresh(...call);
      },
    },
    tokens: { ...tokens, access_token: 'expired', expires_in: 0 },
  });
  const start = performance.now();
  const got = await Promise.all(
    Array.from({ length: CALLERS }, () => session.getAccessToken()),
  );
  const end = performance.now();
  if (refreshes !== 1 || got.some((token) => token !== tokens.access_token)) {
    throw new Error(`${String(refreshes)} refreshes, or a wrong token.`);
  }
  return ((end - start) * 1000) / CALLERS;
}
