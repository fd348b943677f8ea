// Bad input by its classes, as far as an HTTP client would not send it or a single request does not show it: each gets
// the envelope with a 4xx and a reason, within two seconds, and a valid request right after gets its tokens.
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { description } from '@org/cotter-types/description';
import { startMockCotter, type MockCotter } from '@org/mock-cotter';

const PATH = '/api/v0/token';
const CANARY = 'canary-api-secret-key';
const identity =
  description.paths[PATH].post.requestBody.content['application/json'].examples
    .identityToken.value;
const event =
  description.paths[PATH].post.requestBody.content['application/json'].examples
    .eventToken.value;
const id: string = identity.identity_token.receiver;
const KEYS = [`API_KEY_ID: ${id}`, `API_SECRET_KEY: ${CANARY}`];
const JSON_TYPE = 'Content-Type: application/json';
const COOKIE = description.components.parameters.RefreshTokenCookie.name;
const valid = JSON.stringify(identity);
/** No answer may take longer, in milliseconds. */
const HANGS_MS = 2000;

let mock: MockCotter;

beforeAll(async () => {
  mock = await startMockCotter({ strict: false });
});

afterAll(async () => {
  await mock.close();
});

interface Answer {
  readonly status: number;
  readonly msg: string;
  readonly type: string;
  readonly text: string;
}

/** Sends bytes as no client would. */
function raw(...parts: readonly (string | Buffer)[]): Promise<Answer> {
  const { hostname, port } = new URL(mock.url);
  return new Promise((resolve, reject) => {
    let text = '';
    const socket = connect(Number(port), hostname, () => {
      for (const part of parts) socket.write(part);
    });
    const late = setTimeout(() => {
      socket.destroy(new Error('The mock hangs.'));
    }, HANGS_MS * 5);
    socket.on('data', (chunk) => (text += chunk.toString()));
    socket.on('error', (error) => {
      if (text === '') reject(error);
    });
    socket.on('close', () => {
      clearTimeout(late);
      const body = text.slice(text.indexOf('\r\n\r\n') + 4);
      const envelope = body.startsWith('{')
        ? (JSON.parse(body) as { msg?: string; type?: string })
        : {};
      resolve({
        status: Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1]),
        msg: envelope.msg ?? '',
        type: envelope.type ?? '',
        text,
      });
    });
  });
}

function post(
  body: string | Buffer,
  headers: readonly string[] = [...KEYS, JSON_TYPE],
  path: string = PATH,
): Promise<Answer> {
  const framed = headers.some((line) =>
    /^(content-length|transfer-)/i.test(line),
  );
  const lines = [
    `POST ${path} HTTP/1.1`,
    'Host: mock',
    'Connection: close',
    ...headers,
    ...(framed ? [] : [`Content-Length: ${String(Buffer.byteLength(body))}`]),
  ];
  return raw(`${lines.join('\r\n')}\r\n\r\n`, body);
}

/** Expects a refusal that says why, and that the mock goes on. */
async function refused(
  answer: Promise<Answer>,
  status: number,
  says: string,
): Promise<void> {
  const given = await answer;
  expect([given.status, given.msg]).toEqual([
    status,
    expect.stringContaining(says),
  ]);
  expect(
    Object.keys(
      JSON.parse(given.text.slice(given.text.indexOf('{'))) as object,
    ),
  ).toEqual(['msg', 'type']);
  expect(given.text).not.toContain(CANARY);
  expect((await post(valid)).status).toBe(200);
}

function withToken(fields: object): string {
  return JSON.stringify({
    ...identity,
    identity_token: { ...identity.identity_token, ...fields },
  });
}

const refreshPath = `${PATH}/${encodeURIComponent(id)}`;
const idAlone = [`API_KEY_ID: ${id}`, JSON_TYPE];

describe('1: not JSON', () => {
  it.each<[string, string | Buffer, string]>([
    ['text', '"x"', 'object'],
    ['a byte order mark', `\uFEFF${valid}`, 'byte order mark'],
    [
      'bytes that are not UTF-8',
      Buffer.concat([
        Buffer.from('{"grant_type":"'),
        Buffer.from([0xff, 0xfe]),
        Buffer.from('"}'),
      ]),
      'UTF-8',
    ],
    ['the documented comment', `{ // note\n${valid.slice(1)}`, 'comment'],
  ])('%s', (_name, body, says) => refused(post(body), 400, says));
});

describe('2: another content type', () => {
  it.each<[string, readonly string[]]>([
    ['another charset', ['Content-Type: application/json; charset=latin1']],
    ['two headers', [JSON_TYPE, 'Content-Type: text/plain']],
    ['packed, as it says', [JSON_TYPE, 'Content-Encoding: gzip']],
    ['a word', ['Content-Type: undefined']],
  ])('%s', (_name, headers) =>
    refused(post(valid, [...KEYS, ...headers]), 415, ''),
  );
});

