import { describe, expect, it } from 'vitest';
import { isCotterError } from '../index.ts';
import { CotterSessionError, type SessionFault } from './session-error.ts';

const CASES: readonly {
  readonly fault: SessionFault;
  readonly outcome?: string;
}[] = [
  { fault: { code: 'refresh_unknown' }, outcome: 'unknown' },
  { fault: { code: 'refresh_replaced' }, outcome: 'unknown' },
  { fault: { code: 'refresh_not_sent' }, outcome: 'not_sent' },
  { fault: { code: 'refresh_refused', status: 401 }, outcome: 'rejected' },
  { fault: { code: 'signed_out', reason: 'rejected' }, outcome: 'rejected' },
  // No refresh token was spent.
  { fault: { code: 'signed_out', reason: 'no_tokens' } },
  { fault: { code: 'store_failed', operation: 'lock' } },
];

describe('CotterSessionError', () => {
  it.each(CASES)(
    '$fault.code says "$outcome" of the refresh token',
    ({ fault, outcome }) => {
      const error = new CotterSessionError(fault);
      expect(error.outcome).toBe(outcome);
      expect('outcome' in error).toBe(outcome !== undefined);
      expect(error).toMatchObject(fault);
      expect(isCotterError(error)).toBe(true);
      expect(error.requestId).toMatch(/^local-/);
    },
  );

  it('carries the request id of what it is about', () => {
    const requestId = 'of-the-client';
    const error = new CotterSessionError({
      code: 'refresh_unknown',
      requestId,
    });
    expect(error.requestId).toBe(requestId);
    expect(JSON.parse(JSON.stringify(error))).toHaveProperty(
      'requestId',
      requestId,
    );
  });
});
