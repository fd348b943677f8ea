import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { operations } from '../description/operations.ts';
import { disagreements, validators } from '../oracle/validators.ts';
import { takesBody } from '../oracle/second-oracle.ts';
import type { Exchange } from '../traffic/exchange.ts';
import { changedBodies } from './generated-bodies.ts';
import { isValid } from './validated-request.ts';
import { mutations } from './mutations.ts';
import { login, requestFor, validRequests } from './requests.ts';
import { randomly } from './seed.ts';
import { check } from './suite.ts';

const HEADERS = {
  'content-type': 'application/json',
  'cache-control': 'no-store',
  'retry-after': '1',
};
const KEY = { id: 'an-api-key-id', secret: 'an-api-secret-key' };
const BASE = 'http://127.0.0.1';

function answer(
  operationId: string,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Exchange {
  return {
    request: requestFor(operationId, KEY),
    response: {
      status,
      headers: { ...HEADERS, ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    },
  };
}

/** Every documented answer, with each of its examples. */
const documented = operations.flatMap(({ operationId, answers }) =>
  answers.flatMap(({ status, pointer, mediaTypes, examples }) =>
    examples.map(({ value }) => ({
      schema: `${pointer}/content/${(mediaTypes[0] ?? '').replace('/', '~1')}/schema`,
      exchange: answer(
        operationId,
        status === 'default' ? 404 : Number(status),
        value,
      ),
      value,
    })),
  ),
);

check('15-second-oracle', (suite) => {
  for (const [operationId, kinds] of Object.entries(validRequests))
    for (const [kind, build] of Object.entries(kinds))
      it(`both validators agree on bodies of ${operationId} from ${kind}, and on any JSON`, async (context) => {
        const { body } = await build(suite, context);
        const values = fc.oneof(
          { weight: 4, arbitrary: changedBodies(operationId, body) },
          { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
        );
        const seen = { valid: 0, invalid: 0 };
        await fc.assert(
          fc.asyncProperty(values, async (value) => {
            const first = isValid(operationId, value);
            const second = await takesBody(operationId, value);
            seen[first ? 'valid' : 'invalid'] += 1;
            expect({ first, second }).toEqual({ first, second: first });
          }),
          randomly(1000),
        );
        expect(await takesBody(operationId, body)).toBe(true);
        expect(await takesBody(operationId, { ...body, more: 1 })).toBe(false);
        expect(seen.invalid).toBeGreaterThan(0);
      });

  it('both validators agree on every change of every documented answer', async () => {
    const all = documented.flatMap(({ schema, exchange, value }) => [
      exchange,
      ...mutations(value, schema).map(({ body }) => ({
        ...exchange,
        response: { ...exchange.response, body: JSON.stringify(body) },
      })),
    ]);
    expect(await disagreements(all, BASE)).toEqual([]);
    const verdicts = await Promise.all(
      all.map(async (each) => validators.second(each)),
    );
    const refused = verdicts.filter((each) => each.length > 0).length;
    expect(refused).toBeGreaterThan(all.length / 4);
    expect(refused).toBeLessThan(all.length - documented.length + 1);
  });

  it('has a session of the target to validate', async (context) => {
    const { apiKey } = suite.target;
    const { access_token, refresh_token } = await login(suite, context);
    const ask = (operationId: string, body?: object): Promise<unknown> =>
      suite.ask(requestFor(operationId, apiKey, { body }));
    await ask('refreshToken', { grant_type: 'refresh_token', refresh_token });
    await ask('refreshToken', { grant_type: 'refresh_token', refresh_token });
    await ask('addCustomClaims', {
      token: access_token,
      custom_attributes: { plan: 'pro' },
    });
    await ask('verifyToken', { oauth_token: { access_token } });
    await ask('getJwks');
    await ask('signOut');
    await suite.ask({ method: 'GET', path: '/api/v0/token', headers: [] }, 405);
    await suite.ask({ method: 'GET', path: '/nowhere', headers: [] }, 404);
    expect(suite.exchanges.length).toBeGreaterThan(8);
    expect(await disagreements(suite.exchanges, suite.target.baseUrl)).toEqual(
      [],
    );
  });

  describe('each validator by itself refuses', () => {
    const tokens = documented[0]?.value as object;
    const failure = { msg: 'No.', type: '' };
    it.each<[string, Exchange]>([
      ['a success of another status', answer('exchangeToken', 201, tokens)],
      ['a status that nothing names', answer('exchangeToken', 418, failure)],
      [
        'another media type',
        answer('exchangeToken', 200, tokens, { 'content-type': 'text/html' }),
      ],
      [
        'another charset',
        answer('exchangeToken', 200, tokens, {
          'content-type': 'application/json; charset=latin1',
        }),
      ],
      ['no JSON', answer('exchangeToken', 400, '{')],
      ['an empty body', answer('exchangeToken', 400, '')],
      [
        'tokens that may be cached',
        answer('exchangeToken', 200, tokens, { 'cache-control': 'public' }),
      ],
      [
        'a Retry-After that is no number',
        answer('exchangeToken', 429, failure, { 'retry-after': 'soon' }),
      ],
      [
        'a field too few',
        answer('exchangeToken', 200, { ...tokens, id_token: undefined }),
      ],
      [
        'a field of another type',
        answer('exchangeToken', 200, { ...tokens, expires_in: '3600' }),
      ],
      [
        'a field too many',
        answer('exchangeToken', 200, { ...tokens, more: 1 }),
      ],
      ['tokens for a failure', answer('exchangeToken', 400, tokens)],
      ['a set of no keys', answer('getJwks', 200, { keys: [] })],
    ])('%s', async (_, exchange) => {
      expect(await validators.first(exchange)).not.toEqual([]);
      expect(await validators.second(exchange)).not.toEqual([]);
    });
  });

  it('a validator that is wrong is found, with both verdicts and no secret', async () => {
    const secret = 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIxIn0.c2VjcmV0';
    const right = documented.map(({ exchange }) => exchange);
    const wrong = answer('exchangeToken', 200, { access_token: secret });
    const blind = { ...validators, second: () => [] };
    const strict = { ...validators, first: () => ['planted'] };
    expect(await disagreements([...right, wrong], BASE)).toEqual([]);
    const [found = '', ...others] = await disagreements(
      [...right, wrong],
      BASE,
      blind,
    );
    expect(others).toEqual([]);
    expect(found).toContain('the first validator: body must have required');
    expect(found).toContain('the second validator: as described');
    expect(found).not.toContain(secret);
    const refused = await disagreements(right, BASE, strict);
    expect(refused.join()).toContain('the first validator: planted');
  });
});
