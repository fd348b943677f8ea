import { describe, expect, it } from 'vitest';
import { CANARY } from '../testing/documented.fixture.ts';
import { preferredFault } from './prefer.ts';

describe('the header Prefer', () => {
  it.each([
    [undefined, undefined],
    ['', undefined],
    ['respond-async, wait=10', undefined],
    ['example=missingField', undefined],
    ['fault=reset', { kind: 'reset' }],
    ['  FAULT = reset ; delay=5 ', { kind: 'reset', delayMs: 5 }],
    ['wait=10, fault="lost-reply"', { kind: 'lost-reply' }],
    ['fault=reset, fault=html', { kind: 'reset' }],
    [
      'fault=status; status=503; retry-after=2',
      { kind: 'status', status: 503, retryAfterSeconds: 2 },
    ],
    [
      'fault=redirect;location="https://example.com/a,b;c"',
      { kind: 'redirect', location: 'https://example.com/a,b;c' },
    ],
    ['fault=slow-drip;interval=0', { kind: 'slow-drip', intervalMs: 0 }],
    [
      'fault=status;status=400;example=2nd',
      { kind: 'status', status: 400, example: '2nd' },
    ],
    [
      'fault=status;status=400;example=v2',
      { kind: 'status', status: 400, example: 'v2' },
    ],
    [
      'fault=redirect; location=/a?b=c; ',
      { kind: 'redirect', location: '/a?b=c' },
    ],
    ['fault=redirect;location=a"b"', { kind: 'redirect', location: 'a"b"' }],
    ['fault=redirect;location="a"b', { kind: 'redirect', location: '"a"b' }],
    [' , fault=reset;;', { kind: 'reset' }],
    ['code=404', { kind: 'status', status: 404 }],
    [
      'code=400, example=missingField',
      { kind: 'status', status: 400, example: 'missingField' },
    ],
    ['code=404, fault=empty-reply', { kind: 'empty-reply' }],
  ])('%s', (header, expected) => {
    const { kind: _, ...rest } = expected ?? { kind: '' };
    expect(preferredFault(header)?.fault).toEqual(
      expected === undefined ? undefined : { kind: expected.kind, ...rest },
    );
  });

  it.each([
    ['fault=reset; delay=1, wait=10', 'fault=reset'],
    ['example=missingField, code=400', 'code=400'],
  ])('%s is reported as applied as %s', (header, applied) => {
    expect(preferredFault(header)?.applied).toBe(applied);
  });

  it.each([
    ['fault', 'kind must be one of'],
    [`fault=${CANARY}`, 'kind must be one of'],
    ['fault=constructor', 'kind must be one of'],
    ['fault=delay', 'needs delayMs'],
    ['fault=status', 'needs status'],
    ['fault=status;status=99', 'status must be'],
    [`fault=status;status=${CANARY}`, 'status must be'],
    ['fault=status;status=1e2', 'status must be'],
    ['fault=reset;status=500', 'takes no such field; it takes: delayMs'],
    [
      `fault=reset;${CANARY}=1`,
      'takes no such parameter; it takes: delay, example, ',
    ],
    ['fault=reset;__proto__=1', 'takes no such parameter'],
    ['fault=delay;delay=600001', 'delayMs must be'],
    ['fault=redirect;location="a b"', 'location must be'],
    ['code=abc', 'status must be'],
    ['code=1000', 'status must be'],
  ])('%s is refused, without a word of its value', (header, expected) => {
    let thrown: unknown;
    try {
      preferredFault(header);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toMatchObject({
      status: 400,
      body: {
        type: 'invalid_request',
        msg: expect.stringContaining(expected) as unknown,
      },
    });
    expect(String(thrown)).not.toContain(CANARY);
  });
});
