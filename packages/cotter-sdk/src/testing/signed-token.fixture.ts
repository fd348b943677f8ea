// Ed25519 keys made for the test, and the identity and event tokens that they sign.
import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import {
  eventTokenMessage,
  identityTokenMessage,
  type EventToken,
  type IdentityToken,
} from '@org/cotter-types';
import { API_KEY_ID, NOW_SECONDS } from './subject.fixture.ts';

export interface Signer {
  readonly privateKey: KeyObject;
  /** 32 bytes in base64. */
  readonly publicKey: string;
}

export function signer(): Signer {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const { x = '' } = publicKey.export({ format: 'jwk' });
  return {
    privateKey,
    publicKey: Buffer.from(x, 'base64url').toString('base64'),
  };
}

const USER_ID = 'e8a47aff-f520-4b8d-952b-79d36d10fb3e';

export function signedIdentityToken(
  { privateKey }: Signer,
  fields: Partial<IdentityToken> = {},
): IdentityToken {
  const token = {
    identifier: '+12345678910',
    identifier_type: 'PHONE' as const,
    receiver: API_KEY_ID,
    expire_at: String(NOW_SECONDS + 300),
    identifier_id: USER_ID,
    timestamp: String(NOW_SECONDS - 5),
    ...fields,
  };
  return {
    signature: signed(privateKey, identityTokenMessage(token)),
    ...token,
  };
}

export function signedEventToken(
  { privateKey }: Signer,
  fields: Partial<EventToken> = {},
): EventToken {
  const token = {
    ID: 17,
    CreatedAt: '2020-04-07T11:01:03.123456789Z',
    UpdatedAt: '2020-04-07T11:01:03.123456789Z',
    DeletedAt: null,
    client_user_id: USER_ID,
    issuer: API_KEY_ID,
    event: 'LOGIN',
    ip: '127.0.0.1',
    location: '',
    timestamp: String(NOW_SECONDS - 5),
    method: 'TRUSTED_DEVICE' as const,
    new: false,
    approved: true,
    ...fields,
  };
  return { signature: signed(privateKey, eventTokenMessage(token)), ...token };
}

function signed(privateKey: KeyObject, message: string): string {
  return sign(null, Buffer.from(message), privateKey).toString('base64');
}
