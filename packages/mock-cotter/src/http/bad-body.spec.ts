import { describe, expect, it } from 'vitest';
import { description } from '@org/cotter-types/description';
import { requests } from '../testing/documented.fixture.ts';
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

describe('body', () => {
  it.each<[string, string | Buffer, string]>([
    ['an empty body', '', 'invalid_json'],
    ['a body that ends early', '{"grant_type":', 'invalid_json'],
    [
      'bytes that are not UTF-8',
      Buffer.from([0x22, 0xff, 0x22]),
      'invalid_json',
    ],
    ['deep nesting', '['.repeat(60_000), 'invalid_json'],
    ['a comment', `// note\n${body}`, 'invalid_json'],
    ['null', 'null', 'invalid_request'],
    ['false', 'false', 'invalid_request'],
    ['zero', '0', 'invalid_request'],
    ['an empty string', '""', 'invalid_request'],
    ['an array', '[]', 'invalid_request'],
    ['an empty object', '{}', 'invalid_request'],
    [
      '__proto__',
      body.replace('{', '{"__proto__":{"admin":true},'),
      'invalid_request',
    ],
    [
      '__proto__ in the token',
      body.replace('"expire_at"', '"__proto__":{"admin":true},"expire_at"'),
      'invalid_request',
    ],
    [
      'constructor',
      body.replace('{', '{"constructor":{"prototype":{"admin":true}},'),
      'invalid_request',
    ],
    [
      'an unknown grant',
      '{"grant_type":"constructor"}',
      'unsupported_grant_type',
    ],
  ])('%s is 400', async (_name, content, type) => {
    const answer = await post([...keyLines, json], content);
    expect(answer.status).toBe(400);
    expect(envelopeOf(answer).type).toBe(type);
    expect({}).not.toHaveProperty('admin');
  });

  it('tells a missing field as the description documents', async () => {
    const { receiver: _, ...token } = requests.identityToken.identity_token;
    const answer = await post(
      [...keyLines, json],
      JSON.stringify({ ...requests.identityToken, identity_token: token }),
    );
    expect(envelopeOf(answer)).toEqual(
      responses.BadRequest.content['application/json'].examples.missingField
        .value,
    );
  });

  it('checks a chunked body like any other', async () => {
    const headers = [...keyLines, json, 'Transfer-Encoding: chunked'];
    expect((await post(headers, chunked(body))).status).toBe(200);
    expect((await post(headers, chunked('{}'))).status).toBe(400);
  });
});
