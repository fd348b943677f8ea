import { describe, expect, it } from 'vitest';
import { description } from '@org/cotter-types/description';
import { TOKEN_PATH } from '../testing/documented.fixture.ts';
import {
  body,
  envelopeOf,
  json,
  keyLines,
  post,
  send,
  useMock,
} from '../testing/hostile.fixture.ts';
import { chunked, request } from '../testing/raw-http.fixture.ts';

useMock();

const { responses } = description.components;

describe('size', () => {
  const tooLarge =
    responses.PayloadTooLarge.content['application/json'].examples.tooLarge
      .value;

  it.each([65_537, 12_000_000])(
    'a body of %i bytes is 413, before its type is looked at',
    async (bytes) => {
      const answer = await post(
        [...keyLines, 'Content-Type: text/plain'],
        'x'.repeat(bytes),
      );
      expect(answer.status).toBe(413);
      expect(envelopeOf(answer)).toEqual(tooLarge);
    },
  );

  it('counts a chunked body too', async () => {
    const answer = await post(
      [...keyLines, json, 'Transfer-Encoding: chunked'],
      chunked('x'.repeat(65_537)),
    );
    expect(answer.status).toBe(413);
    expect(envelopeOf(answer)).toEqual(tooLarge);
  });

  it('reads a body of just the limit', async () => {
    const answer = await post([...keyLines, json], body.padEnd(65_536));
    expect(answer.status).toBe(200);
  });

  it('a body over the limit leaves the connection usable', async () => {
    const kept = (content: string): string =>
      request('POST', TOKEN_PATH, [...keyLines, json], content)
        .toString()
        .replace('Connection: close\r\n', '');
    const answer = await send(
      kept('x'.repeat(1_000_000)),
      request('POST', TOKEN_PATH, [...keyLines, json], body),
    );
    expect(answer.status).toBe(413);
    expect(answer.body).toContain('HTTP/1.1 200 OK');
  });
});
