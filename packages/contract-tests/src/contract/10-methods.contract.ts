import { expect, it } from 'vitest';
import { description } from '@org/cotter-types/description';
import { filledPath, methodsOf } from '../description/operations.ts';
import { check } from './suite.ts';

const METHODS = [
  'DELETE',
  'GET',
  'HEAD',
  'OPTIONS',
  'PATCH',
  'POST',
  'PUT',
  'TRACE',
];

check('10-methods', (suite) => {
  for (const path of Object.keys(description.paths)) {
    const documented = methodsOf(path);
    it.each(METHODS.filter((method) => !documented.includes(method)))(
      `%s ${path} gets 405 and the methods that the path has`,
      async (method) => {
        const { headers } = await suite.ask(
          {
            method,
            path: filledPath(path, suite.target.apiKey.id),
            headers: [],
          },
          405,
        );
        const allowed = (headers['allow'] ?? '').split(/\s*,\s*/).toSorted();
        expect(allowed).toEqual(documented);
      },
    );
  }
});
