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

describe('the message of a CotterSessionError', () => {
  it.each<[SessionFault, string]>([
    [
      { code: 'signed_out', reason: 'rejected' },
      'Sign in again: the refresh token is no longer valid.',
    ],
    [
      { code: 'signed_out', reason: 'no_tokens' },
      'Sign in again: the session has no valid tokens.',
    ],
    [
      { code: 'refresh_unknown', clientCode: 'timeout' },
      'The refresh may or may not have succeeded (timeout). Call again: the next call sends the refresh token once more.',
    ],
    [
      { code: 'refresh_not_sent', clientCode: 'network_error' },
      'The refresh token could not be sent (network_error); call again later.',
    ],
    [
      { code: 'refresh_not_sent' },
      'The refresh token could not be sent; call again later.',
    ],
    [
      { code: 'refresh_refused', clientCode: 'unauthorized' },
      'Cotter refused the refresh (unauthorized), but not because of the refresh token. Check the API keys and the address.',
    ],
    [
      { code: 'refresh_replaced', clientCode: 'invalid_response' },
      'Cotter replaced the refresh token, but the rest of its answer could not be used (invalid_response); call again.',
    ],
    [
      { code: 'store_failed', operation: 'save', systemCode: 'ENOSPC' },
      'The token store failed to save (ENOSPC).',
    ],
  ])('of %j says what to do', (fault, message) => {
    expect(new CotterSessionError(fault).message).toBe(message);
  });

  it.each<[SessionFault, boolean, string]>([
    [{ code: 'signed_out', reason: 'rejected' }, false, 'sign_in'],
    [{ code: 'refresh_unknown' }, true, 'retry'],
    [{ code: 'refresh_refused', status: 401 }, false, 'fix'],
    [{ code: 'refresh_refused', clientCode: 'missing_secret' }, false, 'fix'],
    [{ code: 'refresh_refused', status: 400 }, false, 'retry'],
    [{ code: 'refresh_not_sent' }, true, 'retry'],
    [{ code: 'refresh_replaced' }, true, 'retry'],
    [{ code: 'store_failed', operation: 'lock' }, true, 'retry'],
  ])('of %j goes with what to do', (fault, retryable, action) => {
    const error = new CotterSessionError(fault);
    const name = 'CotterSessionError';
    expect(error).toMatchObject({ name, retryable, action });
  });

  it('of an unknown outcome leaves the choice to an application that asked for it', () => {
    const error = new CotterSessionError({ code: 'refresh_unknown' }, false);
    expect(error).toMatchObject({ retryable: false, action: 'sign_in' });
    expect(error.message).toBe(
      'The refresh may or may not have succeeded. Call session.retryUnknown(), or sign the user in again.',
    );
  });
});
