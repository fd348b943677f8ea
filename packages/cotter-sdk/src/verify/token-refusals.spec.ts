// What the refusals of identity and event tokens say: the field concerned, and in words what is wrong with it.
import type { EventToken, IdentityToken } from '@org/cotter-types';
import { describe, expect, it } from 'vitest';
import { verifyEventToken, type EventTokenOptions } from './event-token.ts';
import {
  verifyIdentityToken,
  type IdentityTokenOptions,
} from './identity-token.ts';
import { refusal } from '../testing/refusal.fixture.ts';
import {
  signedEventToken,
  signedIdentityToken,
  signer,
} from '../testing/signed-token.fixture.ts';
import { API_KEY_ID, NOW_SECONDS, now } from '../testing/subject.fixture.ts';

const cotter = signer();
const common = { apiKeyId: API_KEY_ID, publicKeys: [cotter.publicKey], now };

function verifyIdentity(
  fields: Partial<Record<keyof IdentityToken, unknown>>,
  options: Partial<IdentityTokenOptions> = {},
) {
  const token = signedIdentityToken(cotter, fields as Partial<IdentityToken>);
  return verifyIdentityToken(token, { ...common, ...options });
}

function verifyEvent(
  fields: Partial<Record<keyof EventToken, unknown>>,
  options: Partial<EventTokenOptions> = {},
) {
  const token = signedEventToken(cotter, fields as Partial<EventToken>);
  return verifyEventToken(token, { ...common, ...options });
}

