import fc from 'fast-check';
import { expect, it } from 'vitest';
import { changedBodies } from './generated-bodies.ts';
import { isValid, requestFitting } from './judged.ts';
import { validRequests } from './requests.ts';
import { randomly } from './seed.ts';
import { check } from './suite.ts';

/** A text of the body that is long enough to be a token, and is in no refusal. */
const SECRET = /"((?:[^"\\]|\\.){24,})"/g;

check('06-negative', (suite) => {
  for (const [operationId, kinds] of Object.entries(validRequests))
    for (const [kind, build] of Object.entries(kinds))
      it(`${operationId} refuses every invalid body made of ${kind}`, async (context) => {
        const { body } = await build(suite, context);
        let refused = 0;
        await fc.assert(
          fc.asyncProperty(
            changedBodies(operationId, body).filter(
              (each) => !isValid(operationId, each),
            ),
            async (invalid) => {
              const answer = await suite.ask(
                requestFitting(operationId, suite, invalid),
                400,
              );
              refused += 1;
              for (const [, text = ''] of JSON.stringify(invalid).matchAll(
                SECRET,
              ))
                expect(answer.body).not.toContain(text);
            },
          ),
          randomly(100),
        );
        expect(refused).toBeGreaterThan(0);
      });
});