describe('3: size and depth', () => {
  it('12 MB', () => refused(post('x'.repeat(12_000_000)), 413, '65536'));
  it('100,000 arrays', () => refused(post('['.repeat(60_000)), 400, 'deep'));
  it('a field over its length', () =>
    refused(
      post(withToken({ signature: 'x'.repeat(2049) })),
      400,
      'signature',
    ));
  it('headers of 17 kB', () =>
    refused(
      post(valid, [...KEYS, JSON_TYPE, `X: ${'x'.repeat(17_000)}`]),
      431,
      '',
    ));
});

describe('4: paths', () => {
  it.each(['/api/v0/token/%zz', '/api/v0/token/', '/api/v0/../v0/token'])(
    '%s',
    (path) => refused(post(valid, [...KEYS, JSON_TYPE], path), 404, ''),
  );
  it.each(['a%00b', '%0d%0aSet-Cookie:x=1'])(
    '%s as an API key id',
    async (last) => {
      const body = JSON.stringify({ grant_type: 'refresh_token' });
      const answer = post(body, idAlone, `${PATH}/${last}`);
      await refused(answer, 400, 'path');
      expect((await answer).text.toLowerCase()).not.toContain('set-cookie');
    },
  );
});

describe('5: names of prototypes', () => {
  it.each([
    `{"__proto__":{"admin":true},${valid.slice(1)}`,
    '{"__proto__":{"refresh_token":"x"},"grant_type":"refresh_token"}',
    `{"constructor":{"prototype":{"admin":true}},${valid.slice(1)}`,
  ])('%s', async (body) => {
    await refused(post(body), 400, 'not a known field');
    expect({}).not.toHaveProperty('admin');
  });
});

describe('6: strings', () => {
  it.each([
    'a\u0000b@example.com',
    '\ud800@example.com',
    '\u202ea@example.com',
    'é@example.com',
  ])('the mock and the description agree on %j', async (identifier) => {
    // Strict mode looks at the form; by default, only the schema decides, and it sets no pattern.
    const { status } = await post(withToken({ identifier }));
    expect(status).toBe(200);
  });
  it('a length is counted in characters', async () => {
    const { maxLength } =
      description.components.schemas.IdentityToken.properties.identifier;
    const exact = `a@${'😀'.repeat(maxLength - 2)}`;
    expect((await post(withToken({ identifier: exact }))).status).toBe(200);
    await refused(
      post(withToken({ identifier: `${exact}😀` })),
      400,
      'identifier',
    );
  });
});

describe('7: repeated keys', () => {
  const one = '"grant_type":"password"';
  const other = '"grant_type":"identity_token"';
  it.each([`{${one},${other}}`, `{${other},${one}}`])('%s', (body) =>
    refused(post(body), 400, 'repeated'),
  );
});

describe('8: types and numbers', () => {
  it.each([5, null, true, ['x'], {}])('a refresh token %j', (token) =>
    refused(
      post(
        JSON.stringify({ grant_type: 'refresh_token', refresh_token: token }),
        idAlone,
        refreshPath,
      ),
      400,
      'refresh_token',
    ),
  );
  it.each<[string, number]>([
    ['"5"', 400],
    ['1.5', 400],
    ['1e400', 400],
    ['1.0', 200],
    ['-0', 200],
  ])('an integer %s is %i', async (number, status) => {
    const body = JSON.stringify(event).replace(/"ID":\d+/, `"ID":${number}`);
    expect(body).toContain(number);
    const answer = post(body);
    expect((await answer).status).toBe(status);
    if (status !== 200) await refused(answer, status, 'ID');
  });
});

describe('9: shape and pairing', () => {
  it.each(['', ' refresh_token', 'Refresh_Token', 'password'])(
    'the grant %j',
    (grant) =>
      refused(
        post(JSON.stringify({ ...identity, grant_type: grant })),
        400,
        'grant_type',
      ),
  );
});

describe('10: headers', () => {
  it.each<[string, readonly string[], number, string]>([
    ['a key twice', [KEYS[0] ?? '', ...KEYS, JSON_TYPE], 401, 'more than once'],
    ['a line break in a key', ['API_KEY_ID: k\rX: 1', JSON_TYPE], 400, 'HTTP'],
    [
      'another API key id',
      ['API_KEY_ID: other', KEYS[1] ?? '', JSON_TYPE],
      400,
      'receiver',
    ],
    [
      'length and chunks at once',
      [...KEYS, JSON_TYPE, 'Content-Length: 4', 'Transfer-Encoding: chunked'],
      400,
      'HTTP',
    ],
    [
      'a preference that cannot be read',
      [...KEYS, JSON_TYPE, 'Prefer: code=abc'],
      400,
      'Prefer',
    ],
  ])('%s', (_name, headers, status, says) =>
    refused(post(valid, headers), status, says),
  );
  it('another API key id in the path', () =>
    refused(
      post('{"grant_type":"refresh_token"}', idAlone, `${PATH}/other`),
      400,
      'path',
    ));
  it('an expectation is met', async () => {
    const headers = [...KEYS, JSON_TYPE, 'Expect: 100-continue'];
    expect((await post(valid, headers)).text).toContain('"access_token"');
  });
});

