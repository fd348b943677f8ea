import { createHmac } from 'node:crypto';
import { expect, it } from 'vitest';
import { login, requestFor, type RequestParts } from './requests.ts';
import { check } from './suite.ts';

type Bad = readonly [
  what: string,
  parts: RequestParts,
  ...expected: readonly number[],
];

const grant = '"grant_type":"identity_token"';

/** Input that every target refuses: by class, what is sent, and the statuses that are correct. */
const requests: Readonly<Record<string, readonly Bad[]>> = {
  'no JSON': [
    ['nothing', { raw: '' }, 400],
    ['JSON that ends early', { raw: '{"grant_type":' }, 400],
    ['text after the JSON', { raw: `{${grant}} x` }, 400],
    ['null', { raw: 'null' }, 400],
    ['a list', { raw: '[]' }, 400],
    ['a text', { raw: '"x"' }, 400],
    ['a comment', { raw: `{${grant} // copied\n}` }, 400],
    [
      'bytes that are no UTF-8',
      { raw: bytes(`{${grant},"x":"`, 0xff, '"}') },
      400,
    ],
    ['only a byte order mark', { raw: bytes('', 0xef, '') }, 400],
  ],
  'a content type': [
    ...[
      'text/plain',
      'application/x-www-form-urlencoded',
      'application/vnd.x+json',
      'application/json;;;=',
      'undefined',
    ].map((type): Bad => [
      type,
      { raw: '{}', headers: { 'Content-Type': type } },
      415,
    ]),
    ['none', { raw: '{}', headers: { 'Content-Type': null } }, 415],
    [
      'a coding that the body does not have',
      { raw: '{}', headers: { 'Content-Encoding': 'gzip' } },
      400,
      415,
    ],
  ],
  'size and depth': [
    [
      'a body of 70 kB',
      { raw: JSON.stringify({ grant_type: 'x'.repeat(70_000) }) },
      413,
    ],
    ['30,000 nested lists', { raw: '['.repeat(30_000) }, 400],
    [
      'a header of 20 kB',
      { raw: '{}', headers: { 'X-Large': 'x'.repeat(20_000) } },
      431,
    ],
  ],
  'a key of the prototype': [
    ['__proto__', { raw: `{"__proto__":{"admin":true},${grant}}` }, 400],
    ['constructor', { raw: `{"constructor":{"prototype":{}},${grant}}` }, 400],
  ],
  'a text': [
    ['NUL', { raw: '{"grant_type":"identity_token\\u0000"}' }, 400],
    ['half a character', { raw: '{"grant_type":"\\ud800"}' }, 400],
  ],
  'a repeated key': [
    [
      'the last one right',
      { raw: `{"grant_type":"event_token",${grant}}` },
      400,
    ],
    [
      'the first one right',
      { raw: `{${grant},"grant_type":"event_token"}` },
      400,
    ],
  ],
  'a number': [
    ['for a text', { raw: '{"grant_type":5}' }, 400],
    ['that is too large', { raw: '{"grant_type":1e400}' }, 400],
  ],
  'a grant': [
    ['unknown', { body: { grant_type: 'password' } }, 400],
    [
      'in capitals',
      { body: { grant_type: 'Identity_Token', identity_token: {} } },
      400,
    ],
    [
      "with the other's field",
      { body: { grant_type: 'identity_token', event_token: {} } },
      400,
    ],
  ],
};

const paths = [
  '/',
  '/api/v0/token/',
  '/api/v0/%zz',
  '/api/v0/token%00',
  '/api/v0/token%0d%0aX:1',
  '//api/v0/token',
  '/api/v0/token/../token',
];

function bytes(before: string, byte: number, after: string): Buffer {
  return Buffer.concat([
    Buffer.from(before),
    Buffer.from([byte]),
    Buffer.from(after),
  ]);
}

