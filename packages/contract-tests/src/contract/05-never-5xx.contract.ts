import fc from 'fast-check';
import { expect, it } from 'vitest';
import { operations } from '../description/operations.ts';
import { requestFor, type RequestParts } from './requests.ts';
import { randomly } from './seed.ts';
import { check } from './suite.ts';

const header = fc.stringMatching(/^[!-~]{0,60}$/);
const bytes = fc
  .uint8Array({ maxLength: 300 })
  .map((array) => Buffer.from(array));
const body = fc.oneof(
  bytes,
  fc.json().map(String),
  fc.json().map((text) => text.slice(0, -1)),
  fc.constant('['.repeat(20_000)),
  fc.constant('{"a":'.repeat(5000)),
  fc.constant(`{"__proto__":{"admin":true},"grant_type":"identity_token"}`),
  fc.constant(`{"grant_type":1e400}`),
  fc.constant(`{"grant_type":"\\ud800"}`),
);
const parts: fc.Arbitrary<RequestParts> = fc.record(
  {
    raw: body,
    headers: fc.dictionary(
      fc.constantFrom(
        'Content-Type',
        'API_KEY_ID',
        'API_SECRET_KEY',
        'Cookie',
        'Accept',
        'Authorization',
        'Origin',
        'Expect',
        'If-None-Match',
      ),
      header,
      { maxKeys: 3 },
    ),
  },
  { requiredKeys: ['raw'] },
);
const path = fc
  .array(
    fc.constantFrom(
      '/',
      'api',
      'v0',
      'token',
      '%zz',
      '%00',
      '%0d%0aX:1',
      '..',
      '.',
      '?a=b',
      '%2e%2e',
      'verify',
      'x'.repeat(300),
    ),
    { maxLength: 7 },
  )
  .map((segments) => `/${segments.join('')}`);

check('05-never-5xx', (suite) => {
  const alive = async (): Promise<void> => {
    await suite.ask(requestFor('getJwks', suite.target.apiKey), 200);
  };

  it.each(operations.map(({ operationId }) => operationId))(
    '%s answers any input in the described form',
    async (operationId) => {
      await fc.assert(
        fc.asyncProperty(parts, async (random) => {
          const { status, body: text } = await suite.ask(
            requestFor(operationId, suite.target.apiKey, random),
          );
          expect(status).toBeLessThan(500);
          expect(text).not.toMatch(/\bat .*\.[cm]?[jt]s:\d+|node_modules/);
        }),
        randomly(100),
      );
      await alive();
    },
  );

  it('no path makes it fail', async () => {
    await fc.assert(
      fc.asyncProperty(
        path,
        fc.constantFrom('GET', 'POST', 'DELETE', 'PATCH'),
        async (target, method) => {
          const { apiKey } = suite.target;
          const { headers } = requestFor('exchangeToken', apiKey);
          const { status } = await suite.ask({
            method,
            path: target,
            headers,
            body: '{}',
          });
          expect(status).toBeLessThan(500);
        },
      ),
      randomly(200),
    );
    await alive();
  });
});