describe('of an identity token it is said', () => {
  it.each<readonly [keyof IdentityToken, unknown, string]>([
    [
      'identifier',
      '',
      'its field identifier is not a text of 1 to 320 characters',
    ],
    [
      'identifier',
      'x',
      'its field identifier is not a phone number: + and 7 to 15 digits',
    ],
    [
      'identifier_type',
      'OTHER',
      'its field identifier_type is not one of EMAIL, PHONE',
    ],
    ['receiver', '', 'its field receiver is not a text of 1 to 128 characters'],
    ['receiver', 'other', `its receiver is not your API key id ${API_KEY_ID}`],
    [
      'expire_at',
      '1',
      'its field expire_at is not Unix seconds, ten decimal digits',
    ],
    [
      'signature',
      '',
      'its field signature is not a text of 1 to 512 characters',
    ],
    ['identifier_id', 'me', 'its field identifier_id is not a UUID'],
    ['timestamp', 5, 'its field timestamp is not Unix seconds as a string'],
    ['expire_at', String(NOW_SECONDS - 42), 'it expired 42 s ago'],
  ])('%s %j: %s', async (field, value, detail) => {
    const error = await refusal(verifyIdentity({ [field]: value }));
    expect(error).toMatchObject({
      field,
      message: `The identity token is not valid: ${detail}.`,
    });
  });

  it.each([
    [0, 1, true],
    [0, 0, false],
    [10, -9, true],
    [10, -10, false],
  ])(
    'with a tolerance of %i s, of one that ends in %i s, that it passes: %s',
    async (clockToleranceSeconds, offset, passes) => {
      const expire_at = String(NOW_SECONDS + offset);
      const outcome = await verifyIdentity(
        { expire_at },
        { clockToleranceSeconds },
      ).then(
        () => undefined,
        (error: unknown) => error,
      );
      expect(outcome === undefined).toBe(passes);
      if (!passes) expect(outcome).toMatchObject({ reason: 'expired' });
    },
  );

  it('what is signed, and what is not', async () => {
    const fields = { identifier: 'anna@b.example', identifier_type: 'EMAIL' };
    const { verified, unsigned } = await verifyIdentity(fields);
    expect(Object.keys(verified)).toEqual([
      'identifier',
      'identifier_type',
      'receiver',
      'expire_at',
    ]);
    expect(Object.keys(unsigned)).toEqual(['identifier_id', 'timestamp']);
    expect(verified).toMatchObject(fields);
  });

  it('that the signature does not match, or that the keys are none', async () => {
    const other = { publicKeys: [signer().publicKey] };
    expect(await refusal(verifyIdentity({}, other))).toMatchObject({
      code: 'token_invalid',
      reason: 'bad_signature',
    });
    const none = verifyIdentity({}, { publicKeys: [] });
    await expect(none).rejects.toThrow(TypeError);
  });

  it.each([
    ['receiver', 'other', 'wrong_audience'],
    ['identifier', 'x', 'malformed'],
    ['timestamp', 5, 'malformed'],
  ])('with %s %j, that it is refused as %s', async (name, value, reason) => {
    const error = await refusal(verifyIdentity({ [name]: value }));
    expect(error.reason).toBe(reason);
  });

  it.each(['a@b@c', '@b.example', 'a@', 'a b@c', ' a@c', 'a@c ', 'a@ c'])(
    'that %j is no email address',
    async (identifier) => {
      const fields = { identifier, identifier_type: 'EMAIL' };
      const error = await refusal(verifyIdentity(fields));
      expect(error.field).toBe('identifier');
    },
  );

  it('that an email address is none', async () => {
    const fields = { identifier: 'x', identifier_type: 'EMAIL' };
    const error = await refusal(verifyIdentity(fields));
    expect(error.message).toContain('identifier is not an email address');
  });

  it.each([
    'e8a47aff-f520-4b8d-952b-79d36d10fb3',
    'e8a47aff-f520-4b8d-952b-79d36d10fb3ee',
    'ee8a47aff-f520-4b8d-952b-79d36d10fb3e',
    'e8a47aff-f520-4b8d-79d36d10fb3e',
    'e8a47aff-f520-4b8-952b-79d36d10fb3e',
    'g8a47aff-f520-4b8d-952b-79d36d10fb3e',
  ])('that %s is no UUID', async (identifier_id) => {
    const error = await refusal(verifyIdentity({ identifier_id }));
    expect(error.field).toBe('identifier_id');
  });

  it.each(['+1234567', `+${'1'.repeat(15)}`])(
    'nothing against the phone number %s',
    async (identifier) => {
      await expect(verifyIdentity({ identifier })).resolves.toBeDefined();
    },
  );

  it.each(['1+2345678', '+123456a', '+12345678a', ' +1234567', '+1234567 '])(
    'that %j is no phone number',
    async (identifier) => {
      const error = await refusal(verifyIdentity({ identifier }));
      expect(error.field).toBe('identifier');
    },
  );
});

