import { identityTokenMessage, type IdentityToken } from '@org/cotter-types';
import { describe, expect, it } from 'vitest';
import { inspected } from '../testing/inspected.fixture.ts';
import {
  verifyIdentityToken,
  type IdentityTokenOptions,
} from './identity-token.ts';
import { refusal } from '../testing/refusal.fixture.ts';
import {
  signedIdentityToken,
  signer,
} from '../testing/signed-token.fixture.ts';
import { API_KEY_ID, NOW_SECONDS, now } from '../testing/subject.fixture.ts';

const cotter = signer();
const stranger = signer();
const phone = signedIdentityToken(cotter);
const email = signedIdentityToken(cotter, {
  identifier: 'hello@gmail.com',
  identifier_type: 'EMAIL',
});

function verify(token: unknown, options: Partial<IdentityTokenOptions> = {}) {
  return verifyIdentityToken(token, {
    apiKeyId: API_KEY_ID,
    publicKeys: [cotter.publicKey],
    now,
    ...options,
  });
}

/** Another reading of the same signed text. */
function shifted(token: IdentityToken, fields: object): unknown {
  const other = { ...token, ...fields };
  expect(identityTokenMessage(other)).toBe(identityTokenMessage(token));
  return other;
}

describe('verifyIdentityToken', () => {
  it('tells what is signed from what is not', async () => {
    await expect(verify(phone)).resolves.toEqual({
      verified: {
        identifier: '+12345678910',
        identifier_type: 'PHONE',
        receiver: API_KEY_ID,
        expire_at: phone.expire_at,
      },
      unsigned: {
        identifier_id: phone.identifier_id,
        timestamp: phone.timestamp,
      },
    });
  });

  it('calls a token malformed whose field cannot be read, and repeats nothing of it', async () => {
    const token = Object.defineProperty({ ...phone }, 'receiver', {
      get() {
        throw new Error('CANARY');
      },
    });
    const hidden = new Proxy(
      { ...phone },
      {
        getOwnPropertyDescriptor() {
          throw new Error('CANARY');
        },
      },
    );
    for (const odd of [token, hidden]) {
      const error = await refusal(verify(odd));
      expect(error).toMatchObject({ reason: 'malformed' });
      expect(inspected(error)).not.toContain('CANARY');
    }
  });

  it('accepts an email address, and leaves out fields that it does not know', async () => {
    const result = await verify({ ...email, admin: true });
    expect(result.verified.identifier).toBe('hello@gmail.com');
    expect(JSON.stringify(result)).not.toContain('admin');
  });

  it('accepts each of several keys', async () => {
    const publicKeys = [stranger.publicKey, cotter.publicKey];
    const token = signedIdentityToken(stranger);
    await expect(verify(phone, { publicKeys })).resolves.toBeDefined();
    await expect(verify(token, { publicKeys })).resolves.toBeDefined();
  });

  it("expects production's key unless told otherwise", async () => {
    const error = await refusal(
      verifyIdentityToken(phone, { apiKeyId: API_KEY_ID, now }),
    );
    expect(error).toMatchObject({ reason: 'bad_signature' });
  });

  it.each([
    [0, 1, true],
    [0, 0, false],
    [10, -9, true],
    [10, -10, false],
  ])(
    'with a tolerance of %i s, judges one that expires %i s from now: %s',
    async (clockToleranceSeconds, offset, passes) => {
      const token = signedIdentityToken(cotter, {
        expire_at: String(NOW_SECONDS + offset),
      });
      const outcome = await verify(token, { clockToleranceSeconds }).then(
        () => 'passes',
        (error: unknown) => error,
      );
      expect(outcome).toEqual(
        passes ? 'passes' : expect.objectContaining({ reason: 'expired' }),
      );
    },
  );

  it('says how long ago it expired', async () => {
    const error = await refusal(verify(phone, { now: () => now() + 342_000 }));
    expect(error.message).toBe(
      'The identity token is not valid: it expired 42 s ago.',
    );
  });

  it.each([
    ['for another API key id', { receiver: 'other' }, 'wrong_audience'],
    [
      'for the API key id in capitals',
      { receiver: API_KEY_ID.toUpperCase() },
      'wrong_audience',
    ],
    ['of another type', { identifier_type: 'email' }, 'malformed'],
    ['of a phone number without +', { identifier: '12345678910' }, 'malformed'],
    ['of a short phone number', { identifier: '+123456' }, 'malformed'],
    [
      'of a long phone number',
      { identifier: `+${'1'.repeat(16)}` },
      'malformed',
    ],
    ['of no text', { identifier: ['+12345678910'] }, 'malformed'],
    ['with a time of 9 digits', { expire_at: '999999999' }, 'malformed'],
    ['with a time of 11 digits', { expire_at: '15862575680' }, 'malformed'],
    ['with a time that is a number', { expire_at: 1_586_257_568 }, 'malformed'],
    ['with a time with a sign', { expire_at: '+586257568' }, 'malformed'],
    ['with other digits', { expire_at: '١٥٨٦٢٥٧٥٦٨' }, 'malformed'],
    ['with a line end', { expire_at: '1586257568\n' }, 'malformed'],
    ['with an id that is no UUID', { identifier_id: 'me' }, 'malformed'],
    ['with no timestamp', { timestamp: undefined }, 'malformed'],
  ])('refuses one %s, though signed', async (_, fields, reason) => {
    const token = signedIdentityToken(cotter, fields as Partial<IdentityToken>);
    const error = await refusal(verify(token));
    expect(error).toMatchObject({ code: 'token_invalid', reason });
  });

  it.each([
    'a@b@c',
    '@gmail.com',
    'hello@',
    'hello',
    'hel lo@gmail.com',
    'hello@gmail.com\n',
    'hello\0@gmail.com',
    '\ud800@gmail.com',
    '',
    `${'x'.repeat(320)}@gmail.com`,
  ])('refuses the email address %j, though signed', async (identifier) => {
    const token = signedIdentityToken(cotter, {
      identifier,
      identifier_type: 'EMAIL',
    });
    const error = await refusal(verify(token));
    expect(error).toMatchObject({ reason: 'malformed', field: 'identifier' });
  });

  it.each([null, undefined, 'token', 5, [], [phone]])(
    'refuses %j',
    async (token) => {
      const error = await refusal(verify(token));
      expect(error).toMatchObject({ reason: 'malformed' });
    },
  );

  it('does not read inherited fields', async () => {
    const error = await refusal(verify(Object.create(phone)));
    expect(error).toMatchObject({ reason: 'malformed' });
  });

  it.each([
    ['identifier', '+12345678911'],
    ['expire_at', String(NOW_SECONDS + 301)],
  ])('refuses a changed %s', async (field, value) => {
    const error = await refusal(verify({ ...phone, [field]: value }));
    expect(error).toMatchObject({ reason: 'bad_signature' });
  });

  it.each([
    ['empty', 'A'.repeat(0)],
    ['of 63 bytes', Buffer.alloc(63).toString('base64')],
    ['of 64 zeros', Buffer.alloc(64).toString('base64')],
    [
      'in base64url',
      phone.signature
        .replaceAll('+', '-')
        .replaceAll('/', '_')
        .replace('==', ''),
    ],
    ['without padding', phone.signature.replace('==', '')],
    ['with a space', ` ${phone.signature}`],
    ['twice', phone.signature + phone.signature],
    ['of somebody else', signedIdentityToken(stranger).signature],
  ])('refuses a signature %s', async (_, signature) => {
    const error = await refusal(verify({ ...phone, signature }));
    expect(error).toMatchObject({ code: 'token_invalid', field: 'signature' });
  });

  it('refuses every other reading of the same signed text', async () => {
    const digit = phone.expire_at.slice(0, 1);
    const readings = [
      shifted(phone, {
        receiver: API_KEY_ID + digit,
        expire_at: phone.expire_at.slice(1),
      }),
      shifted(phone, {
        receiver: API_KEY_ID.slice(0, -1),
        expire_at: API_KEY_ID.slice(-1) + phone.expire_at,
      }),
      shifted(phone, { identifier: '+1234567891', identifier_type: '0PHONE' }),
      shifted(phone, { identifier: '+12345678910P', identifier_type: 'HONE' }),
      shifted(phone, {
        identifier: '+12345678910PHONE',
        identifier_type: '',
      }),
      shifted(email, {
        identifier: 'hello@gmail.comE',
        identifier_type: 'MAIL',
      }),
      shifted(email, {
        identifier_type: `EMAIL${API_KEY_ID.slice(0, 1)}`,
        receiver: API_KEY_ID.slice(1),
      }),
    ];
    for (const reading of readings) {
      const error = await refusal(verify(reading));
      expect(error.code).toBe('token_invalid');
      // Stopped by its form, for the signature would pass.
      expect(error.reason).not.toBe('bad_signature');
    }
  });

  it('accepts only one way to cut the signed text into fields', async () => {
    const token = signedIdentityToken(cotter, { receiver: 'key-1' });
    const message = identityTokenMessage(token);
    const accepted: string[] = [];
    for (let a = 0; a <= message.length; a += 1) {
      for (let b = a; b <= message.length; b += 1) {
        for (let c = b; c <= message.length; c += 1) {
          const fields = {
            identifier: message.slice(0, a),
            identifier_type: message.slice(a, b),
            receiver: message.slice(b, c),
            expire_at: message.slice(c),
          };
          await verify({ ...token, ...fields }, { apiKeyId: 'key-1' }).then(
            () => accepted.push(Object.values(fields).join(' ')),
            () => undefined,
          );
        }
      }
    }
    expect(accepted).toEqual([`+12345678910 PHONE key-1 ${token.expire_at}`]);
  });

  it('shows no signature and no identifier in its errors', async () => {
    const canary = {
      identifier: 'CANARY@x.example',
      identifier_type: 'EMAIL' as const,
    };
    const tokens = [
      signedIdentityToken(cotter, { ...canary, expire_at: '1000000000' }),
      signedIdentityToken(cotter, { ...canary, receiver: 'CANARY' }),
      signedIdentityToken(stranger, canary),
      { ...phone, identifier: 'CANARY', signature: 'CANARY' },
      { ...phone, signature: 'CANARY' },
    ];
    for (const token of tokens) {
      const text = inspected(await refusal(verify(token)));
      expect(text).not.toContain('CANARY');
      expect(text).not.toContain(token.signature.slice(0, 12));
    }
  });

  it.each<readonly [string, object]>([
    ['no apiKeyId', { apiKeyId: undefined }],
    ['no keys', { publicKeys: [] }],
    [
      'a key of 31 bytes',
      { publicKeys: [Buffer.alloc(31).toString('base64')] },
    ],
    [
      'a key without padding',
      { publicKeys: [cotter.publicKey.replace('=', '')] },
    ],
    ['a key that is no text', { publicKeys: [cotter.publicKey, 5] }],
    ['one key outside of a list', { publicKeys: cotter.publicKey }],
    [
      '17 keys',
      { publicKeys: Array.from({ length: 17 }, () => cotter.publicKey) },
    ],
    ['a misspelt option', { receiver: API_KEY_ID }],
    ['a tolerance above 60 s', { clockToleranceSeconds: 61 }],
  ])('refuses %s', async (_, options) => {
    await expect(verify(phone, options)).rejects.toThrow(TypeError);
  });
});
