// What a client can get wrong, sent to the mock as it is, past the SDK: each answer is documented, says what is wrong,
// and leaves the mock able to answer the next request.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { description } from '@org/cotter-types/description';
import { startMockCotter, type MockCotter } from '@org/mock-cotter';
import {
  violations,
  type ObservedResponse,
} from '@org/contract-tests/internal/oracle/oracle';

const path = '/api/v0/token';
const requests =
  description.paths[path].post.requestBody.content['application/json'].examples;
const identity = requests.identityToken.value;
const event = requests.eventToken.value;
const keys = {
  API_KEY_ID: identity.identity_token.receiver,
  API_SECRET_KEY: 'canary-api-secret-key',
};
const json = { 'Content-Type': 'application/json' };

let mock: MockCotter;

beforeAll(async () => {
  mock = await startMockCotter({ strict: false });
});

afterAll(async () => {
  await mock.close();
});

async function post(
  headers: Record<string, string>,
  body: string,
): Promise<ObservedResponse> {
  const response = await fetch(mock.url + path, {
    method: 'POST',
    headers,
    // As bytes, so that fetch adds no content type of its own.
    body: new TextEncoder().encode(body),
    signal: AbortSignal.timeout(10_000),
  });
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: await response.text(),
  };
}

function without(value: object, key: string): object {
  return Object.fromEntries(
    Object.entries(value).filter(([name]) => name !== key),
  );
}

interface Case {
  readonly name: string;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
  readonly status: number;
  readonly says: string;
}

const cases: Case[] = [
  {
    name: 'no API key id',
    headers: { ...json, API_SECRET_KEY: 'x' },
    status: 401,
    says: 'API_KEY_ID',
  },
  {
    name: 'an empty API key id',
    headers: { ...json, ...keys, API_KEY_ID: '' },
    status: 401,
    says: 'API_KEY_ID',
  },
  {
    name: 'no API secret key',
    headers: { ...json, API_KEY_ID: keys.API_KEY_ID },
    status: 401,
    says: 'API_SECRET_KEY',
  },
  {
    name: 'an empty API secret key',
    headers: { ...json, ...keys, API_SECRET_KEY: '' },
    status: 401,
    says: 'API_SECRET_KEY',
  },
  {
    name: 'dashes instead of underscores',
    headers: { ...json, 'API-KEY-ID': 'x', 'API-SECRET-KEY': 'x' },
    status: 401,
    says: 'underscores',
  },
  {
    name: 'no content type',
    headers: keys,
    status: 415,
    says: 'application/json',
  },
  {
    name: 'text',
    headers: { ...keys, 'Content-Type': 'text/plain' },
    status: 415,
    says: 'text/plain',
  },
  {
    name: 'a form',
    headers: { ...keys, 'Content-Type': 'application/x-www-form-urlencoded' },
    body: 'grant_type=identity_token',
    status: 415,
    says: 'application/x-www-form-urlencoded',
  },
  {
    name: 'another JSON type',
    headers: { ...keys, 'Content-Type': 'application/vnd.x+json' },
    status: 415,
    says: 'application/json',
  },
  {
    name: 'a content type that cannot be read',
    headers: { ...keys, 'Content-Type': 'application/json;;;=' },
    status: 415,
    says: 'application/json',
  },
  { name: 'an empty body', body: '', status: 400, says: 'JSON' },
  {
    name: 'a body that ends early',
    body: '{"grant_type":',
    status: 400,
    says: 'line 1',
  },
  {
    name: 'text after the JSON',
    body: `${JSON.stringify(identity)} x`,
    status: 400,
    says: 'JSON',
  },
  {
    name: 'a repeated key',
    body: '{"grant_type":"event_token","grant_type":"identity_token"}',
    status: 400,
    says: 'grant_type',
  },
  { name: 'deep nesting', body: '['.repeat(30_000), status: 400, says: '' },
  {
    name: 'a body over the limit',
    body: { grant_type: 'x'.repeat(70_000) },
    status: 413,
    says: '65536',
  },
  { name: 'null', body: 'null', status: 400, says: 'object' },
  { name: 'an array', body: '[]', status: 400, says: 'object' },
  {
    name: 'no grant',
    body: without(identity, 'grant_type'),
    status: 400,
    says: 'grant_type',
  },
  {
    name: 'an unknown grant',
    body: { ...identity, grant_type: 'password' },
    status: 400,
    says: 'identity_token, event_token',
  },
  {
    name: 'a grant in capitals',
    body: { ...identity, grant_type: 'Identity_Token' },
    status: 400,
    says: 'grant_type',
  },
  {
    name: "the other grant's field",
    body: { grant_type: 'identity_token', event_token: event.event_token },
    status: 400,
    says: 'event_token',
  },
  {
    name: "both grants' fields",
    body: { ...event, ...identity },
    status: 400,
    says: 'event_token',
  },
  {
    name: 'an extra field',
    body: { ...identity, scope: 'all' },
    status: 400,
    says: 'scope',
  },
  {
    name: 'a prototype key',
    body: '{"__proto__":{"admin":true},"grant_type":"identity_token"}',
    status: 400,
    says: '__proto__',
  },
  ...Object.entries({ identity, event }).flatMap(([, request]) => {
    const [field = ''] = Object.keys(request).filter(
      (key) => key !== 'grant_type',
    );
    const token = (request as unknown as Record<string, object>)[field] ?? {};
    const at = (key: string): string => `${field}.${key}`;
    return Object.entries(token).flatMap(([key, value]): Case[] => [
      {
        name: `no ${at(key)}`,
        body: { ...request, [field]: without(token, key) },
        status: 400,
        says: `${at(key)} is required`,
      },
      // No field of either token is an array, and null is a date's absence only where the example shows it.
      {
        name: `${at(key)} of another type`,
        body: { ...request, [field]: { ...token, [key]: [value] } },
        status: 400,
        says: at(key),
      },
    ]);
  }),
  {
    name: 'a token for another API key id',
    body: {
      ...identity,
      identity_token: { ...identity.identity_token, receiver: 'another' },
    },
    status: 400,
    says: 'receiver',
  },
  {
    name: 'an event of another API key id',
    body: {
      ...event,
      event_token: { ...event.event_token, issuer: 'another' },
    },
    status: 400,
    says: 'issuer',
  },
];

