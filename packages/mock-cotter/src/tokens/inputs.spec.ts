import { describe, expect, it } from 'vitest';
import { EventTokenSchema, IdentityTokenSchema } from '@org/cotter-types';
import { description } from '@org/cotter-types/description';
import { createClock } from '../determinism/clock.ts';
import { createInputKey } from './input-key.ts';
import { systemRandomness } from '../determinism/randomness.ts';
import {
  FRESH_SECONDS,
  eventTokenProblems,
  identityTokenProblems,
  isDocumentationExample,
} from './check-input.ts';
import { mintEventToken, type EventTokenDefect } from './mint-event-token.ts';
import {
  mintIdentityToken,
  type IdentityTokenDefect,
} from './mint-identity-token.ts';

const NOW = 1_700_000_000;
const clock = createClock(NOW * 1000);
const key = createInputKey(systemRandomness);
const mint = { clock, random: systemRandomness, key, apiKeyId: 'key-id' };
const { examples } =
  description.paths['/api/v0/token'].post.requestBody.content[
    'application/json'
  ];

const SIGNATURE =
  "signature is invalid: this mock's signing key did not make it for these fields.";

describe('a minted identity token', () => {
  it('is as the description says, and nothing is wrong with it', () => {
    const token = mintIdentityToken(mint);
    expect(IdentityTokenSchema.parse(token)).toEqual(token);
    expect(token).toMatchObject({
      receiver: 'key-id',
      timestamp: String(NOW),
      expire_at: String(NOW + 2_592_000),
    });
    expect(identityTokenProblems(mint, token)).toEqual([]);
  });

  it('takes other fields and signs them', () => {
    const fields = {
      identifier: '+12345678910',
      identifier_type: 'PHONE',
      receiver: 'another',
    } as const;
    const token = mintIdentityToken(mint, fields);
    expect(token).toMatchObject(fields);
    expect(identityTokenProblems(mint, token)).toEqual([]);
  });

  it.each<[IdentityTokenDefect, string[]]>([
    ['expired', ['identity_token.expire_at is in the past.']],
    ['future', ['identity_token.timestamp is in the future.']],
    ['wrong-key', [`identity_token.${SIGNATURE}`]],
    ['tampered', [`identity_token.${SIGNATURE}`]],
  ])('that is %s has that one problem', (defect, problems) => {
    const token = mintIdentityToken(mint, {}, defect);
    expect(IdentityTokenSchema.parse(token)).toEqual(token);
    expect(identityTokenProblems(mint, token)).toEqual(problems);
  });
});

describe('an identity token', () => {
  it('expires at the very second', () => {
    for (const [expireAt, problems] of [
      [NOW + 1, 0],
      [NOW, 1],
    ] as const) {
      const token = mintIdentityToken(mint, { expire_at: String(expireAt) });
      expect(identityTokenProblems(mint, token)).toHaveLength(problems);
    }
  });

  it('may be ahead of the clock by so long', () => {
    for (const [ahead, problems] of [
      [FRESH_SECONDS, []],
      [FRESH_SECONDS + 1, ['identity_token.timestamp is in the future.']],
    ] as const) {
      const timestamp = String(NOW + ahead);
      const token = mintIdentityToken(mint, { timestamp });
      expect(identityTokenProblems(mint, token)).toEqual(problems);
    }
  });

  it.each([
    ['PHONE', 'hello@example.com'],
    ['PHONE', '12345678910'],
    ['EMAIL', '+12345678910'],
    ['PHONE', 'x+12345678910'],
    ['PHONE', '+12345678910x'],
    ['EMAIL', 'a b@c'],
    ['EMAIL', 'a@b c'],
  ] as const)('of type %s does not name %s', (type, identifier) => {
    const token = mintIdentityToken(mint, {
      identifier,
      identifier_type: type,
    });
    expect(identityTokenProblems(mint, token)).toEqual([
      'identity_token.identifier must be an email address if identity_token.identifier_type is EMAIL, and a phone number such as +12345678910 if it is PHONE.',
    ]);
  });

  it('whose parts the signature does not cover may change', () => {
    const token = mintIdentityToken(mint);
    expect(identityTokenProblems(mint, { ...token, timestamp: '0' })).toEqual(
      [],
    );
  });

  it('of the documentation has a signature and a time that are not checked', () => {
    const { identity_token: printed } = examples.identityToken.value;
    expect(isDocumentationExample(printed)).toBe(true);
    expect(identityTokenProblems(mint, printed)).toEqual([]);
    const signed = mintIdentityToken(mint);
    expect(isDocumentationExample(signed)).toBe(false);
    // A flipped bit keeps the form of a signature.
    const flipped = `A${signed.signature.slice(1)}`;
    expect(isDocumentationExample({ signature: flipped })).toBe(false);
    const { signature } = signed;
    for (const odd of ['', signature.slice(0, -2), `${signature}AAAA`])
      expect(isDocumentationExample({ signature: odd }), odd).toBe(true);
  });
});

describe('a minted event token', () => {
  it('is as the description says, and nothing is wrong with it', () => {
    const token = mintEventToken(mint);
    expect(EventTokenSchema.parse(token)).toEqual(token);
    expect(token).toMatchObject({
      CreatedAt: '2023-11-14T22:13:20.000Z',
      UpdatedAt: '2023-11-14T22:13:20.000Z',
      approved: true,
      ip: '127.0.0.1',
      issuer: 'key-id',
      location: '',
      new: false,
      timestamp: String(NOW),
    });
    expect(eventTokenProblems(mint, token)).toEqual([]);
  });

  it('takes other fields and signs them', () => {
    const fields = { method: 'PIN', new: true, event: 'PAY' } as const;
    const token = mintEventToken(mint, fields);
    expect(token).toMatchObject(fields);
    expect(eventTokenProblems(mint, token)).toEqual([]);
  });

  it.each<[EventTokenDefect, string[]]>([
    [
      'expired',
      ['event_token.timestamp is more than 300 seconds in the past.'],
    ],
    [
      'future',
      ['event_token.timestamp is more than 300 seconds in the future.'],
    ],
    ['wrong-key', [`event_token.${SIGNATURE}`]],
    ['tampered', [`event_token.${SIGNATURE}`]],
  ])('that is %s has that one problem', (defect, problems) => {
    const token = mintEventToken(mint, {}, defect);
    expect(EventTokenSchema.parse(token)).toEqual(token);
    expect(eventTokenProblems(mint, token)).toEqual(problems);
  });

  it('that is not approved is well signed', () => {
    const token = mintEventToken(mint, {}, 'not-approved');
    expect(token.approved).toBe(false);
    expect(eventTokenProblems(mint, token)).toEqual([]);
  });
});

describe('an event token', () => {
  it('is fresh for so long, either way', () => {
    for (const [offset, problems] of [
      [-FRESH_SECONDS - 1, 1],
      [-FRESH_SECONDS, 0],
      [FRESH_SECONDS, 0],
      [FRESH_SECONDS + 1, 1],
    ] as const) {
      const token = mintEventToken(mint, { timestamp: String(NOW + offset) });
      expect(eventTokenProblems(mint, token)).toHaveLength(problems);
    }
  });
});
