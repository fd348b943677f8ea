import { describe, expect, it } from 'vitest';
import { redact } from './redact.ts';

const secret = 'sk_live0 0123456789+abcdef==';

describe('redact', () => {
  it.each([
    ['the whole', `key ${secret}!`, 'key [redacted]!'],
    ['it twice', `${secret}${secret}`, '[redacted][redacted]'],
    ['it URL-encoded', encodeURIComponent(secret), '[redacted]'],
    [
      'a beginning',
      `key ${secret.slice(0, 12)}... is wrong`,
      'key [redacted]... is wrong',
    ],
    [
      'a JWT',
      'got eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln-_ there',
      'got [redacted] there',
    ],
    [
      'a refresh token',
      'no 39560:abcdefghijklmnopqrstuvwxyz0123 here',
      'no [redacted] here',
    ],
    [
      'a refresh token URL-encoded',
      'no 39560%3Aabcdefghijklmnopqrstuvwxyz0123 here',
      'no [redacted] here',
    ],
    [
      'it and its URL-encoded form side by side, which begin alike',
      `${secret} ${encodeURIComponent(secret)}`,
      '[redacted] [redacted]',
    ],
    [
      'a part from its middle or its end',
      `no ${secret.slice(6, 18)} or ${secret.slice(-9)}`,
      'no [redacted] or [redacted]',
    ],
    [
      'it in another letter case',
      `${secret.toUpperCase()} ${secret.toLowerCase()}`,
      '[redacted] [redacted]',
    ],
    ['it in base64', `Basic ${btoa(secret)}`, 'Basic [redacted]PQ=='],
    ['nothing', 'identity_token.receiver is required.', undefined],
  ])('replaces %s', (_, text, expected) => {
    expect(redact(text, [secret])).toBe(expected ?? text);
  });

  it.each(['k', 'ke', 'key', 'key:'])(
    'replaces it in base64 and base64url after "%s"',
    (before) => {
      const text = btoa(`${before}~?~${secret}~?~`);
      const url = text.replaceAll('+', '-').replaceAll('/', '_');
      for (const each of [text, url]) {
        expect(redact(each, [secret])).toMatch(/^.{4,12}\[redacted\].{0,8}$/);
      }
    },
  );

  it('leaves what is public, although a secret begins alike', () => {
    const text = 'mock-api-key-id does not go with mock-api-secret-key';
    expect(redact(text, ['mock-api-secret-key'], 'mock-api-key-id')).toBe(
      'mock-api-key-id does not go with mo[redacted]',
    );
  });

  it('replaces a secret that contains another as a whole', () => {
    expect(redact('a12345678b', ['12345678', 'a12345678b'])).toBe('[redacted]');
  });

  it('replaces an unknown token that begins like a known one, with all that follows', () => {
    const header = 'eyJhbGciOiJFUzI1NiIsInR5cCI6IkpXVCJ9';
    const known = `${header}.eyJzdWIiOiIxIn0.a25vd24`;
    const other = `${header}.eyJzdWIiOiIyIn0.b3RoZXI`;
    expect(redact(`${known} / ${other}`, [known])).toBe(
      '[redacted] / [redacted]',
    );
  });

  it('copes with secrets that are short, empty or half a character', () => {
    expect(redact('x\ud800y', ['', '\ud800'])).toBe('x[redacted]y');
  });

  it('makes one line of a text that would forge log lines', () => {
    expect(redact('a\r\nERROR b\u001b[31m\u2028c', [])).toBe(
      'a ERROR b [31m c',
    );
  });

  it('shortens, and only after the secrets are gone', () => {
    const text = redact('x'.repeat(495) + secret + 'y'.repeat(50_000), [
      secret,
    ]);
    expect(text).toBe(`${'x'.repeat(495)}[reda…`);
  });

  it('replaces an unknown token before a known secret, and after it', () => {
    const jwt = 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln';
    for (const text of [`${jwt} ${secret}`, `${secret} ${jwt}`]) {
      expect(redact(text, [secret])).toBe('[redacted] [redacted]');
    }
  });

  it('shows 500 characters, and only marks that there were more', () => {
    expect(redact('x'.repeat(500), [])).toBe('x'.repeat(500));
    expect(redact('x'.repeat(501), [])).toBe(`${'x'.repeat(500)}…`);
  });

  it('reads no further than 10,000 characters', () => {
    expect(redact(`eyJ${'a'.repeat(9990)} a`, [])).toBe('[redacted] a');
    expect(redact(`eyJ${'a'.repeat(9997)} a`, [])).toBe('[redacted]');
  });
});
