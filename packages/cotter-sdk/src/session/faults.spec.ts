import { describe, expect, it } from 'vitest';
import { CotterApiError } from '../errors/api-error.ts';
import { CotterTimeoutError } from '../errors/client-errors.ts';
import { clientFailure, storeFault } from './faults.ts';

const answer = {
  action: 'retry' as const,
  retryable: false,
  status: 503,
  requestId: 'req-1',
  serverMessage: undefined,
  serverType: undefined,
  retryAfterMs: 2000,
};

/** An error of a client that is not the SDK's. */
function foreign(fields: object): Error {
  return Object.assign(new Error('CANARY'), fields);
}

describe('what a session takes from the error of a client', () => {
  it('of the SDK is all that tells why, and no text', () => {
    const error = new CotterApiError({ ...answer, outcome: 'not_sent' });
    expect(clientFailure(error)).toEqual({
      outcome: 'not_sent',
      fault: {
        clientCode: 'server_error',
        status: 503,
        retryAfterMs: 2000,
        requestId: 'req-1',
      },
    });
  });

  it('that refuses the token is final, although a browser may have sent it twice', () => {
    const error = new CotterApiError({
      ...answer,
      status: 400,
      action: 'sign_in',
      outcome: 'unknown',
    });
    expect(clientFailure(error).outcome).toBe('rejected');
    const other = new CotterApiError({ ...answer, outcome: 'unknown' });
    expect(clientFailure(other).outcome).toBe('unknown');
  });

  it.each(['invalid_input', 'missing_secret'])(
    'that cannot pass (%s) is not called temporary',
    (code) => {
      const error = new CotterApiError({ ...answer, outcome: 'not_sent' });
      expect(clientFailure(Object.assign(error, { code })).outcome).toBe(
        'refused',
      );
    },
  );

  it('of another is only numbers: a text could be a secret', () => {
    const error = foreign({
      code: 'CANARY',
      requestId: 'CANARY',
      outcome: 'not_sent',
      status: 0,
      retryAfterMs: 0,
    });
    expect(clientFailure(error)).toEqual({
      outcome: 'not_sent',
      fault: { status: 0, retryAfterMs: 0 },
    });
  });

  it.each([-1, NaN, Infinity, '503', null])(
    'is no status and no wait of %j',
    (number) => {
      const fields = { status: number, retryAfterMs: number };
      expect(clientFailure(foreign(fields)).fault).toStrictEqual({});
    },
  );

  it('is the next refresh token, where the error of the SDK has one', () => {
    const details = {
      action: 'retry',
      retryable: false,
      refreshToken: '39560:next',
    } as const;
    const error = new CotterTimeoutError(5, false, details);
    expect(clientFailure(error)).toMatchObject({ replacement: '39560:next' });
    const without = new CotterTimeoutError(5, false, {
      action: 'retry',
      retryable: false,
    });
    expect(clientFailure(without)).not.toHaveProperty('replacement');
    const recoverRefreshToken = () => '39560:next';
    expect(clientFailure(foreign({ recoverRefreshToken }))).not.toHaveProperty(
      'replacement',
    );
  });

  it('may come from a copy of the package that has no such method', () => {
    const error = new CotterTimeoutError(5, false, {
      action: 'retry',
      retryable: false,
    });
    Object.assign(error, { recoverRefreshToken: undefined });
    expect(clientFailure(error)).toMatchObject({
      fault: { clientCode: 'timeout' },
    });
  });

  it('is no code that is no text', () => {
    const error = new CotterTimeoutError(5, false, {
      action: 'retry',
      retryable: false,
    });
    Object.assign(error, { code: 5 });
    expect(clientFailure(error).fault).not.toHaveProperty('clientCode');
  });

  it.each([
    undefined,
    null,
    'not_sent',
    5,
    {},
    Object.assign(() => 5, { outcome: 'not_sent' }),
  ])('is nothing where it rejects with %j: the outcome is unknown', (error) => {
    expect(clientFailure(error)).toEqual({ outcome: 'unknown', fault: {} });
  });

  it('is nothing where a field of it throws', () => {
    const error = {
      outcome: 'not_sent',
      get status(): number {
        throw new Error('CANARY');
      },
    };
    expect(clientFailure(error)).toEqual({ outcome: 'unknown', fault: {} });
  });
});

describe('a refusal', () => {
  it.each<[string, object]>([
    ['says so', { status: 400, serverMessage: 'Refresh token is not valid' }],
    ['says so under any status', { status: 401, serverMessage: 'not valid' }],
    ['is a 400 without a text', { status: 400 }],
    ['has neither status nor text', {}],
  ])('that %s ends the session', (_, fields) => {
    const error = foreign({ outcome: 'rejected', ...fields });
    expect(clientFailure(error).outcome).toBe('rejected');
  });

  it.each<[string, object]>([
    ['is a 400 with another text', { status: 400, serverMessage: 'Body.' }],
    ['is a 400 with an empty text', { status: 400, serverMessage: '' }],
    ['is a 401', { status: 401 }],
    ['is a 404', { status: 404 }],
  ])('that %s does not', (_, fields) => {
    const error = foreign({ outcome: 'rejected', ...fields });
    expect(clientFailure(error).outcome).toBe('refused');
  });

  it.each(['unknown', 'refused', undefined, 5])(
    'is not what %j says',
    (outcome) => {
      expect(clientFailure(foreign({ outcome })).outcome).toBe('unknown');
    },
  );
});

describe('what a session takes from the error of a store', () => {
  it.each(['EA', 'ENOSPC', 'E2BIG', `E${'A'.repeat(15)}`])(
    'is the code %s',
    (code) => {
      expect(storeFault('save', foreign({ code }))).toEqual({
        operation: 'save',
        systemCode: code,
      });
    },
  );

  it.each([
    'E',
    'XENOSPC',
    'enospc',
    'ENOSPC!',
    `E${'A'.repeat(16)}`,
    ['ENOSPC'],
    5,
    undefined,
  ])('is not the code %j', (code) => {
    expect(storeFault('lock', foreign({ code }))).toEqual({
      operation: 'lock',
    });
  });

  it.each([undefined, null, 'ENOSPC'])('is nothing of %j', (error) => {
    expect(storeFault('load', error)).toEqual({ operation: 'load' });
  });

  it('is nothing where its code throws', () => {
    const error = {
      get code(): string {
        throw new Error('CANARY');
      },
    };
    expect(storeFault('load', error)).toEqual({ operation: 'load' });
  });
});
