import { maxHeaderSize } from 'node:http';
import { describe, expect, it } from 'vitest';
import { TOKEN_PATH } from '../testing/documented.fixture.ts';
import {
  body,
  envelopeOf,
  json,
  keyLines,
  send,
  url,
  useMock,
} from '../testing/hostile.fixture.ts';
import { chunked, request, sendAndLeave } from '../testing/raw-http.fixture.ts';

useMock();

describe('HTTP itself', () => {
  it.each<[string, number, string | Buffer]>([
    ['no HTTP at all', 400, 'hello\r\n\r\n'],
    ['HTTP/2 without upgrade', 400, 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['a TLS hello', 400, Buffer.from([22, 3, 1, 0, 200, 1, 0, 0, 196, 3, 3])],
    ['an unknown method', 400, request('NOSUCH', TOKEN_PATH)],
    ['a line break in a header', 400, request('POST', TOKEN_PATH, ['A: b\rc'])],
    [
      'length and chunks at once',
      400,
      request(
        'POST',
        TOKEN_PATH,
        [...keyLines, json, 'Content-Length: 4', 'Transfer-Encoding: chunked'],
        chunked(body),
      ),
    ],
    [
      'two lengths',
      400,
      request(
        'POST',
        TOKEN_PATH,
        [...keyLines, json, 'Content-Length: 4', 'Content-Length: 5'],
        'null',
      ),
    ],
    [
      'a broken chunk',
      400,
      request(
        'POST',
        TOKEN_PATH,
        [...keyLines, json, 'Transfer-Encoding: chunked'],
        'zz\r\n',
      ),
    ],
    [
      'large headers',
      431,
      request('POST', TOKEN_PATH, [`X: ${'x'.repeat(maxHeaderSize)}`]),
    ],
    ['no Host', 405, `GET ${TOKEN_PATH} HTTP/1.1\r\nConnection: close\r\n\r\n`],
    ['HTTP/1.0', 405, `GET ${TOKEN_PATH} HTTP/1.0\r\n\r\n`],
    [
      'an upgrade',
      405,
      request('GET', TOKEN_PATH, ['Upgrade: websocket', 'Connection: Upgrade']),
    ],
    [
      'an unknown expectation',
      200,
      request('POST', TOKEN_PATH, [...keyLines, json, 'Expect: wonders'], body),
    ],
    [
      'preferences',
      200,
      request(
        'POST',
        TOKEN_PATH,
        [
          ...keyLines,
          json,
          'Prefer: respond-async, wait=10',
          'Accept: text/html',
        ],
        body,
      ),
    ],
  ])('%s is %i', async (_name, status, bytes) => {
    const answer = await send(bytes);
    expect(answer.status).toBe(status);
    if (status === 200) expect(answer.body).toContain('access_token');
    else expect(envelopeOf(answer).msg).not.toBe('');
  });

  it('outlives clients that leave in the middle', async () => {
    const whole = request('POST', TOKEN_PATH, [...keyLines, json], body);
    for (const end of [10, whole.length - 10]) {
      await expect(
        sendAndLeave(url(), whole.subarray(0, end)),
      ).resolves.toBeUndefined();
    }
  });
});
