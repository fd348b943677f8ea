import { describe, expect, it } from 'vitest';
import { TOKEN_PATH } from '../testing/documented.fixture.ts';
import {
  body,
  json,
  keyLines,
  send,
  useMock,
} from '../testing/hostile.fixture.ts';
import { request } from '../testing/raw-http.fixture.ts';

useMock();

const ORIGIN = 'http://localhost:3000';
const origin = `Origin: ${ORIGIN}`;

describe('cross-origin access', () => {
  it.each(['POST', 'DELETE'])(
    'lets a browser send the API key id with %s and cookies',
    async (method) => {
      const answer = await send(
        request('OPTIONS', `${TOKEN_PATH}/some-id`, [
          origin,
          `Access-Control-Request-Method: ${method}`,
          'Access-Control-Request-Headers: api_key_id,content-type',
        ]),
      );
      expect(answer).toMatchObject({ status: 204, body: '' });
      expect(answer.headers).toMatchObject({
        'access-control-allow-origin': ORIGIN,
        'access-control-allow-credentials': 'true',
        'access-control-allow-methods': 'GET, POST, DELETE',
        'access-control-allow-headers':
          'API_KEY_ID, API_SECRET_KEY, Content-Type, Prefer',
        vary: 'Origin',
      });
    },
  );

  it('lets a page of the internet ask this machine, if the browser asks for that', async () => {
    const preflight = [origin, 'Access-Control-Request-Method: POST'];
    const NAME = 'access-control-allow-private-network';
    const asked = await send(
      request('OPTIONS', TOKEN_PATH, [
        ...preflight,
        'Access-Control-Request-Private-Network: true',
      ]),
    );
    expect(asked.headers[NAME]).toBe('true');
    const usual = await send(request('OPTIONS', TOKEN_PATH, preflight));
    expect(usual.headers).not.toHaveProperty(NAME);
  });

  it.each([
    ['an answer', [...keyLines, json], 200],
    ['a refusal', [], 401],
  ])('lets a browser read %s', async (_name, headers, status) => {
    const answer = await send(
      request('POST', TOKEN_PATH, [...headers, origin], body),
    );
    expect(answer.status).toBe(status);
    expect(answer.headers).toMatchObject({
      'access-control-allow-origin': ORIGIN,
      'access-control-allow-credentials': 'true',
      'access-control-expose-headers':
        'cotter-mock-warning, Preference-Applied, Retry-After',
      vary: 'Origin',
    });
  });

  it('is not spoken of to those who do not ask', async () => {
    const answer = await send(
      request('POST', TOKEN_PATH, [...keyLines, json], body),
    );
    expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
    expect(answer.headers['vary']).toBe('Origin');
  });

  it('is no excuse for OPTIONS that is not a preflight', async () => {
    const answer = await send(request('OPTIONS', TOKEN_PATH, [origin]));
    expect(answer.status).toBe(405);
    expect(answer.headers['allow']).toBe('POST');
  });
});
