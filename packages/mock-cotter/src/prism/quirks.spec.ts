// What keeps those of Prism's quirks away that no test of a sub-system shows; decision 0002 lists them all.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import addFormats from 'ajv-formats';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { description as api } from '@org/cotter-types/description';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TOKEN_PATH } from '../testing/documented.fixture.ts';
import { description as control } from '../generated/description.ts';
import { refresh, refusalOf, sendSecret } from '../handlers/calls.fixture.ts';
import type { MockCotter } from '../mock.ts';
import { startMockCotter } from '../start.ts';

const descriptions: readonly (readonly [
  string,
  {
    readonly jsonSchemaDialect: string;
    readonly components: { readonly schemas: object };
  },
])[] = [
  ['the API', api],
  ['the control API', control],
];

describe.each(descriptions)('the description of %s', (_name, description) => {
  it('declares its dialect, or newer keywords would be skipped', () => {
    expect(description.jsonSchemaDialect).toBe(
      'https://json-schema.org/draft/2020-12/schema',
    );
  });

  it('has no schema that cannot be compiled, or anything would pass it', () => {
    const ajv = new Ajv2020({ strict: true, strictRequired: false });
    addFormats.default(ajv);
    ajv.addVocabulary([
      'discriminator',
      'example',
      ...Object.keys(description),
    ]);
    ajv.addSchema(description, 'description');
    const names = Object.keys(description.components.schemas);
    expect(names.length).toBeGreaterThan(5);
    for (const name of names) {
      const schema = `description#/components/schemas/${name}`;
      expect(ajv.getSchema(schema), name).toBeTypeOf('function');
    }
  });
});

describe('a running mock', () => {
  let mock: MockCotter;

  beforeAll(async () => {
    mock = await startMockCotter({ strict: false });
  });

  afterAll(async () => {
    await mock.close();
  });

  it('makes nothing up, however it is asked to', async () => {
    const identityToken = mock.mintIdentityToken();
    const answer = await sendSecret(
      mock,
      `${TOKEN_PATH}?__dynamic=true&__code=500`,
      { grant_type: 'identity_token', identity_token: identityToken },
      { headers: { Prefer: 'dynamic=true, seed=1' } },
    );
    expect(answer.status).toBe(200);
    expect(answer.headers.has('preference-applied')).toBe(false);
    expect(Object.keys((await answer.json()) as object).sort()).toEqual(
      [...api.components.schemas.OAuthTokens.required].sort(),
    );
  });

  it('takes a cookie for what it is, though its schema is not checked', async () => {
    const { name } = api.components.parameters.RefreshTokenCookie;
    for (const value of ['x'.repeat(5000), '%00', '"', '17:'])
      expect(
        await refusalOf(
          refresh(mock, undefined, { headers: { Cookie: `${name}=${value}` } }),
        ),
      ).toMatchObject({ status: 400, type: 'invalid_grant' });
  });
});

it('the engine is the one version that was tried, and reports to nobody', () => {
  const require = createRequire(import.meta.url);
  const own = JSON.parse(
    readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
  ) as { devDependencies: Record<string, string> };
  const prism = JSON.parse(
    readFileSync(require.resolve('@stoplight/prism-http/package.json'), 'utf8'),
  ) as { version: string; dependencies: Record<string, string> };
  expect(own.devDependencies['@stoplight/prism-http']).toBe(prism.version);
  expect(Object.keys(prism.dependencies)).not.toContain('@scarf/scarf');
});