describe('bad input', () => {
  it.each(cases)(
    '$name gets $status',
    async ({
      headers = { ...json, ...keys },
      body = identity,
      status,
      says,
    }) => {
      const response = await post(
        headers,
        typeof body === 'string' ? body : JSON.stringify(body),
      );
      expect(response.status, response.body).toBe(status);
      expect(violations(path, 'post', response)).toEqual([]);
      const { msg } = JSON.parse(response.body) as { msg: string };
      expect(msg).toContain(says);
      expect(msg).not.toContain(keys.API_SECRET_KEY);

      const next = await post({ ...json, ...keys }, JSON.stringify(identity));
      expect(next.status).toBe(200);
    },
  );

  it.each(['GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD'])(
    '%s gets 405 and the methods that the path has',
    async (method) => {
      const response = await fetch(mock.url + path, { method });
      expect(response.status).toBe(405);
      expect(response.headers.get('allow')).toBe('POST');
    },
  );

  it.each([
    '/',
    '/api/v0/token/',
    '/api/v0/%zz',
    '/api/v0/token%00',
    '/api/v0/token%0d%0aX: 1',
    '//api/v0/token',
  ])('%s gets 404 in the envelope', async (unknown) => {
    const response = await fetch(`${mock.url}${unknown}`, {
      method: 'POST',
      headers: { ...json, ...keys },
      body: '{}',
    });
    expect([400, 404]).toContain(response.status);
    expect(
      violations(path, 'post', {
        status: response.status,
        headers: Object.fromEntries(response.headers),
        body: await response.text(),
      }),
    ).toEqual([]);
  });
});
