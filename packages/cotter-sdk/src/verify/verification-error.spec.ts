import { describe, expect, it } from 'vitest';
import {
  keysUnavailable,
  tokenInvalid,
  unsupportedRuntime,
  type KeysFault,
} from './verification-error.ts';

describe('the error', () => {
  it('of a token says what is wrong with it, and that it stays wrong', () => {
    const error = tokenInvalid('access token', {
      reason: 'expired',
      field: 'exp',
      detail: 'it expired 42 s ago',
    });
    expect(error).toMatchObject({
      name: 'CotterVerificationError',
      code: 'token_invalid',
      reason: 'expired',
      field: 'exp',
      retryable: false,
      message: 'The access token is not valid: it expired 42 s ago.',
    });
  });

  it('of a token as a whole names no field', () => {
    const error = tokenInvalid('access token', {
      reason: 'malformed',
      detail: 'it is not an object',
    });
    expect(error).not.toHaveProperty('field');
  });

  it.each<[KeysFault, string]>([
    ['network', 'the connection failed'],
    ['timeout', 'no response arrived in time'],
    ['redirect', 'the response was a redirect, which is not followed'],
    ['status', 'the response status was not 200'],
    ['too_large', 'the response was too large to be a key set'],
    ['not_json', 'the response was not JSON'],
    ['no_usable_key', 'it holds no usable ES256 key, or too many keys'],
  ])('of keys that could not be read (%s) says why', (fault, why) => {
    const error = keysUnavailable({
      fault,
      status: 503,
      requestId: 'req-1',
      source: 'https://cotter.example/jwks',
    });
    expect(error).toMatchObject({
      code: 'keys_unavailable',
      retryable: true,
      status: 503,
      requestId: 'req-1',
      message: `The token was not verified, because the signing keys could not be read from https://cotter.example/jwks: ${why}.`,
    });
    expect(error).not.toHaveProperty('reason');
  });

  it('of a runtime says what it lacks, and where it would have it', () => {
    const error = unsupportedRuntime('ES256');
    expect(error).toMatchObject({
      code: 'unsupported_runtime',
      retryable: false,
      message:
        "The token was not verified, because this runtime's WebCrypto does not offer ES256. In a browser it also needs a secure context (https).",
    });
    expect(error).not.toHaveProperty('reason');
  });
});
