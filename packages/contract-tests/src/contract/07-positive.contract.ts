import fc from 'fast-check';
import { expect, it } from 'vitest';
import { changedBodies } from './generated-bodies.ts';
import {
  canBeSent,
  isValid,
  requestFitting,
  takesForm,
} from './validated-request.ts';
import { description } from '@org/cotter-types/description';
import { operations } from '../description/operations.ts';
import { keep } from './report.ts';
import { requestFor, validRequests } from './requests.ts';
import { randomly } from './seed.ts';
import { check } from './suite.ts';

const exampleKeyId = description.components.parameters.ApiKeyIdInPath.example;

check(
  '07-positive',
  (suite) => {
    const sent = new Set<string>();

    for (const [operationId, kinds] of Object.entries(validRequests)) {
      // A refusal of custom claims for what they mean is not told apart from one for their form.
      if (operationId === 'addCustomClaims') continue;
      for (const [kind, build] of Object.entries(kinds))
        it(`${operationId} accepts the form of every valid body from ${kind}`, async (context) => {
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

    for (const { operationId, parameters, requestExamples } of operations)
      for (const { name, value: body, pointer } of requestExamples.length === 0
        ? [{ name: 'none', value: undefined, pointer: undefined }]
        : requestExamples)
        it(`${operationId} takes the form of the documented request (example: ${name})`, async () => {
          const inPath = parameters.find((each) => each.in === 'path');
          const cookies = parameters.filter((each) => each.in === 'cookie');
          // As printed: with the API key id that the examples have, too.
          const id = exampleKeyId;
          const answer = await suite.ask(
            requestFor(
              operationId,
              { ...suite.target.apiKey, id },
              {
                ...(body !== undefined && { body }),
                headers: Object.fromEntries(
                  cookies.map(({ name: cookie, example }) => [
                    'Cookie',
                    `${cookie}=${String(example.value)}`,
                  ]),
                ),
              },
            ),
            200,
            400,
            401,
          );
          if (suite.lenient && operationId !== 'addCustomClaims')
            expect(takesForm(answer), answer.body).toBe(true);
          else expect(answer.status).toBeLessThan(500);
          for (const each of [
            pointer,
            inPath?.example.pointer,
            ...cookies.map(({ example }) => example.pointer),
          ])
            if (each !== undefined) sent.add(each);
        });

    it('has sent every example of a request', () => {
      keep('sent', [...sent].toSorted());
      expect([...sent].toSorted()).toEqual(
        [
          ...new Set(
            operations.flatMap(({ parameters, requestExamples }) => [
              ...parameters.map(({ example }) => example.pointer),
              ...requestExamples.map(({ pointer }) => pointer),
            ]),
          ),
        ].toSorted(),
      );
    });

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
  {
    strict: false,
    atLeast: operations.flatMap(({ requestExamples }) => requestExamples)
      .length,
  },
);
