import fc from 'fast-check';
import { expect, it } from 'vitest';
import { startMockCotter, type MockCotter } from '@org/mock-cotter';
import { operations } from '../description/operations.ts';
import { createSender } from '../traffic/send.ts';
import { changedBodies } from './generated-bodies.ts';
import { requestFor } from './requests.ts';
import {
  integerOf,
  randomly,
  RUNS_VARIABLE,
  seed,
  SEED_VARIABLE,
} from './seed.ts';
import { checkAlone } from './suite.ts';

const now = new Date('2026-01-01T00:00:00Z');

/** Every answer of a mock to each documented request, to changed ones, and to a life of a session. */
async function conversation(options: {
  readonly seed: string;
  readonly now: Date;
}): Promise<string> {
  await using mock = await startMockCotter(options);
  using sender = createSender(mock.url);
  const answers: unknown[] = [];
  const ask = async (
    operationId: string,
    body?: unknown,
  ): Promise<Record<string, string>> => {
    const answer = await sender.send(
      requestFor(operationId, mock.apiKey, { body }),
    );
    answers.push(answer);
    return JSON.parse(answer.body) as Record<string, string>;
  };
  for (const { operationId, requestExamples } of operations) {
    if (requestExamples.length === 0) await ask(operationId);
    for (const { value } of requestExamples) {
      await ask(operationId, value);
      for (const body of fc.sample(
        changedBodies(operationId, value),
        randomly(10),
      ))
        await ask(operationId, body);
    }
  }
  await session(mock, ask);
  return JSON.stringify(answers).replaceAll(mock.url, '');
}

async function session(
  mock: MockCotter,
  ask: (operationId: string, body: unknown) => Promise<Record<string, string>>,
): Promise<void> {
  const tokens = await ask('exchangeToken', {
    grant_type: 'identity_token',
    identity_token: mock.mintIdentityToken(),
  });
  expect(tokens).toHaveProperty('refresh_token');
  const { refresh_token } = tokens;
  const next = await ask('refreshToken', {
    grant_type: 'refresh_token',
    refresh_token,
  });
  expect(next).toHaveProperty('refresh_token');
  await ask('refreshToken', { grant_type: 'refresh_token', refresh_token });
  mock.keys.rotate();
  await ask('exchangeToken', {
    grant_type: 'event_token',
    event_token: mock.mintEventToken(),
  });
}

checkAlone('16-determinism', () => {
  it('two mocks with one seed and one time answer the same bytes', async () => {
    const first = await conversation({ seed: 'one', now });
    expect(await conversation({ seed: 'one', now })).toBe(first);
    expect(await conversation({ seed: 'two', now })).not.toBe(first);
    const later = new Date(now.getTime() + 1000);
    expect(await conversation({ seed: 'one', now: later })).not.toBe(first);
  });

  it('mocks take ports of their own', async () => {
    await using first = await startMockCotter();
    await using second = await startMockCotter();
    expect(second.url).not.toBe(first.url);
    for (const { url } of [first, second])
      expect(new URL(url).hostname).toBe('127.0.0.1');
  });

  it('every random value of a run follows from its seed', () => {
    const drawn = (from: number): unknown[] =>
      fc.sample(fc.jsonValue(), { ...randomly(50), seed: from });
    expect(drawn(seed)).toEqual(drawn(seed));
    expect(drawn(seed + 1)).not.toEqual(drawn(seed));
  });

  it('the seed and the number of runs come from the environment', () => {
    // Without the variable, the seed was drawn.
    expect([seed, undefined]).toContain(integerOf(SEED_VARIABLE));
    expect(randomly(10).seed).toBe(seed);
    expect(integerOf(RUNS_VARIABLE, { [RUNS_VARIABLE]: '7' })).toBe(7);
    expect(integerOf(RUNS_VARIABLE, {})).toBeUndefined();
    expect(() => integerOf(SEED_VARIABLE, { [SEED_VARIABLE]: 'x' })).toThrow(
      SEED_VARIABLE,
    );
  });
});
