// The checker's checker: an oracle that accepts everything would prove nothing.
import { describe, expect, it } from 'vitest';
import { description } from '@org/cotter-types/description';
import { violations, type ViolationOptions } from './oracle.ts';

const path = '/api/v0/token';
const operation = description.paths[path].post;
const tokens =
  operation.responses['200'].content['application/json'].examples.identityToken
    .value;
const headers = {
  'content-type': 'application/json; charset=utf-8',
  'cache-control': 'no-store',
};
const error = { msg: 'No.', type: '' };

function violationsIn(
  status: number,
  body: unknown,
  overrides: Record<string, string> = {},
  options: ViolationOptions = {},
): string[] {
  const observed = {
    status,
    headers: { ...headers, ...overrides },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  };
  return violations(path, 'post', observed, options);
}

describe('the oracle accepts', () => {
  it.each([
    ['the documented tokens', violationsIn(200, tokens)],
    [
      'a field that readers do not know',
      violationsIn(200, { ...tokens, more: 1 }),
    ],
    ['an error envelope', violationsIn(400, error)],
    ['a status that only the default covers', violationsIn(404, error)],
    [
      'Retry-After in seconds',
      violationsIn(503, error, { 'retry-after': '1' }),
    ],
  ])('%s', (_, found) => {
    expect(found).toEqual([]);
  });
});

describe('the oracle refuses', () => {
  it.each([
    [
      'an undescribed operation',
      violations('/api/v0/token', 'get', { status: 200, headers, body: '{}' }),
      'status 200 is not described',
    ],
    ['success with another status', violationsIn(201, tokens), 'status 201'],
    [
      'a status that the default does not name',
      violationsIn(418, error),
      'status 418',
    ],
    [
      'a field that no schema describes, where none may be',
      violationsIn(200, { ...tokens, more: 1 }, {}, { closed: true }),
      'must NOT have additional properties',
    ],
    [
      'an undescribed field of an error, where none may be',
      violationsIn(400, { ...error, stack: 'at x' }, {}, { closed: true }),
      'must NOT have additional properties',
    ],
    [
      'a charset that JSON does not have',
      violationsIn(200, tokens, {
        'content-type': 'application/json; charset=latin1',
      }),
      'content type',
    ],
    [
      'a missing field',
      violationsIn(200, { ...tokens, id_token: undefined }),
      "required property 'id_token'",
    ],
    [
      'a wrong type',
      violationsIn(200, { ...tokens, expires_in: '3600' }),
      'body/expires_in must be integer',
    ],
    [
      'another token type',
      violationsIn(200, { ...tokens, token_type: 'bearer' }),
      'body/token_type',
    ],
    [
      'a renamed key in an error',
      violationsIn(400, { message: 'No.', type: '' }),
      "required property 'msg'",
    ],
    [
      'an error body with success',
      violationsIn(200, error),
      'required property',
    ],
    [
      'HTML',
      violationsIn(400, '<html>', { 'content-type': 'text/html' }),
      'content type text/html is not described',
    ],
    ['a body that is not JSON', violationsIn(400, '{'), 'not JSON'],
    [
      'tokens that may be cached',
      violationsIn(200, tokens, { 'cache-control': 'public' }),
      'header Cache-Control',
    ],
    [
      'no Retry-After',
      violationsIn(503, error),
      'header Retry-After is missing',
    ],
    [
      'Retry-After that is no number',
      violationsIn(429, error, { 'retry-after': 'soon' }),
      'header Retry-After',
    ],
  ])('%s', (_, found, reason) => {
    expect(found.join('\n')).toContain(reason);
  });

  it('without printing what was in the body', () => {
    const secret = 'canary-access-token';
    const found = violationsIn(200, {
      ...tokens,
      access_token: [secret],
      token_type: secret,
    });
    expect(found).not.toEqual([]);
    expect(found.join('\n')).not.toContain(secret);
  });
});
