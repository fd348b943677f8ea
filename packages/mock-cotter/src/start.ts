import type { Server } from 'node:net';
import type { EventToken, IdentityToken, Jwks } from '@org/cotter-types';
import type { CommonClock } from './determinism/clocks.ts';
import { createWorld } from './handlers/services.ts';
import type { Steered } from './control/control-handlers.ts';
import { curlLines } from './handlers/curl-lines.ts';
import { createEngine, type Engine } from './prism/engine.ts';
import { tokenApi } from './prism/token-api.ts';
import { createFaults, type Faults } from './faults/faults.ts';
import { createFront } from './server/server.ts';
import { createHandlers } from './handlers/handlers.ts';
import type { ApiKey } from './handlers/services.ts';
import {
  mintEventToken,
  type EventTokenDefect,
  type EventTokenFields,
} from './tokens/mint-event-token.ts';
import {
  mintIdentityToken,
  type IdentityTokenDefect,
  type IdentityTokenFields,
} from './tokens/mint-identity-token.ts';
import type { Claims } from './tokens/jwt.ts';
import { mintJwt, type JwtDefect } from './tokens/mint-jwt.ts';
import type { SigningKeys } from './tokens/signing-keys.ts';
import { createRedactor } from './request-log/redact-request.ts';
import { createRequestLog, type Requests } from './request-log/request-log.ts';
import { checkedOptions, type MockCotterOptions } from './options/options.ts';
import {
  seededRandomness,
  systemRandomness,
} from './determinism/randomness.ts';

/** How long a request may take to arrive. */
const REQUEST_TIMEOUT_MS = 30_000;

/** The keys of a mock. */
export interface MockKeys {
  /** The Ed25519 public key that identity and event tokens verify with: 32 bytes in base64. */
  readonly inputPublicKey: string;
  /** The public keys that access and id tokens verify with, as the mock's JWKS operation answers them now. */
  jwks(): Jwks;
  /**
   * Signs access and id tokens with a new key from now on.
   *
   * @param options.overlapMs how long the old key stays published, in milliseconds. Default: one hour
   * @throws {RangeError} if that is no number from 0 up
   */
  rotate: SigningKeys['rotate'];
}

/** A mock that answers. */
export interface MockCotter extends AsyncDisposable {
  /** Where it answers, without a trailing slash: `http://127.0.0.1:41234`. */
  readonly url: string;
  /** The API keys that inputs are minted for: the first of the options' `apiKeys`. */
  readonly apiKey: ApiKey;
  /**
   * The time that the mock issues and checks by, and answers in the header `Date`; `clock.of(apiKeyId)` moves that of
   * one API key id alone.
   */
  readonly clock: CommonClock;
  readonly keys: MockKeys;
  /** What goes wrong on purpose. A request may also ask for it itself, by the header `Prefer`. */
  readonly faults: Faults;
  /** The latest requests, and why each was answered as it was. */
  readonly requests: Requests;
  /**
   * An identity token that the mock takes in strict mode too, unless it is given a defect.
   *
   * @param fields fields to give instead of the usual ones, `receiver` for another API key id among them
   */
  mintIdentityToken(
    fields?: IdentityTokenFields,
    defect?: IdentityTokenDefect,
  ): IdentityToken;
  /**
   * An event token that the mock takes in strict mode too, unless it is given a defect.
   *
   * @param fields fields to give instead of the usual ones, `issuer` for another API key id among them
   */
  mintEventToken(
    fields?: EventTokenFields,
    defect?: EventTokenDefect,
  ): EventToken;
  /**
   * An access token as the mock issues it, for a new user, unless it is given a defect.
   *
   * @param claims claims to give instead of the usual ones, or besides them
   */
  mintAccessToken(claims?: Claims, defect?: JwtDefect): string;
  /** An id token, in the same way. */
  mintIdToken(claims?: Claims, defect?: JwtDefect): string;
  /**
   * One curl line for each kind of request, to paste into a POSIX shell. They hold live tokens, so one that uses up a
   * refresh token works once.
   */
  curlLines(): string[];
  /**
   * Forgets every session, fault and request, and puts the clock back to its start; keys stay, because clients cache
   * them. With an API key id, forgets those of this id alone, and resets its own clock alone.
   */
  reset(apiKeyId?: string): void;
  /**
   * Stops it. Requests under way are answered; one that has not arrived whole after 2 seconds is cut off. Further calls
   * return the same promise.
   */
  close(): Promise<void>;
}

