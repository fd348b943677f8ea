import { expect, it } from 'vitest';
import { description } from '@org/cotter-types/description';
import { TOKEN_PATH } from '../testing/documented.fixture.ts';
import { requestSchema } from './load-api.ts';

it('finds the schema of a body by its path and its method', () => {
  expect(requestSchema(description, TOKEN_PATH, 'post')).toBe('TokenRequest');
  expect(requestSchema(description, '/verify', 'post')).toBe('VerifyRequest');
});

it.each([
  ['/unknown', 'post'],
  [TOKEN_PATH, 'get'],
  [`${TOKEN_PATH}/jwks`, 'get'],
])('%s %s has none', (path, method) => {
  expect(() => requestSchema(description, path, method)).toThrow(
    `${method} ${path} takes no body.`,
  );
});
