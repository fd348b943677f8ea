import { beforeAll, describe, expect, it } from 'vitest';
import { TOKEN_PATH } from '../testing/documented.fixture.ts';
import { stockRoute } from './prism.ts';
import { createRouter, prismRequest } from './routing.ts';
import { tokenApi } from './token-api.ts';

// Prism's router is loaded with the first path that is not spelt out; not in the time of a test.
beforeAll(() => {
  stockRoute({ resources: [], input: prismRequest(head('GET', '/')) });
});

function head(method: string, path: string) {
  return { method, path, headers: {} };
}

/** The operationId, or the methods that are allowed instead. */
function found(method: string, path: string): unknown {
  const route = createRouter(tokenApi.operations).find(head(method, path));
  return 'allowed' in route ? route.allowed : route.operation.iid;
}

describe('the operation of a request', () => {
  it.each([
    ['POST', TOKEN_PATH, 'exchangeToken'],
    ['post', TOKEN_PATH, 'exchangeToken'],
    ['POST', '/api/v0/toke%6e', 'exchangeToken'],
    ['GET', `${TOKEN_PATH}/jwks`, 'getJwks'],
    ['GET', `${TOKEN_PATH}/jwk%73`, 'getJwks'],
    ['POST', `${TOKEN_PATH}/custom`, 'addCustomClaims'],
    ['POST', `${TOKEN_PATH}/some-id`, 'refreshToken'],
    ['DELETE', `${TOKEN_PATH}/some%20id`, 'signOut'],
    ['DELETE', `${TOKEN_PATH}/%7Bapi_key_id%7D`, 'signOut'],
    ['DELETE', `${TOKEN_PATH}/{api_key_id}`, 'signOut'],
  ])('%s %s is %s', (method, path, operation) => {
    expect(found(method, path)).toBe(operation);
  });

  it.each([
    ['GET', TOKEN_PATH, 'POST'],
    ['BREW', TOKEN_PATH, 'POST'],
    // A path that is spelt out is never another that is templated.
    ['DELETE', `${TOKEN_PATH}/jwks`, 'GET'],
    ['POST', `${TOKEN_PATH}/jwk%73`, 'GET'],
    ['GET', `${TOKEN_PATH}/some-id`, 'DELETE, POST'],
  ])('%s %s is not allowed, but %s is', (method, path, allowed) => {
    expect(found(method, path)).toEqual(allowed.split(', '));
  });

  it.each([
    '/',
    '/unknown',
    `${TOKEN_PATH}/`,
    `${TOKEN_PATH}//`,
    `${TOKEN_PATH}/a/b`,
    `/${TOKEN_PATH}`,
    `${TOKEN_PATH}%2f`,
  ])('%s is not there, whatever the method', (path) => {
    for (const method of ['GET', 'POST', 'DELETE'])
      expect(found(method, path)).toEqual([]);
  });
});

it('a request for Prism has its method in lower case, and all else as it was', () => {
  const headers = { a: 'b' };
  expect(prismRequest({ method: 'POST', path: '/a', headers })).toEqual({
    method: 'post',
    url: { path: '/a' },
    headers,
  });
});
