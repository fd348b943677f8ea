import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import type { CotterErrorBody } from '@org/cotter-types';
import { CotterErrorBodySchema } from '@org/cotter-types';
import { CANARY, TOKEN_PATH, keys, requests } from './documented.fixture.ts';
import type { MockCotter } from '../mock.ts';
import { startMockCotter } from '../start.ts';
import { exchangeRaw, request, type RawAnswer } from './raw-http.fixture.ts';

export const keyLines = Object.entries(keys).map(
  ([name, value]) => `${name}: ${value}`,
);
export const json = 'Content-Type: application/json';
export const body = JSON.stringify(requests.identityToken);

let mock: MockCotter | undefined;
const lines: string[] = [];

/**
 * Starts a mock for a file of tests that send it what it must refuse. After each of them, whatever was sent: the mock
 * still answers and has nothing to complain about.
 */
export function useMock(): void {
  beforeAll(async () => {
    mock = await startMockCotter({
      strict: false,
      log: (line) => {
        // The documented request, with which this file shows that the mock is well, has expired long ago.
        if (!line.startsWith('Warning: ')) lines.push(line);
      },
    });
  });
  afterAll(async () => {
    await mock?.close();
  });
  afterEach(async () => {
    const { status } = await post([...keyLines, json]);
    expect(status).toBe(200);
    expect(lines).toEqual([]);
  });
}

/** Where that mock answers. */
export function url(): string {
  return mock?.url ?? '';
}

/** Sends raw bytes to that mock. */
export function send(
  ...parts: readonly (string | Buffer)[]
): Promise<RawAnswer> {
  return exchangeRaw(url(), ...parts);
}

/** Posts to that mock's token endpoint; by default a body that gets 200 if the headers are right. */
export function post(
  headers: readonly string[],
  content: string | Buffer = body,
): Promise<RawAnswer> {
  return send(request('POST', TOKEN_PATH, headers, content));
}

/** The failure that an answer holds, after a check that it is one and tells no secret. */
export function envelopeOf(answer: RawAnswer): CotterErrorBody {
  expect(answer.headers['content-type']).toBe('application/json');
  expect(answer.body).not.toContain(CANARY);
  return CotterErrorBodySchema.parse(JSON.parse(answer.body));
}