describe('11: refresh tokens', () => {
  const refresh = (token: unknown, apiKeyId = id): Promise<Answer> =>
    post(
      JSON.stringify({ grant_type: 'refresh_token', refresh_token: token }),
      [`API_KEY_ID: ${apiKeyId}`, JSON_TYPE],
      `${PATH}/${encodeURIComponent(apiKeyId)}`,
    );
  const tokens = async (): Promise<Record<string, string>> => {
    const { text } = await post(valid);
    return JSON.parse(text.slice(text.indexOf('{'))) as Record<string, string>;
  };

  it('twice, one after the other', async () => {
    const { refresh_token: token } = await tokens();
    expect((await refresh(token)).status).toBe(200);
    await refused(refresh(token), 400, 'not valid');
  });
  it('twice at once: one is answered', async () => {
    const { refresh_token: token } = await tokens();
    const answers = await Promise.all([refresh(token), refresh(token)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400]);
  });
  it('after signing out', async () => {
    const { refresh_token: token = '' } = await tokens();
    const out = await fetch(mock.url + refreshPath, {
      method: 'DELETE',
      headers: { API_KEY_ID: id, Cookie: `${COOKIE}=${token}` },
    });
    expect(out.status).toBe(200);
    await refused(refresh(token), 400, 'not valid');
  });
  it('of another API key id', async () => {
    const { refresh_token: token } = await tokens();
    await refused(refresh(token, 'other'), 400, 'not valid');
  });
  it('an access token in its place', async () => {
    const { access_token: token } = await tokens();
    await refused(refresh(token), 400, 'refresh_token');
  });
  it.each([
    [-1000, 200],
    [0, 400],
    [1000, 400],
  ])('%i ms from its end is %i', async (offset, status) => {
    mock.clock.set(1_700_000_000_000);
    const { refresh_token: token } = await tokens();
    mock.clock.advance(30 * 86_400_000 + offset);
    expect((await refresh(token)).status).toBe(status);
    mock.clock.reset();
  });
});

describe('12: forged JWTs', () => {
  const encoded = (value: unknown): string =>
    Buffer.from(JSON.stringify(value)).toString('base64url');

  /** A good token with another header, under the good token's signature. */
  function withHeader(header: object): string {
    const [, claims = '', signature = ''] = mock.mintAccessToken().split('.');
    return [encoded(header), claims, signature].join('.');
  }

  async function verdict(token: string): Promise<unknown> {
    const response = await fetch(`${mock.url}/verify`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ oauth_token: { access_token: token } }),
      signal: AbortSignal.timeout(HANGS_MS * 5),
    });
    return (
      ((await response.json()) as { success?: unknown }).success ??
      response.status
    );
  }

  it('a good one passes', async () => {
    expect(await verdict(mock.mintAccessToken())).toBe(true);
  });

  it.each<[string, () => string]>([
    ['alg none', () => mock.mintAccessToken({}, 'alg-none')],
    ['alg None', () => withHeader({ alg: 'None', typ: 'JWT' })],
    ['HS256', () => mock.mintAccessToken({}, 'hs256')],
    ['no signature', () => mock.mintAccessToken().replace(/[^.]*$/, '')],
    ['two parts', () => mock.mintAccessToken().replace(/\.[^.]*$/, '')],
    [
      'a kid that is a path',
      () => withHeader({ alg: 'ES256', kid: '../../dev/null' }),
    ],
    ['a kid with SQL', () => withHeader({ alg: 'ES256', kid: "' or 1=1 --" })],
    ['a kid with NUL', () => withHeader({ alg: 'ES256', kid: '\u0000' })],
    ['a kid that is a list', () => withHeader({ alg: 'ES256', kid: [] })],
    ['a key that it brings along', () => withHeader({ alg: 'ES256', jwk: {} })],
    [
      'a place to fetch keys from',
      () => withHeader({ alg: 'ES256', jku: 'http://127.0.0.1:1/' }),
    ],
    ['critical extensions', () => withHeader({ alg: 'ES256', crit: ['x'] })],
    ['exp as text', () => mock.mintAccessToken({ exp: '9999999999' })],
    ['expired', () => mock.mintAccessToken({}, 'expired')],
    ['tampered', () => mock.mintAccessToken({}, 'tampered')],
    ['an id token', () => mock.mintIdToken()],
  ])('%s does not', async (_name, forge) => {
    expect(await verdict(forge())).toBe(false);
    expect(await verdict(mock.mintAccessToken())).toBe(true);
  });

  it('one of 1 MB is too large', async () => {
    expect(await verdict('x'.repeat(1_000_000))).toBe(413);
  });
});
