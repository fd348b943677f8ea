import { expect, it } from 'vitest';
import { description } from '@org/cotter-types/description';
import {
  type ApiError,
  inputNotValid,
  internalError,
  invalidJson,
  invalidRequest,
  methodNotAllowed,
  missingKey,
  notFound,
  payloadTooLarge,
  refreshTokenNotValid,
  repeatedKey,
  unsupportedGrant,
  unsupportedMediaType,
  wrongKey,
} from './api-error.ts';

const { responses } = description.components;

/** The documented refusals of a response, by example name. */
function documented(
  name: keyof typeof responses,
): Readonly<Record<string, { value: unknown } | undefined>> {
  return responses[name].content['application/json'].examples;
}

it.each<[() => ApiError, number, keyof typeof responses, string]>([
  [() => notFound(), 404, 'OtherError', 'notFound'],
  [
    () => methodNotAllowed('GET', ['POST']),
    405,
    'OtherError',
    'methodNotAllowed',
  ],
  [() => missingKey('ApiKeyId', 'x'), 401, 'Unauthorized', 'missingApiKeyId'],
  [
    () => missingKey('ApiSecretKey', 'x'),
    401,
    'Unauthorized',
    'missingApiSecretKey',
  ],
  [() => payloadTooLarge(65_536), 413, 'PayloadTooLarge', 'tooLarge'],
  [() => internalError(), 500, 'InternalError', 'internal'],
])('%s is what the description documents', (make, status, name, example) => {
  const refusal = make();
  expect(refusal.status).toBe(status);
  expect(refusal.body).toEqual(documented(name)[example]?.value);
});

it.each<[() => ApiError, number, string, string]>([
  [
    () => missingKey('Other', 'X-Other'),
    401,
    'unauthorized',
    'The header X-Other is missing or empty.',
  ],
  [
    () => repeatedKey('X-Key'),
    401,
    'unauthorized',
    'The header X-Key was sent more than once.',
  ],
  [() => wrongKey('why'), 401, 'unauthorized', 'why'],
  [() => unsupportedMediaType('why'), 415, 'unsupported_media_type', 'why'],
  [() => invalidJson('why'), 400, 'invalid_json', 'why'],
  [() => invalidRequest('why'), 400, 'invalid_request', 'why'],
  [
    () => unsupportedGrant(['a', 'b']),
    400,
    'unsupported_grant_type',
    'grant_type must be one of: a, b.',
  ],
  [() => inputNotValid('why'), 400, 'invalid_grant', 'why'],
  // Published clients look for the words "not valid".
  [
    () => refreshTokenNotValid('why'),
    400,
    'invalid_grant',
    'The refresh token is not valid: why.',
  ],
])('%s has its status and its type', (make, status, type, msg) => {
  const refusal = make();
  expect(refusal.status).toBe(status);
  expect(refusal.body).toEqual({ msg, type });
  expect(refusal.message).toBe(msg);
  expect(refusal.headers).toEqual({});
});

it('an API error has a name of its own, with the headers that it needs', () => {
  const { headers, body, ...refusal } = methodNotAllowed('GET', ['A', 'B']);
  expect(headers).toEqual({ allow: 'A, B' });
  expect(body.msg).toContain('allowed: A, B.');
  expect(refusal.name).toBe('ApiError');
  expect(notFound()).toBeInstanceOf(Error);
});
