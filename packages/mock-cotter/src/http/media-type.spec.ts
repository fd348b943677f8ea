import { describe, expect, it } from 'vitest';
import { description } from '@org/cotter-types/description';
import {
  body,
  envelopeOf,
  json,
  keyLines,
  post,
  useMock,
} from '../testing/hostile.fixture.ts';
import { chunked } from '../testing/raw-http.fixture.ts';

useMock();

const { responses } = description.components;

describe('media type', () => {
  it.each([
    ['a form', 'application/x-www-form-urlencoded'],
    ['text', 'text/plain'],
    ['another JSON type', 'application/vnd.x+json'],
    ['another charset', 'application/json; charset=latin1'],
    ['another parameter', 'application/json; profile=x'],
    ['two charsets', 'application/json; charset=utf-8; charset=utf-8'],
    ['junk after the type', 'application/json;;;='],
    ['junk', '/;,"'],
    ['a word', 'undefined'],
    ['a list', 'application/json, text/plain'],
    ['no subtype', 'application'],
    ['many parameters', `application/json${';'.repeat(5000)}`],
  ])('%s is 415', async (_name, type) => {
    const answer = await post([...keyLines, `Content-Type: ${type}`], '{');
    expect(answer.status).toBe(415);
    expect(envelopeOf(answer)).toMatchObject({
      type: 'unsupported_media_type',
    });
    expect(answer.body.length).toBeLessThan(400);
  });

  it('says about a form what the description documents', async () => {
    const answer = await post([
      ...keyLines,
      'Content-Type: application/x-www-form-urlencoded',
    ]);
    expect(envelopeOf(answer)).toEqual(
      responses.UnsupportedMediaType.content['application/json'].examples.form
        .value,
    );
  });

  it.each([
    ['none', []],
    ['an empty one', ['Content-Type:']],
    ['two', [json, json]],
    ['a packed body', [json, 'Content-Encoding: gzip']],
    ['a doubly packed body', [json, 'Content-Encoding: identity, br']],
    [
      'a chunked form',
      ['Content-Type: text/plain', 'Transfer-Encoding: chunked'],
    ],
  ])('%s is 415', async (_name, headers) => {
    const content = headers.some((line) => line.startsWith('Transfer'))
      ? chunked(body)
      : body;
    const answer = await post([...keyLines, ...headers], content);
    expect(answer.status).toBe(415);
    expect(envelopeOf(answer).type).toBe('unsupported_media_type');
  });

  it('no type and no body is 415', async () => {
    const answer = await post(keyLines, '');
    expect(answer.status).toBe(415);
  });

  it.each([
    'Content-Type: application/json; charset=utf-8',
    'content-type: Application/JSON;charset="UTF-8"',
    'Content-Type: application/json;',
  ])('%s is read', async (line) => {
    expect((await post([...keyLines, line])).status).toBe(200);
  });

  it('a body that is not packed may say so', async () => {
    const answer = await post([
      ...keyLines,
      json,
      'Content-Encoding: identity',
    ]);
    expect(answer.status).toBe(200);
  });
});
