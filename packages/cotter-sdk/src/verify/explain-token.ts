import { PRODUCTION_BASE_URL } from '../options/urls.ts';
import { refuseUnknownNames } from '../options/read-option.ts';
import { redact } from '../errors/redact.ts';
import { readApiKeyId, readIssuer } from './verifier-options.ts';
import {
  CLAIM_CHECKS,
  TYPES,
  isUnixSeconds,
  seconds,
  type ClaimExpectation,
} from './claim-checks.ts';
import { readClock, type ClockOptions } from '../options/clock.ts';
import { decodeJwt, readHeader, type JsonObject } from './jwt/jwt.ts';

/** What a token is compared with. */
export interface ExplainTokenOptions extends Pick<ClockOptions, 'now'> {
  /** Your API key id. Default: none; the audience is then shown and not compared. */
  readonly apiKeyId?: string | undefined;
  /** The issuer that you expect. Default: `https://www.cotter.app`. */
  readonly issuer?: string | undefined;
}

/** One check of a token. */
export interface TokenCheck {
  /** What is checked, such as `expiry`. */
  readonly name: string;
  /** Undefined if the check cannot be made offline or without an option. */
  readonly passed: boolean | undefined;
  /** What was found, for people: `it expired 42 s ago`. */
  readonly detail: string;
}

/** What speaks for and against a token. */
export interface TokenExplanation {
  /** In the order in which a verifier makes them. */
  readonly checks: readonly TokenCheck[];
  /** One line a check. Never throws. */
  toString(): string;
}

/**
 * Says what is right and wrong with an access or id token, and by how much, to find out why it is refused. Nothing is
 * fetched and the signature is not checked: never decide by it.
 *
 * It shows the header's `alg` and `kid`, the token's issuer, audience, type and times, and nothing else of the token: it
 * can go into a log. Times are checked with the verifier's default tolerance of 10 seconds.
 *
 * @throws TypeError for an option that is not usable; never for a token.
 */
export function explainToken(
  jwt: string,
  options: ExplainTokenOptions = {},
): TokenExplanation {
  refuseUnknownNames(options, ['apiKeyId', 'issuer', 'now']);
  const { apiKeyId } = options;
  const audience = apiKeyId === undefined ? undefined : readApiKeyId(apiKeyId);
  const issuer = readIssuer(options.issuer ?? PRODUCTION_BASE_URL);
  const clock = readClock({ now: options.now });
  const { toleranceSeconds } = clock;
  const nowSeconds = clock.now() / 1000;

  const decoded = decodeJwt(jwt);
  if ('reason' in decoded) {
    return explanation([
      { name: 'form', passed: false, detail: decoded.detail },
    ]);
  }
  const { header, payload } = decoded;
  const kind = TYPES.id.includes(String(payload['type'])) ? 'id' : 'access';
  return explanation([
    { name: 'form', passed: true, detail: 'a JWT of three parts' },
    explainHeader(header),
    {
      name: 'signature',
      passed: undefined,
      detail: 'not checked, because that needs the signing keys',
    },
    ...explainClaims(
      payload,
      { kind, issuer, nowSeconds, toleranceSeconds },
      audience,
    ),
  ]);
}

function explanation(checks: readonly TokenCheck[]): TokenExplanation {
  return {
    checks,
    toString: () => checks.map(line).join('\n'),
  };
}

function line({ name, passed, detail }: TokenCheck): string {
  const mark = passed === undefined ? '?' : passed ? 'pass' : 'FAIL';
  return `${mark.padEnd(4)} ${name}: ${detail}`;
}

function explainHeader(header: JsonObject): TokenCheck {
  const read = readHeader(header);
  const found = `alg ${value(header['alg'])}, kid ${value(header['kid'])}`;
  return 'reason' in read
    ? { name: 'header', passed: false, detail: `${read.detail} (${found})` }
    : { name: 'header', passed: true, detail: found };
}

function explainClaims(
  claims: JsonObject,
  expected: Omit<ClaimExpectation, 'audience'>,
  audience: string | undefined,
): TokenCheck[] {
  const { nowSeconds } = expected;
  const type = value(claims['type']);
  const passed: Record<keyof typeof CLAIM_CHECKS, string> = {
    type: `${type}, ${expected.kind === 'id' ? 'an id' : 'an access'} token`,
    issuer: value(claims['iss']),
    audience: value(claims['aud']),
    subject: 'present',
    'issued at': moment(claims['iat'], nowSeconds),
    'not before':
      claims['nbf'] === undefined ? 'none' : moment(claims['nbf'], nowSeconds),
    expiry: moment(claims['exp'], nowSeconds),
    'other claims': 'well-formed',
  };
  /** What else to say if the check fails, where its own words leave the value out. */
  const failed: Partial<typeof passed> = {
    type: `: ${type}`,
    issuer: ` but ${passed.issuer}`,
    audience: `: ${passed.audience}`,
  };
  // The names are the keys of the object itself.
  const names = Object.keys(CLAIM_CHECKS) as (keyof typeof CLAIM_CHECKS)[];
  return names.map((name) => {
    if (name === 'audience' && audience === undefined) {
      const detail = `${passed[name]}, not compared, because no apiKeyId was given`;
      return { name, passed: undefined, detail };
    }
    const fault = CLAIM_CHECKS[name](claims, {
      ...expected,
      audience: audience ?? '',
    });
    return fault === undefined
      ? { name, passed: true, detail: passed[name] }
      : { name, passed: false, detail: fault.detail + (failed[name] ?? '') };
  });
}

/** A text of the token that is no secret; anything that looks like a token is removed. */
function value(text: unknown): string {
  return typeof text === 'string'
    ? redact(text, [])
    : `no text but ${typeof text}`;
}

function moment(time: unknown, nowSeconds: number): string {
  if (!isUnixSeconds(time)) return `(${typeof time})`;
  const ahead = time - nowSeconds;
  return `${String(time)}, ${ahead > 0 ? `in ${seconds(ahead)}` : `${seconds(-ahead)} ago`}`;
}
