import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import type { Jwks } from '@org/cotter-sdk';
import type { Chance } from './random.ts';

export const API_KEY_ID = '11111111-2222-3333-4444-555555555555';
export const ISSUER = 'https://www.cotter.app';
export const NOW_SECONDS = 1_800_000_000;

const active = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const foreign = generateKeyPairSync('ec', { namedCurve: 'P-256' });

/** With members that other issuers add, which must not matter. */
export const jwks: Jwks = {
  keys: [
    {
      ...(active.publicKey.export({ format: 'jwk' }) as Jwks['keys'][number]),
      kid: 'active',
      alg: 'ES256',
      use: 'sig',
    },
  ],
};

type Json = Record<string, unknown>;

/** A token on its way: each change turns one part of it. */
interface Draft {
  header: Json;
  claims: Json;
  /** The JSON text of a part, if it is not that of the object. */
  headerText?: string | Buffer;
  claimsText?: string | Buffer;
  key: typeof active;
  turnSignature: (signature: Buffer) => string;
  turnToken: (token: string) => string;
}

const b64 = (value: string | Buffer) =>
  (typeof value === 'string' ? Buffer.from(value) : value).toString(
    'base64url',
  );

const usual = (): Draft => ({
  header: { alg: 'ES256', kid: 'active', typ: 'JWT' },
  claims: {
    aud: API_KEY_ID,
    authentication_method: 'OTP',
    client_user_id: 'user',
    exp: NOW_SECONDS + 3600,
    iat: NOW_SECONDS - 60,
    iss: ISSUER,
    scope: 'access',
    sub: 'user',
    type: 'client_access_token',
  },
  key: active,
  turnSignature: b64,
  turnToken: (token) => token,
});

const odd = [
  undefined,
  null,
  true,
  '',
  'x',
  0,
  1.5,
  -1,
  [],
  {},
  ['x'],
  String(NOW_SECONDS + 3600),
] as const;

type Change = (draft: Draft, chance: Chance) => void;

function set(object: Json, name: string, value: unknown): void {
  if (value === undefined) Reflect.deleteProperty(object, name);
  else object[name] = value;
}

const claimNames = [
  'aud',
  'exp',
  'iat',
  'iss',
  'nbf',
  'sub',
  'type',
  'scope',
  'client_user_id',
  'authentication_method',
];

