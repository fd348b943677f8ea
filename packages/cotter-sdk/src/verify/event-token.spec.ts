import { eventTokenMessage, type EventToken } from '@org/cotter-types';
import { describe, expect, it } from 'vitest';
import { inspected } from '../testing/inspected.fixture.ts';
import { verifyEventToken, type EventTokenOptions } from './event-token.ts';
import { refusal } from '../testing/refusal.fixture.ts';
import { signedEventToken, signer } from '../testing/signed-token.fixture.ts';
import { API_KEY_ID, NOW_SECONDS, now } from '../testing/subject.fixture.ts';

const cotter = signer();
const login = signedEventToken(cotter);

function verify(token: unknown, options: Partial<EventTokenOptions> = {}) {
  return verifyEventToken(token, {
    apiKeyId: API_KEY_ID,
    publicKeys: [cotter.publicKey],
    now,
    ...options,
  });
}

/** Another reading of the same signed text. */
function shifted(token: EventToken, fields: object): unknown {
  const other = { ...token, ...fields };
  expect(eventTokenMessage(other)).toBe(eventTokenMessage(token));
  return other;
}

describe('verifyEventToken', () => {
  it('tells what is signed from what is not', async () => {
    const { signature: _, ...rest } = login;
    const { ID, CreatedAt, UpdatedAt, DeletedAt, ip, location, ...verified } =
      rest;
    await expect(
      verify(login, { event: 'LOGIN', clientUserId: login.client_user_id }),
    ).resolves.toEqual({
      verified,
      unsigned: { ID, CreatedAt, UpdatedAt, DeletedAt, ip, location },
    });
  });

  it('calls a token malformed whose field cannot be read, and repeats nothing of it', async () => {
    const token = Object.defineProperty({ ...login }, 'issuer', {
      get() {
        throw new Error('CANARY');
      },
    });
    const error = await refusal(verify(token));
    expect(error).toMatchObject({ reason: 'malformed' });
    expect(inspected(error)).not.toContain('CANARY');
  });

  it.each(['TRUSTED_DEVICE', 'PIN', 'BIOMETRIC'] as const)(
    'accepts the method %s',
    async (method) => {
      const token = signedEventToken(cotter, { method, new: true });
      await expect(verify(token)).resolves.toHaveProperty(
        'verified.method',
        method,
      );
    },
  );

  it('accepts any event name if it is the expected one', async () => {
    const token = signedEventToken(cotter, { event: 'transfer of 5 €' });
    await expect(
      verify(token, { event: 'transfer of 5 €' }),
    ).resolves.toBeDefined();
    await expect(refusal(verify(token))).resolves.toMatchObject({
      reason: 'malformed',
      field: 'event',
    });
  });

  it.each<readonly [string, object, object, string]>([
    ['not approved', { approved: false }, {}, 'not_approved'],
    ['of another event', {}, { event: 'TRANSFER' }, 'wrong_event'],
    ['of another user', {}, { clientUserId: 'other' }, 'wrong_user'],
    ['of another API key id', { issuer: 'other' }, {}, 'wrong_issuer'],
    ['of another method', { method: 'OTP' }, {}, 'malformed'],
    ['with approved as text', { approved: 'true' }, {}, 'malformed'],
    ['with new as text', { new: 'false' }, {}, 'malformed'],
    ['with a time as number', { timestamp: NOW_SECONDS }, {}, 'malformed'],
    ['with a time of 9 digits', { timestamp: '999999999' }, {}, 'malformed'],
    ['without a user', { client_user_id: '' }, {}, 'malformed'],
    ['with a NUL', { client_user_id: 'a\0' }, {}, 'malformed'],
    ['with half a pair', { client_user_id: 'a\udc00' }, {}, 'malformed'],
    ['with an id as text', { ID: '17' }, {}, 'malformed'],
    ['without ip', { ip: undefined }, {}, 'malformed'],
    ['with DeletedAt as number', { DeletedAt: 0 }, {}, 'malformed'],
  ])('refuses one %s, though signed', async (_, fields, options, reason) => {
    const error = await refusal(
      verify(signedEventToken(cotter, fields), options),
    );
    expect(error).toMatchObject({ code: 'token_invalid', reason });
  });

  it.each<readonly [number, number | undefined, number, string]>([
    [-300, undefined, 0, 'passes'],
    [-301, undefined, 0, 'stale'],
    [-310, undefined, 10, 'passes'],
    [-311, undefined, 10, 'stale'],
    [-60, 60, 0, 'passes'],
    [-61, 60, 0, 'stale'],
    [10, undefined, 10, 'passes'],
    [11, undefined, 10, 'not_yet_valid'],
    [1, undefined, 0, 'not_yet_valid'],
  ])(
    'judges one issued %i s from now, at most %s s old, with a tolerance of %i s: %s',
    async (offset, maxAgeSeconds, clockToleranceSeconds, outcome) => {
      const token = signedEventToken(cotter, {
        timestamp: String(NOW_SECONDS + offset),
      });
      const result = await verify(token, {
        maxAgeSeconds,
        clockToleranceSeconds,
      }).then(
        () => 'passes',
        (error: unknown) => (error as { reason: unknown }).reason,
      );
      expect(result).toBe(outcome);
    },
  );

  it.each([
    ['client_user_id', 'other'],
    ['event', 'TRANSFER'],
    ['method', 'PIN'],
    ['new', true],
    ['timestamp', String(NOW_SECONDS)],
  ])('refuses a changed %s', async (field, value) => {
    const error = await refusal(verify({ ...login, [field]: value }));
    expect(error).toMatchObject({ reason: 'bad_signature' });
  });

  it('refuses one that was approved after it was signed', async () => {
    const refused = signedEventToken(cotter, { approved: false });
    const error = await refusal(verify({ ...refused, approved: true }));
    expect(error).toMatchObject({ reason: 'bad_signature' });
  });

  it('refuses every other reading of the same signed text', async () => {
    const { client_user_id, timestamp } = login;
    const readings = [
      shifted(login, {
        client_user_id: client_user_id + API_KEY_ID.slice(0, 1),
        issuer: API_KEY_ID.slice(1),
      }),
      shifted(login, {
        client_user_id: client_user_id.slice(0, -1),
        issuer: client_user_id.slice(-1) + API_KEY_ID,
      }),
      shifted(login, { issuer: `${API_KEY_ID}L`, event: 'OGIN' }),
      shifted(login, {
        event: `LOGIN${timestamp.slice(0, 1)}`,
        timestamp: timestamp.slice(1),
      }),
      shifted(login, { event: 'LOGI', timestamp: `N${timestamp}` }),
      shifted(login, { timestamp: `${timestamp}T`, method: 'RUSTED_DEVICE' }),
      shifted(login, {
        method: 'TRUSTED_DEVICEfalse',
        new: 'true',
        approved: '',
      }),
      shifted(login, {
        method: 'TRUSTED_DEVICEfalsetrue',
        new: '',
        approved: '',
      }),
    ];
    for (const reading of readings) {
      const error = await refusal(verify(reading));
      expect(error.code).toBe('token_invalid');
      // Stopped by its form, for the signature would pass.
      expect(error.reason).not.toBe('bad_signature');
    }
  });

  it('does not guess where the user ends if the API key id occurs twice', async () => {
    const token = signedEventToken(cotter, {
      client_user_id: `victim${API_KEY_ID}LOGIN`,
    });
    const reading = shifted(token, {
      client_user_id: 'victim',
      event: `LOGIN${API_KEY_ID}LOGIN`,
    });
    for (const either of [token, reading]) {
      const error = await refusal(verify(either));
      expect(error).toMatchObject({ reason: 'malformed', field: 'issuer' });
    }
    // Pinned, it can be read in only one way.
    await expect(verify(token, { event: 'LOGIN' })).resolves.toBeDefined();
    await expect(
      refusal(verify(reading, { event: 'LOGIN' })),
    ).resolves.toMatchObject({ reason: 'wrong_event' });
    await expect(
      refusal(verify(token, { clientUserId: 'victim' })),
    ).resolves.toMatchObject({ reason: 'wrong_user' });
  });

  it('does not guess where an API key id that overlaps itself begins', async () => {
    const token = signedEventToken(cotter, {
      client_user_id: 'u',
      issuer: 'aba',
      event: 'baX',
    });
    const reading = shifted(token, { client_user_id: 'uab', event: 'X' });
    for (const either of [token, reading]) {
      const error = await refusal(verify(either, { apiKeyId: 'aba' }));
      expect(error).toMatchObject({ reason: 'malformed', field: 'issuer' });
    }
  });

  it('shows no signature and no user in its errors', async () => {
    const canary = { client_user_id: 'CANARY-user' };
    const tokens = [
      signedEventToken(cotter, { ...canary, approved: false }),
      signedEventToken(cotter, { ...canary, timestamp: '1000000000' }),
      signedEventToken(cotter, { ...canary, issuer: 'CANARY' }),
      signedEventToken(cotter, { ...canary, event: 'CANARY event' }),
      signedEventToken(signer(), canary),
      { ...login, ...canary, signature: 'CANARY' },
    ];
    for (const token of tokens) {
      const text = inspected(await refusal(verify(token)));
      expect(text).not.toContain('CANARY');
      expect(text).not.toContain(token.signature.slice(0, 12));
    }
  });

  it.each<readonly [string, object]>([
    ['no apiKeyId', { apiKeyId: undefined }],
    ['an empty event', { event: '' }],
    ['a user that is null', { clientUserId: null }],
    ['a user that is no text', { clientUserId: 17 }],
    ['an age of 0', { maxAgeSeconds: 0 }],
    ['an age as text', { maxAgeSeconds: '300' }],
    ['an age that is NaN', { maxAgeSeconds: NaN }],
    ['an age above a day', { maxAgeSeconds: 86_401 }],
    ['a misspelt option', { userId: 'x' }],
  ])('refuses %s', async (_, options) => {
    await expect(verify(login, options)).rejects.toThrow(TypeError);
  });
});