check(
  '17-bad-input',
  (suite) => {
    const alive = async (): Promise<void> => {
      await suite.ask(requestFor('getJwks', suite.target.apiKey), 200);
    };

    it.each(
      Object.entries(requests).flatMap(([kind, bad]) =>
        bad.map(
          ([what, parts, ...expected]) =>
            [kind, what, parts, expected] as const,
        ),
      ),
    )('%s: %s is refused', async (_, __, parts, expected) => {
      const { status } = await suite.ask(
        requestFor('exchangeToken', suite.target.apiKey, parts),
        ...expected,
      );
      expect(expected).toContain(status);
      await alive();
    });

    it.each(paths)('a path: %s leads nowhere', async (path) => {
      const { headers } = requestFor('exchangeToken', suite.target.apiKey);
      const { status } = await suite.ask(
        { method: 'POST', path, headers, body: '{}' },
        400,
        404,
      );
      expect(status).toBeLessThan(500);
      await alive();
    });

    it('a header: one that the caller cannot have is not taken twice', async () => {
      const request = requestFor('exchangeToken', suite.target.apiKey, {
        raw: '{}',
      });
      const { status } = await suite.ask(
        {
          ...request,
          headers: [
            ...request.headers,
            ['API_KEY_ID', 'another'],
            ['Expect', 'nothing'],
          ],
        },
        400,
        401,
        417,
      );
      expect(status).toBeLessThan(500);
      await alive();
    });

    it('a forged token is reported as not valid', async (context) => {
      const { access_token } = await login(suite, context);
      const { keys } = JSON.parse(
        (await suite.ask(requestFor('getJwks', suite.target.apiKey), 200)).body,
      ) as { keys: [object] };
      for (const [what, token] of Object.entries(
        forged(access_token, JSON.stringify(keys[0])),
      )) {
        const { body } = await suite.ask(
          requestFor('verifyToken', suite.target.apiKey, {
            body: { oauth_token: { access_token: token } },
          }),
          200,
        );
        expect(JSON.parse(body), what).toHaveProperty('success', false);
      }
    });
  },
  { atLeast: Object.values(requests).flat().length + paths.length },
);

/** What an attacker makes of a good token (RFC 8725 sections 2 and 3). */
function forged(token: string, publicKey: string): Record<string, string> {
  const [head = '', claims = '', signature = ''] = token.split('.');
  const header = JSON.parse(
    Buffer.from(head, 'base64url').toString(),
  ) as object;
  const encoded = (value: object): string =>
    Buffer.from(JSON.stringify(value)).toString('base64url');
  const withHeader = (changes: object): string =>
    `${encoded({ ...header, ...changes })}.${claims}.${signature}`;
  const hmacHead = encoded({ ...header, alg: 'HS256' });
  const hmac = createHmac('sha256', publicKey)
    .update(`${hmacHead}.${claims}`)
    .digest('base64url');
  const payload = JSON.parse(
    Buffer.from(claims, 'base64url').toString(),
  ) as object;
  return {
    'alg none': `${encoded({ ...header, alg: 'none' })}.${claims}.`,
    'alg None': `${encoded({ ...header, alg: 'None' })}.${claims}.${signature}`,
    'the public key as a secret': `${hmacHead}.${claims}.${hmac}`,
    'no signature': `${head}.${claims}.`,
    'two parts': `${head}.${claims}`,
    'a kid that is a path': withHeader({ kid: '../../dev/null' }),
    'a kid that is a list': withHeader({ kid: ['x'] }),
    'a key of its own': withHeader({ jwk: JSON.parse(publicKey) as object }),
    'the address of a key': withHeader({ jku: 'https://127.0.0.1:9/keys' }),
    'an extension that must be understood': withHeader({ crit: ['exp'] }),
    'claims that were changed': `${head}.${encoded({ ...payload, sub: 'another' })}.${signature}`,
    'an exp that is a text': `${head}.${encoded({ ...payload, exp: '9999999999' })}.${signature}`,
  };
}