const CHANGES: readonly Change[] = [
  // Nothing at all, so that many tokens are good.
  () => undefined,
  ({ claims }, { pick }) => {
    set(claims, pick(claimNames), pick(odd));
  },
  ({ claims }, { below, pick }) => {
    const away = (60 + below(10_000)) * pick([1, -1]);
    claims[pick(['exp', 'iat', 'nbf'])] = NOW_SECONDS + away;
  },
  ({ claims }, { pick }) => {
    claims['aud'] = pick([
      [API_KEY_ID],
      ['other', API_KEY_ID],
      API_KEY_ID.toUpperCase(),
      `${API_KEY_ID} `,
      'other',
    ]);
  },
  ({ claims }, { pick }) => {
    claims['iss'] = pick([
      `${ISSUER}/`,
      ISSUER.toUpperCase(),
      'https://evil',
      [ISSUER],
    ]);
  },
  ({ claims }, { pick }) => {
    claims['type'] = pick([
      'access_token',
      'client_id_token',
      'refresh',
      '__proto__',
    ]);
  },
  ({ claims }, { pick }) => {
    claims[pick(['plan', '__proto__x', 'constructor', ''])] = pick(odd);
  },
  ({ header }, { pick }) => {
    set(
      header,
      pick(['alg', 'kid', 'typ', 'crit', 'b64', 'jwk', 'jku', 'x5c', 'cty']),
      pick(odd),
    );
  },
  ({ header }, { pick }) => {
    header['alg'] = pick([
      'none',
      'None',
      'HS256',
      'es256',
      'ES384',
      'ES512',
      'RS256',
      'EdDSA',
    ]);
  },
  ({ header }, { pick }) => {
    header['kid'] = pick(['other', 'ACTIVE', 'active ', '__proto__']);
  },
  ({ header }, { pick }) => {
    header['crit'] = pick([['b64'], ['exp'], ['x'], []]);
    if (pick([true, false])) header['b64'] = pick([true, false]);
  },
  (draft) => {
    draft.key = foreign;
  },
  (draft) => {
    draft.header['jwk'] = foreign.publicKey.export({ format: 'jwk' });
    draft.key = foreign;
  },
  (draft, { pick }) => {
    const text = JSON.stringify(draft.claims);
    draft.claimsText = pick<string | Buffer>([
      `${text.slice(0, -1)},"exp":${String(NOW_SECONDS + 9999)}}`,
      `{"aud":"other",${text.slice(1)}`,
      ` ${text}\n`,
      `\ufeff${text}`,
      `[${text}]`,
      JSON.stringify(text),
      text.slice(0, -1),
      `${text},`,
      '',
      'null',
      Buffer.concat([
        Buffer.from(text.slice(0, -1)),
        Buffer.from(',"x":"'),
        Buffer.from([0xff, 0xfe]),
        Buffer.from('"}'),
      ]),
    ]);
  },
  (draft, { pick }) => {
    const text = JSON.stringify(draft.header);
    draft.headerText = pick<string>([
      `${text.slice(0, -1)},"alg":"none"}`,
      `{"alg":"none",${text.slice(1)}`,
      ` ${text}`,
      `\ufeff${text}`,
      'null',
      '{}',
      text.slice(1),
    ]);
  },
  (draft, { below, pick }) => {
    draft.turnSignature = pick<(signature: Buffer) => string>([
      () => '',
      (signature) => b64(signature.subarray(0, 63)),
      (signature) => b64(Buffer.concat([signature, Buffer.from([0])])),
      () => b64(Buffer.alloc(64)),
      (signature) => {
        const at = below(64);
        const changed = Buffer.from(signature);
        changed[at] = (changed[at] ?? 0) ^ (1 << below(8));
        return b64(changed);
      },
      (signature) => `${b64(signature)}==`,
      (signature) => signature.toString('base64'),
      // 64 bytes fill 85 characters and two bits, so four of the last character's bits must be 0.
      (signature) => {
        const text = b64(signature);
        return text.slice(0, -1) + pick(['B', 'R', 'h', 'x', '_']);
      },
      () => 'constructor',
    ]);
  },
  (draft, { below, pick }) => {
    draft.turnToken = pick<(token: string) => string>([
      (token) => `${token}.`,
      (token) => `.${token}`,
      (token) => ` ${token}`,
      (token) => `${token}\n`,
      (token) => token.replaceAll('.', '..'),
      (token) => token.slice(0, below(token.length)),
      (token) => {
        const at = below(token.length);
        const other = pick(Array.from('AZaz09-_.=+/ é'));
        return token.slice(0, at) + other + token.slice(at + 1);
      },
      (token) => {
        const at = below(token.length);
        return token.slice(0, at) + token.slice(at + 1);
      },
      (token) => token.split('.').reverse().join('.'),
      (token) => token.toUpperCase(),
    ]);
  },
  (draft) => {
    draft.header['alg'] = 'HS256';
    const secret = active.publicKey.export({ format: 'pem', type: 'spki' });
    draft.turnToken = (token) => {
      const input = token.split('.').slice(0, 2).join('.');
      return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
    };
  },
];

/** A token with none, one, two or three changes. */
export function makeToken(chance: Chance): string {
  const draft = usual();
  for (let left = chance.below(4); left > 0; left -= 1) {
    chance.pick(CHANGES)(draft, chance);
  }
  const { header, claims, key } = draft;
  const input = `${b64(draft.headerText ?? JSON.stringify(header))}.${b64(draft.claimsText ?? JSON.stringify(claims))}`;
  const signature = sign('sha256', Buffer.from(input), {
    key: key.privateKey,
    dsaEncoding: 'ieee-p1363',
  });
  return draft.turnToken(`${input}.${draft.turnSignature(signature)}`);
}