/**
 * Starts a mock of Cotter's OAuth token API in this process.
 *
 * @throws {TypeError} if an option is not what it must be
 * @throws the system's error if the address cannot be listened on, such as `EADDRINUSE` in `code`
 */
export async function startMockCotter(
  options: MockCotterOptions = {},
): Promise<MockCotter> {
  const checked = checkedOptions(options);
  const { apiKey, controlToken, host, maxRequests, port, seed, tls, log } =
    checked;
  const random = seed === undefined ? systemRandomness : seededRandomness(seed);
  const world = createWorld(
    checked,
    random,
    // Loaded on demand: without a seed, nobody waits for it.
    seed === undefined
      ? undefined
      : (await import('./tokens/deterministic-es256.ts')).signDeterministically,
  );
  const { clock, inputKey, keys, sessions, warnings } = world;
  const faults = createFaults();
  const requests = createRequestLog({
    clock,
    maxRequests,
    redactor: createRedactor(checked.apiKeys.map(({ id }) => id)),
  });
  const mint = { clock, random, key: inputKey, apiKeyId: apiKey.id };
  const jwtMint = { ...world, random, apiKeyId: apiKey.id };
  // What is minted for an API key id is made by its clock; a field may hold anything.
  const within = <Minted>(id: unknown, make: () => Minted): Minted =>
    clock.within(typeof id === 'string' ? id : apiKey.id, make);
  const steered: Steered = {
    clock,
    faults,
    requests,
    keys: {
      inputPublicKey: inputKey.publicKey,
      jwks: () => keys.jwks(),
      rotate: (rotation) => {
        keys.rotate(rotation);
      },
    },
    mintIdentityToken: (fields, defect) =>
      within(fields?.receiver, () => mintIdentityToken(mint, fields, defect)),
    mintEventToken: (fields, defect) =>
      within(fields?.issuer, () => mintEventToken(mint, fields, defect)),
    mintAccessToken: (claims, defect) =>
      within(claims?.['aud'], () => mintJwt(jwtMint, 'access', claims, defect)),
    mintIdToken: (claims, defect) =>
      within(claims?.['aud'], () => mintJwt(jwtMint, 'id', claims, defect)),
    reset(apiKeyId) {
      if (apiKeyId === undefined) {
        clock.reset();
        warnings.clear();
      } else clock.of(apiKeyId).reset();
      sessions.clear(apiKeyId);
      faults.clear(apiKeyId);
      requests.clear(apiKeyId);
    },
  };
  let control: Promise<Engine> | undefined;
  // Loaded on demand: who never steers the mock does not wait for it.
  const loadControl = async (): Promise<Engine> => {
    const [{ controlApi }, { createControlHandlers }] = await Promise.all([
      import('./prism/control-api.ts'),
      import('./control/control-handlers.ts'),
    ]);
    return createEngine({
      api: controlApi,
      handlers: createControlHandlers(steered),
      log,
    });
  };
  const app = await createFront({
    engine: createEngine({
      api: tokenApi,
      handlers: createHandlers(world),
      log,
    }),
    control: () => (control ??= loadControl()),
    gate: { host, controlToken },
    clock,
    faults,
    requests,
    log,
    requestTimeoutMs: REQUEST_TIMEOUT_MS,
    tls,
  });
  await app.listen({ host, port });
  const scheme = tls === undefined ? 'http' : 'https';
  const url = urlOf(scheme, host, app.server.address());

  let closed: Promise<void> | undefined;
  const close = (): Promise<void> => (closed ??= app.close());
  return {
    ...steered,
    url,
    apiKey,
    curlLines: () => curlLines({ url, apiKey, mint, world }),
    close,
    [Symbol.asyncDispose]: close,
  };
}

function urlOf(
  scheme: string,
  host: string,
  address: ReturnType<Server['address']>,
): string {
  if (address === null || typeof address === 'string')
    throw new Error('The mock does not listen on a port.');
  const name = host.includes(':') ? `[${host}]` : host;
  return `${scheme}://${name}:${String(address.port)}`;
}
