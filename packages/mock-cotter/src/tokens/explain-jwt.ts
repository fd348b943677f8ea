import { verify } from 'node:crypto';
import type { ApiKey } from '../options/options.ts';
import { ACCESS_TOKEN, ID_TOKEN } from './issuer.ts';
import { decoded, type Claims } from './jwt.ts';
import type { SigningKeys } from './signing-keys.ts';

/** One check of a token, and its verdict. */
export interface Verdict {
  readonly check: string;
  readonly passed: boolean;
  readonly why: string;
}

/** What a token is, and what the mock finds when it checks it. */
export interface Explanation {
  readonly kind: string;
  /** Of a JWT, decoded. */
  readonly header?: Claims;
  readonly claims?: Claims;
  readonly checks: readonly Verdict[];
}

/** What a JWT is checked by. */
export interface JwtRules {
  readonly keys: Pick<SigningKeys, 'find'>;
  readonly apiKeys: readonly ApiKey[];
  readonly issuer: string;
  /** The time of the checks, in milliseconds. */
  readonly nowMs: number;
}

/** Explains an access or id token. Every check is made, also after one that failed. */
export function explainJwt(
  token: string,
  { apiKeys, issuer, keys, nowMs }: JwtRules,
): Explanation {
  const [head = '', payload = '', signature = ''] = token.split('.');
  const header = decoded(head);
  const claims = decoded(payload);
  if (header === undefined || claims === undefined)
    return {
      kind: 'malformed JWT',
      checks: [
        {
          check: 'form',
          passed: false,
          why: `the ${header === undefined ? 'header' : 'payload'} is not base64url of a JSON object`,
        },
      ],
    };
  const { alg, kid } = header;
  const { aud, exp, iss, type } = claims;
  const key = typeof kid === 'string' ? keys.find(kid) : undefined;
  const signed =
    key !== undefined &&
    verify(
      'sha256',
      Buffer.from(`${head}.${payload}`),
      { key: key.publicKey, dsaEncoding: 'ieee-p1363' },
      Buffer.from(signature, 'base64url'),
    );
  const age = nowMs / 1000 - Number(exp);
  const isExpired = !(age < 0);
  const kinds = [ACCESS_TOKEN, ID_TOKEN];
  const verdict = (
    check: string,
    passed: boolean,
    good: string,
    bad: string,
  ): Verdict => ({ check, passed, why: passed ? good : bad });
  return {
    kind:
      type === ACCESS_TOKEN
        ? 'access token'
        : type === ID_TOKEN
          ? 'id token'
          : 'JWT',
    header,
    claims,
    checks: [
      verdict('alg', alg === 'ES256', 'ES256', 'must be ES256'),
      verdict(
        'kid',
        key !== undefined,
        'a published key of this mock',
        'this mock publishes no key with this kid',
      ),
      verdict(
        'signature',
        signed,
        'made with that key',
        key === undefined
          ? 'cannot be checked without the key'
          : 'not made with that key for this header and payload',
      ),
      verdict('iss', iss === issuer, issuer, `must be ${issuer}`),
      verdict(
        'aud',
        apiKeys.some(({ id }) => id === aud),
        'an API key id of this mock',
        "is none of this mock's API key ids",
      ),
      verdict(
        'type',
        kinds.some((known) => known === type),
        String(type),
        `must be ${kinds.join(' or ')}`,
      ),
      verdict(
        'exp',
        !isExpired,
        `expires in ${seconds(-age)}`,
        Number.isNaN(age) ? 'must be a number' : `expired ${seconds(age)} ago`,
      ),
    ],
  };
}

function seconds(count: number): string {
  return `${String(Math.round(count))} s`;
}
