import { describe, expect, it } from 'vitest';
import { outcomeOfStatus } from './outcome.ts';

describe('what a status says of the refresh token that was sent', () => {
  it.each([407, 429, 503])('%d: the server did not take it', (status) => {
    expect(outcomeOfStatus(status)).toBe('not_sent');
  });

  it.each([400, 401, 404, 409, 499])(
    '%d: the server refused the request',
    (status) => {
      expect(outcomeOfStatus(status)).toBe('rejected');
    },
  );

  it.each([0, 201, 302, 399, 408, 500, 502, 504, 599])(
    '%d: it is not known, so the token is not sent again',
    (status) => {
      expect(outcomeOfStatus(status)).toBe('unknown');
    },
  );
});
