import { describe, expect, it } from 'vitest';
import { networkFault } from './network-fault.ts';

function fault(code: unknown, syscall?: string): Error {
  return Object.assign(new Error('CANARY'), { code, syscall });
}

describe('networkFault', () => {
  it.each([
    ['a refused connection', fault('ECONNREFUSED', 'connect'), true],
    ['an unknown host', fault('ENOTFOUND', 'getaddrinfo'), true],
    ['a broken connection', fault('ECONNRESET', 'read'), false],
    ['a failed write', fault('EPIPE', 'write'), false],
    ['a certificate', fault('CERT_HAS_EXPIRED'), false],
  ])('knows whether %s means that nothing was sent', (_, thrown, notSent) => {
    const { code } = thrown as Error & { code: string };
    const expected = { systemCode: code, notSent };
    expect(networkFault(thrown)).toEqual(expected);
    const wrapped = Object.assign(new Error('CANARY', { cause: thrown }), {
      code: 'ERR_BAD_RESPONSE',
    });
    expect(networkFault(wrapped)).toEqual(expected);
  });

  it('judges a host with several addresses by all of them', () => {
    const group = (...errors: Error[]) =>
      Object.assign(new AggregateError(errors), { code: 'ETIMEDOUT' });
    const refused = fault('ECONNREFUSED', 'connect');
    expect(networkFault(group(refused, refused)).notSent).toBe(true);
    expect(
      networkFault(group(refused, fault('ECONNRESET', 'read'))).notSent,
    ).toBe(false);
    expect(networkFault(group()).notSent).toBe(false);
  });

  it.each([
    [undefined],
    [null],
    ['CANARY'],
    [fault(undefined)],
    [fault(5)],
    [fault('CANARY with spaces')],
    [fault('lower')],
    [fault('refused: CANARY')],
    [fault(['CANARY'])],
  ])('has no code for %j', (thrown) => {
    expect(networkFault(thrown)).toEqual({
      systemCode: undefined,
      notSent: false,
    });
  });
});
