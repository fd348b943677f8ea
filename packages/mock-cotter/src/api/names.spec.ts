import { expect, it } from 'vitest';
import { OPERATION_IDS, operationIdOf } from './names.ts';

it('the operations are those of the description, in alphabetical order', () => {
  expect(OPERATION_IDS).toEqual([
    'addCustomClaims',
    'exchangeToken',
    'getJwks',
    'refreshToken',
    'signOut',
    'verifyToken',
  ]);
});

it('what stands below a path and is no operation has no name', () => {
  expect(operationIdOf({ operationId: 'getJwks' })).toBe('getJwks');
  expect(operationIdOf([{ name: 'api_key_id', in: 'path' }])).toBeUndefined();
});
