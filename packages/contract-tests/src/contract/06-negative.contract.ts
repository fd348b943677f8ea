import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ObservedResponse } from '../oracle/oracle.ts';
import { changedBodies } from './generated-bodies.ts';
import { isValid, requestFitting } from './validated-request.ts';
import { validRequests } from './requests.ts';
import { randomly } from './seed.ts';
import { check } from './suite.ts';

/** A text of the body that is long enough to be a token, and is in no refusal. */
const SECRET = /"((?:[^"\\]|\\.){24,})"/g;

check('06-negative', (suite) => {
  for (const [operationId, kinds] of Object.entries(validRequests))
    for (const [kind, build] of Object.entries(kinds)) {
      it(`${operationId} refuses every invalid body from ${kind}`, async (context) => {
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
              expectNoEcho(answer, invalid);
            },
          ),
          randomly(100),
        );
        expect(refused).toBeGreaterThan(0);
      });

      // Changes put short values into the place of others, so these put the tokens where they do not belong.
      it(`${operationId} repeats nothing of ${kind} where it takes no such form`, async (context) => {
        const { body } = await build(suite, context);
        for (const invalid of [
          [body],
          { body },
          JSON.stringify(body),
          Object.fromEntries(
            Object.entries(body).map(([name, value]) => [name, [value]]),
          ),
          Object.fromEntries(
            Object.entries(body).map(([name, value]) => [
              name,
              { [JSON.stringify(value)]: value },
            ]),
          ),
        ])
          expectNoEcho(
            await suite.ask(requestFitting(operationId, suite, invalid), 400),
            invalid,
          );
        expect(suite.exchanges.at(-1)?.response.status).toBe(400);
      });
    }
});

function expectNoEcho({ status, body }: ObservedResponse, sent: unknown): void {
  expect(status).toBe(400);
  for (const [, text = ''] of JSON.stringify(sent).matchAll(SECRET))
    expect(body).not.toContain(text);
}