describe('of an event token it is said', () => {
  const time = 'is not a text of 1 to 40 characters';
  it.each<readonly [keyof EventToken, unknown, string]>([
    [
      'client_user_id',
      '',
      'its field client_user_id is not a text of 1 to 255 characters',
    ],
    ['issuer', '', 'its field issuer is not a text of 1 to 128 characters'],
    ['issuer', 'other', `its issuer is not your API key id ${API_KEY_ID}`],
    ['event', '', 'its field event is not a text of 1 to 255 characters'],
    [
      'event',
      'a b',
      'its field event is not a name of letters, digits and _.:-',
    ],
    [
      'event',
      ' LOGIN',
      'its field event is not a name of letters, digits and _.:-',
    ],
    [
      'event',
      'LOGIN ',
      'its field event is not a name of letters, digits and _.:-',
    ],
    [
      'event',
      `X${API_KEY_ID}`,
      'the API key id occurs twice in the signed text, so it is unclear where the user ends and the event begins; pass event or clientUserId',
    ],
    [
      'timestamp',
      '1',
      'its field timestamp is not Unix seconds, ten decimal digits',
    ],
    [
      'method',
      'OTP',
      'its field method is not one of TRUSTED_DEVICE, PIN, BIOMETRIC',
    ],
    ['new', 'true', 'its field new is not true or false'],
    ['approved', 1, 'its field approved is not true or false'],
    ['approved', false, 'the user did not approve the event'],
    [
      'signature',
      '',
      'its field signature is not a text of 1 to 512 characters',
    ],
    ['ID', -1, 'its field ID is not an integer'],
    ['ID', 1.5, 'its field ID is not an integer'],
    ['CreatedAt', '', `its field CreatedAt ${time}`],
    ['UpdatedAt', 'x'.repeat(41), `its field UpdatedAt ${time}`],
    ['DeletedAt', '', 'its field DeletedAt is not null or a time'],
    ['ip', 5, 'its field ip is not a text of 0 to 255 characters'],
    [
      'location',
      null,
      'its field location is not a text of 0 to 255 characters',
    ],
    [
      'timestamp',
      String(NOW_SECONDS + 90),
      'it was issued 90 s in the future; compare the clocks',
    ],
    [
      'timestamp',
      String(NOW_SECONDS - 342),
      'it is 342 s old, and at most 300 s are accepted',
    ],
  ])('%s %j: %s', async (name, value, detail) => {
    const error = await refusal(verifyEvent({ [name]: value }));
    const field = detail.startsWith('the API key id') ? 'issuer' : name;
    expect(error).toMatchObject({
      field,
      message: `The event token is not valid: ${detail}.`,
    });
  });

  it.each<readonly [object, string, string]>([
    [
      { clientUserId: 'other' },
      'client_user_id',
      'it belongs to another user than the expected one',
    ],
    [{ event: 'OTHER' }, 'event', 'it is another event than the expected one'],
  ])('with the options %j: %s %s', async (options, field, detail) => {
    const error = await refusal(verifyEvent({}, options));
    expect(error).toMatchObject({
      field,
      message: `The event token is not valid: ${detail}.`,
    });
  });

  it('nothing against an API key id that occurs twice, if the user is given', async () => {
    const event = `X${API_KEY_ID}`;
    const { client_user_id: clientUserId } = signedEventToken(cotter);
    await expect(
      verifyEvent({ event }, { clientUserId }),
    ).resolves.toHaveProperty('verified.event', event);
  });

  it.each<readonly [keyof EventToken, unknown]>([
    ['ID', 0],
    ['DeletedAt', '2020-04-07T11:01:03Z'],
    ['ip', ''],
    ['event', 'a.B_9:-'],
  ])('nothing against %s %j', async (field, value) => {
    await expect(verifyEvent({ [field]: value })).resolves.toBeDefined();
  });
});

describe('of the options it is said', () => {
  const age = 'maxAgeSeconds must be a number from 1 to 86400';
  it.each<readonly [object, string]>([
    [{ maxAgeSeconds: 0 }, age],
    [{ maxAgeSeconds: 86_401 }, age],
    [{ maxAgeSeconds: '300' }, age],
    [{ event: '' }, 'event must be a string that is not empty'],
    [{ event: 5 }, 'event must be a string that is not empty'],
    [{ clientUserId: null }, 'clientUserId must be a string that is not empty'],
    [
      { user: 'x' },
      'There is no option user; the options are: apiKeyId, event, clientUserId, maxAgeSeconds, publicKeys, now, clockToleranceSeconds',
    ],
  ])('of an event token, with %j: %s', async (options, message) => {
    await expect(verifyEvent({}, options)).rejects.toThrow(
      new TypeError(message),
    );
  });

  it.each([1, 86_400])('nothing against an age of %d s', async (age) => {
    const timestamp = String(NOW_SECONDS - age);
    await expect(
      verifyEvent({ timestamp }, { maxAgeSeconds: age }),
    ).resolves.toBeDefined();
  });

  it('of an identity token, which are known', async () => {
    await expect(verifyIdentity({}, { event: 'x' } as object)).rejects.toThrow(
      new TypeError(
        'There is no option event; the options are: apiKeyId, publicKeys, now, clockToleranceSeconds',
      ),
    );
  });
});
