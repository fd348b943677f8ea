import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compileComponent,
  componentNames,
  type ComponentName,
} from '../ajv.fixture.ts';
import { description } from '../description.ts';
import { componentSchemas } from './registry.ts';

const operation = description.paths['/api/v0/token'].post;
const requests = operation.requestBody.content['application/json'].examples;
const answers = operation.responses['200'].content['application/json'].examples;
const identityToken = requests.identityToken.value.identity_token;
const eventToken = requests.eventToken.value.event_token;

const examplesOf = (media: { examples: Record<string, { value: unknown }> }) =>
  Object.values(media.examples).map((example) => example.value);
const json = 'application/json';
const { paths } = description;
const refresh = paths['/api/v0/token/{api_key_id}'];
const refreshRequests = examplesOf(refresh.post.requestBody.content[json]);
const custom = paths['/api/v0/token/custom'].post;
const verify = paths['/verify'].post;
const jwks = examplesOf(
  paths['/api/v0/token/jwks'].get.responses['200'].content[json],
);
const refreshToken = requests.refreshToken.value.refresh_token;
const accessToken = answers.identityToken.value.access_token;

/** At least one valid value for each component, taken from the description's examples. */
const validValues: Record<ComponentName, readonly unknown[]> = {
  ApiKeyId: [identityToken.receiver],
  CotterErrorBody: Object.values(description.components.responses).flatMap(
    (response) => examplesOf(response.content[json]),
  ),
  CustomClaimsRequest: examplesOf(custom.requestBody.content[json]),
  CustomClaimsTokens: examplesOf(custom.responses['200'].content[json]),
  EventToken: [eventToken],
  EventTokenRequest: [requests.eventToken.value],
  IdentityToken: [identityToken],
  IdentityTokenRequest: [requests.identityToken.value],
  Jwk: jwks.flatMap((set) => (set as { keys: unknown[] }).keys),
  Jwks: jwks,
  Jwt: [accessToken],
  OAuthTokens: Object.values(answers).map((example) => example.value),
  RefreshedTokens: examplesOf(refresh.post.responses['200'].content[json]),
  RefreshRequest: refreshRequests,
  RefreshToken: [refreshToken],
  RefreshTokenRequest: [requests.refreshToken.value],
  Rfc3339Time: [eventToken.CreatedAt, '2024-02-29T23:59:59+14:00'],
  Signature: [identityToken.signature],
  SignedOut: examplesOf(refresh.delete.responses['200'].content[json]),
  TokenRequest: Object.values(requests).map((example) => example.value),
  UnixSecondsString: [identityToken.expire_at, '0'],
  Uuid: [identityToken.identifier_id],
  VerifiableTokens: [
    { access_token: accessToken },
    answers.identityToken.value,
  ],
  VerifyFailure: [verify.responses['200'].content[json].examples.invalid.value],
  VerifyRequest: examplesOf(verify.requestBody.content[json]),
  VerifyResult: examplesOf(verify.responses['200'].content[json]),
  VerifySuccess: [verify.responses['200'].content[json].examples.valid.value],
};

/** Values put in the place of any part of a valid value. */
const replacements: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  2 ** 31 - 1,
  2 ** 31,
  2 ** 53 - 1,
  '',
  ' ',
  'x',
  'a'.repeat(128),
  'a'.repeat(129),
  '🙂'.repeat(128),
  '🙂'.repeat(129),
  'a'.repeat(320),
  'a'.repeat(321),
  '🙂'.repeat(255),
  '🙂'.repeat(256),
  'a'.repeat(512),
  'a'.repeat(513),
  'a'.repeat(16_384),
  'a'.repeat(16_385),
  '\ud800',
  'a\u0000b',
  '٣',
  '00',
  '01',
  '0\n',
  '9'.repeat(11),
  '9'.repeat(12),
  'email',
  'EMAIL',
  'PHONE',
  'PIN',
  'Bearer',
  'bearer',
  'identity_token',
  'event_token',
  ' event_token',
  'E8A47AFF-F520-4B8D-952B-79D36D10FB3E',
  'urn:uuid:e8a47aff-f520-4b8d-952b-79d36d10fb3e',
  '00000000-0000-0000-0000-000000000000',
  '2020-04-07t11:09:03z',
  '2020-04-07 11:09:03Z',
  '2020-04-07T11:09:03',
  '2020-04-07T24:00:00Z',
  '2020-04-07T23:59:60Z',
  '2020-02-30T00:00:00Z',
  '2021-02-29T00:00:00Z',
  '0000-02-29T00:00:00Z',
  '2020-13-01T00:00:00Z',
  '2020-04-07T11:09:03.1234567890Z',
  '2020-04-07T11:09:03+24:00',
  [],
  ['x'],
  {},
  JSON.parse('{"__proto__": {"admin": true}}'),
  { constructor: { prototype: {} } },
];

/** Every value that differs from `value` in one place: a part replaced, a key dropped, or a key added. */
function* mutations(value: unknown): Generator {
  yield* replacements;
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    yield [...(value as unknown[]), null];
    for (const changed of mutations(value[0])) yield [changed];
    return;
  }
  const entries = Object.entries(value);
  yield { ...value, undescribed: 'x' };
  yield Object.defineProperty({ ...value }, '__proto__', {
    value: 'x',
    enumerable: true,
  });
  for (const [key, inner] of entries) {
    yield Object.fromEntries(entries.filter(([other]) => other !== key));
    for (const changed of mutations(inner)) yield { ...value, [key]: changed };
  }
}

describe.each(componentNames)('%s', (name) => {
  const ajv = compileComponent(name);
  const zod = componentSchemas[name];
  const valid = validValues[name];

  it('is accepted by Ajv and zod as the description prints it', () => {
    expect(valid.length).toBeGreaterThan(0);
    for (const value of valid) {
      expect(ajv(value), JSON.stringify(ajv.errors)).toBe(true);
      expect(zod.safeParse(value).error).toBeUndefined();
    }
  });

  it('gets the same verdict from Ajv and zod on every mutation of an example', () => {
    const disagreements: unknown[] = [];
    let accepted = 0;
    let refused = 0;
    for (const value of valid.flatMap((each) => [...mutations(each)])) {
      const described = ajv(value);
      if (described) accepted += 1;
      else refused += 1;
      if (described !== zod.safeParse(value).success) {
        disagreements.push({ value, ajv: described, errors: ajv.errors });
      }
    }
    expect(disagreements).toEqual([]);
    expect(accepted).toBeGreaterThan(0);
    expect(refused).toBeGreaterThan(10);
  });

  it('gets the same verdict from Ajv and zod on arbitrary JSON', () => {
    const seeds = fc.constantFrom(
      ...valid,
      ...valid.flatMap((each) => [...mutations(each)]),
    );
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), seeds), (value) => {
        expect(zod.safeParse(value).success).toBe(ajv(value));
      }),
    );
  });
});
