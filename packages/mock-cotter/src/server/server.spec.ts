import { describe, expect, it } from 'vitest';
import { description } from '@org/cotter-types/description';
import { TOKEN_PATH, keys } from '../testing/documented.fixture.ts';
import {
  body,
  envelopeOf,
  json,
  keyLines,
  post,
  send,
  useMock,
} from '../testing/hostile.fixture.ts';
import { request } from '../testing/raw-http.fixture.ts';

useMock();

const { responses } = description.components;
const [idLine = '', secretLine = ''] = keyLines;

describe('paths and methods', () => {
  it.each([
    '/',
    '/api/v0/token/',
    '/api/v0/TOKEN',
    '//api/v0/token',
    '/api/v0/../v0/token',
    '/api/v0/token/%zz',
    '/%zz',
    '/api/v0/token%00',
    '/api/v0/%2e%2e/token',
    '/api/v0%2ftoken',
    `/${'a'.repeat(8000)}`,
    '/__proto__',
    'http://other.example/',
    '*',
  ])('%s is 404', async (target) => {
    const answer = await send(
      request('POST', target, [...keyLines, json], body),
    );
    expect(answer.status).toBe(404);
    const { msg, type } =
      responses.OtherError.content['application/json'].examples.notFound.value;
    const envelope = envelopeOf(answer);
    expect(envelope.type).toBe(type);
    expect(envelope.msg.startsWith(msg)).toBe(true);
  });

  it.each([
    ['/token', 'POST /api/v0/token'],
    ['/api/v0/tokens', 'POST /api/v0/token'],
    ['/api/v0/oauth/token/jwks.json', 'GET /api/v0/token/jwks'],
    ['/api/v1/token/custom', 'POST /api/v0/token/custom'],
  ])('the 404 of %s names %s', async (target, nearest) => {
    const answer = await send(
      request('POST', target, [...keyLines, json], body),
    );
    expect(answer.status).toBe(404);
    expect(envelopeOf(answer).msg).toBe(
      `The API has no such path. Did you mean ${nearest}?`,
    );
  });

  it.each([
    `${TOKEN_PATH}?`,
    `${TOKEN_PATH}?unknown=1&__code=500`,
    `http://other.example${TOKEN_PATH}`,
    '/api/v0/toke%6e',
  ])('%s is the token endpoint', async (target) => {
    const answer = await send(
      request('POST', target, [...keyLines, json], body),
    );
    expect(answer.status).toBe(200);
  });

  it.each(['GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND'])(
    '%s is 405 and names the methods that the path has',
    async (method) => {
      const answer = await send(request(method, TOKEN_PATH));
      expect(answer.status).toBe(405);
      expect(answer.headers['allow']).toBe('POST');
      expect(envelopeOf(answer)).toEqual({
        msg: `The method ${method} is not allowed here; allowed: POST.`,
        type: 'method_not_allowed',
      });
    },
  );

  it.each([
    ['/api/v0/token/a%00b', 400],
    ['/api/v0/token/%0d%0aSet-Cookie:x=1', 400],
    ['/api/v0/token/jwk%73', 405],
  ])('%s is %i', async (target, status) => {
    const answer = await send(
      request(
        'POST',
        target,
        [...keyLines, json],
        '{"grant_type":"refresh_token"}',
      ),
    );
    expect(answer.status).toBe(status);
    expect(Object.keys(answer.headers)).not.toContain('set-cookie');
    expect(envelopeOf(answer).msg).not.toContain('\n');
  });

  it.each([
    ['POST', `${TOKEN_PATH}/jwks`, 'GET'],
    ['DELETE', `${TOKEN_PATH}/jwks`, 'GET'],
    ['GET', `${TOKEN_PATH}/custom`, 'POST'],
    ['DELETE', `${TOKEN_PATH}/custom`, 'POST'],
    ['GET', `${TOKEN_PATH}/some-api-key-id`, 'DELETE, POST'],
    ['GET', '/verify', 'POST'],
  ])('%s %s is 405, never another operation', async (method, path, allow) => {
    const answer = await send(
      request(
        method,
        path,
        [...keyLines, json],
        '{"grant_type":"refresh_token"}',
      ),
    );
    expect(answer.status).toBe(405);
    expect(answer.headers['allow']).toBe(allow);
    expect(envelopeOf(answer).type).toBe('method_not_allowed');
  });

  it('says about GET what the description documents', async () => {
    const answer = await send(request('GET', TOKEN_PATH));
    expect(envelopeOf(answer)).toEqual(
      responses.OtherError.content['application/json'].examples.methodNotAllowed
        .value,
    );
  });

  it('answers HEAD with 405 and no body', async () => {
    const answer = await send(request('HEAD', TOKEN_PATH));
    expect(answer).toMatchObject({ status: 405, body: '' });
    expect(answer.headers['allow']).toBe('POST');
  });

  it('answers CONNECT', async () => {
    const answer = await send(request('CONNECT', 'other.example:443'));
    expect(answer.status).toBe(404);
    expect(envelopeOf(answer).type).toBe('not_found');
  });
});

describe('keys', () => {
  const { examples } = responses.Unauthorized.content['application/json'];

  it.each([
    ['neither', [], examples.missingApiKeyId.value],
    ['no id', [secretLine], examples.missingApiKeyId.value],
    [
      'an empty id',
      ['API_KEY_ID: ', secretLine],
      examples.missingApiKeyId.value,
    ],
    [
      'dashes',
      ['API-KEY-ID: x', 'API-SECRET-KEY: x'],
      examples.missingApiKeyId.value,
    ],
    [
      'two ids',
      [idLine, idLine, secretLine],
      {
        msg: 'The header API_KEY_ID was sent more than once.',
        type: 'unauthorized',
      },
    ],
    [
      'two secrets',
      [idLine, secretLine, secretLine],
      {
        msg: 'The header API_SECRET_KEY was sent more than once.',
        type: 'unauthorized',
      },
    ],
  ])(
    '%s is 401, before the body is looked at',
    async (_name, headers, says) => {
      const answer = await post([...headers, 'Content-Type: text/plain'], '{');
      expect(answer.status).toBe(401);
      expect(envelopeOf(answer)).toEqual(says);
    },
  );

  it.each([
    ['no secret', [idLine]],
    ['an empty secret', [idLine, 'API_SECRET_KEY:  ']],
  ])(
    '%s is 401, once the body shows that the grant needs it',
    async (_name, headers) => {
      const answer = await post([...headers, json]);
      expect(answer.status).toBe(401);
      expect(envelopeOf(answer)).toEqual(examples.missingApiSecretKey.value);
    },
  );

  it('takes header names in any case', async () => {
    const answer = await post([
      `api_key_id: ${keys.API_KEY_ID}`,
      `Api_Secret_Key: ${keys.API_SECRET_KEY}`,
      json,
    ]);
    expect(answer.status).toBe(200);
  });
});
