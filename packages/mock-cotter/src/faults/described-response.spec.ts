import { expect, it } from 'vitest';
import type { Operation } from '../prism/prism.ts';
import { describedResponse } from './described-response.ts';
import type { Fault } from './fault.ts';

/** An operation as Prism reads it, as far as it is looked at here. */
const OPERATION = {
  iid: 'exchangeToken',
  responses: [
    {
      code: '400',
      contents: [
        {
          examples: [
            { key: 'one', value: { msg: 'one' } },
            { key: 'two', value: { msg: 'two' } },
            { key: 'elsewhere', externalValue: 'https://example.com' },
          ],
        },
      ],
      headers: [{ name: 'Other' }],
    },
    {
      code: '429',
      contents: [{}],
      headers: [{ name: 'Other' }, { name: 'Retry-After' }],
    },
    { code: '500', contents: [] },
    { code: '503' },
  ],
} as unknown as Operation;

function answer(status: number, fault: Partial<Fault> = {}) {
  return describedResponse(OPERATION, status, { kind: 'status', ...fault });
}

const JSON_TYPE = { 'content-type': 'application/json' };

it("a described status is answered with the description's first example", () => {
  expect(answer(400)).toEqual({
    status: 400,
    headers: JSON_TYPE,
    body: { msg: 'one' },
  });
});

it('an example that is asked for is taken, and one that is not there refused', () => {
  expect(answer(400, { example: 'two' }).body).toEqual({ msg: 'two' });
  expect(() => answer(400, { example: 'canary' })).toThrow(
    'exchangeToken has no such example of 400; it has: one, two, elsewhere.',
  );
  for (const status of [418, 429, 500, 503])
    expect(() => answer(status, { example: 'canary' })).toThrow(
      `exchangeToken has no such example of ${String(status)}; it has: none.`,
    );
  const { iid: _, ...unnamed } = OPERATION;
  expect(() =>
    describedResponse(unnamed, 500, { kind: 'status', example: 'canary' }),
  ).toThrow('The operation has no such example of 500');
});

it('a status without an example of its own is answered in the envelope', () => {
  for (const status of [418, 500])
    expect(answer(status)).toEqual({
      status,
      headers: JSON_TYPE,
      body: {
        msg: `A fault was asked for: ${String(status)}.`,
        type: 'fault',
      },
    });
  const { body } = answer(400, { example: 'elsewhere' });
  expect(body).toMatchObject({ type: 'fault' });
});

it('Retry-After is there where the description has it or the fault asks for it', () => {
  const retryAfter = (...args: Parameters<typeof answer>): unknown =>
    answer(...args).headers['retry-after'];
  expect(retryAfter(429)).toBe('1');
  expect(retryAfter(429, { retryAfterSeconds: 7 })).toBe('7');
  expect(retryAfter(418, { retryAfterSeconds: 0 })).toBe('0');
  expect(retryAfter(400, { retryAfterSeconds: 3 })).toBe('3');
  for (const status of [400, 418, 500])
    expect(answer(status).headers).not.toHaveProperty('retry-after');
});
