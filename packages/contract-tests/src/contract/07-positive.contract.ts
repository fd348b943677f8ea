import fc from 'fast-check';
import { expect, it } from 'vitest';
import { changedBodies } from './generated-bodies.ts';
import { canBeSent, isValid, requestFitting, takesForm } from './judged.ts';
import { validRequests } from './requests.ts';
import { randomly } from './seed.ts';
import { check } from './suite.ts';

check(
  '07-positive',
  (suite) => {
    for (const [operationId, kinds] of Object.entries(validRequests)) {
      // A refusal of custom claims for what they mean is not told apart from one for their form.
      if (operationId === 'addCustomClaims') continue;
      for (const [kind, build] of Object.entries(kinds))
        it(`${operationId} takes the form of every valid body made of ${kind}`, async (context) => {
          const { body } = await build(suite, context);
          await fc.assert(
            fc.asyncProperty(
              changedBodies(operationId, body).filter(
                (each) => isValid(operationId, each) && canBeSent(each),
              ),
              async (valid) => {
                const answer = await suite.ask(
                  requestFitting(operationId, suite, valid),
                  200,
                  400,
                );
                expect(
                  suite.lenient ? takesForm(answer) : true,
                  answer.body,
                ).toBe(true);
              },
            ),
            randomly(60),
          );
        });
    }

    it('takes a known credential every time', async (context) => {
      for (let round = 0; round < 5; round += 1)
        for (const [operationId, kinds] of Object.entries(validRequests))
          for (const build of Object.values(kinds)) {
            const { body } = await build(suite, context);
            if (Object.keys(body).length < 2) continue;
            const answer = await suite.ask(
              requestFitting(operationId, suite, body),
              200,
            );
            expect(answer.status).toBe(200);
          }
    });
  },
  { strict: false },
);
