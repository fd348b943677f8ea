import { expect, it } from 'vitest';
import { description } from '@org/cotter-types/description';
import { operations } from '../description/operations.ts';
import type { FaultStatus } from '../target/target.ts';
import { documentedAnswers } from './coverage.ts';
import { keep } from './report.ts';
import { requestFor, validRequests } from './requests.ts';
import { check, operationOf, type Suite } from './suite.ts';

const LARGE = 'x'.repeat(70_000);
const FAULTS: readonly FaultStatus[] = [429, 500, 503];
const id = description.components.securitySchemes.ApiKeyId.name;

check(
  '02-coverage',
  (suite) => {
    it('has a valid request for each documented example', () => {
      const documented = operations
        .filter(({ requestExamples }) => requestExamples.length > 0)
        .map(({ operationId, requestExamples }) => [
          operationId,
          requestExamples.map(({ name }) => name),
        ]);
      expect(
        Object.entries(validRequests).map(([operationId, kinds]) => [
          operationId,
          Object.keys(kinds),
        ]),
      ).toEqual(documented);
    });

    for (const { operationId, requestExamples } of operations) {
      for (const { name } of requestExamples)
        it(`${operationId} answers 200 to a request like the example ${name}`, async (context) => {
          const valid = await validRequests[operationId]?.[name]?.(
            suite,
            context,
          );
          await suite.ask(
            requestFor(operationId, suite.target.apiKey, valid),
            200,
          );
          expect(seen(suite)).toContain(`${operationId} 200 application/json`);
        });

      if (requestExamples.length === 0)
        it(`${operationId} answers 200`, async () => {
          await suite.ask(requestFor(operationId, suite.target.apiKey), 200);
          expect(seen(suite)).toContain(`${operationId} 200 application/json`);
        });
    }

    for (const { operationId, answers, security } of operations) {
      const statuses = answers.map(({ status }) => status);
      const refusals: Readonly<Record<string, () => Promise<unknown>>> = {
        400: () =>
          suite.ask(
            {
              ...requestFor(operationId, suite.target.apiKey, { raw: '{}' }),
              // Without a body to get wrong: a path that is not for the key.
              ...(operationId === 'signOut' && {
                path: '/api/v0/token/another-api-key-id',
              }),
            },
            400,
          ),
        401: () =>
          suite.ask(
            requestFor(operationId, suite.target.apiKey, {
              raw: '{}',
              headers: { [id]: null },
            }),
            401,
          ),
        413: () =>
          suite.ask(
            requestFor(operationId, suite.target.apiKey, {
              body: { text: LARGE },
            }),
            413,
          ),
        415: () =>
          suite.ask(
            requestFor(operationId, suite.target.apiKey, {
              raw: '{}',
              headers: { 'Content-Type': 'text/plain' },
            }),
            415,
          ),
        default: () =>
          suite.ask(
            requestFor(operationId, suite.target.apiKey, {
              headers: { 'X-Large': LARGE.slice(0, 20_000) },
            }),
            431,
          ),
      };
      it.each(statuses.filter((status) => Object.hasOwn(refusals, status)))(
        `${operationId} answers %s`,
        async (status) => {
          await refusals[status]?.();
          expect(seen(suite)).toContain(
            `${operationId} ${status} application/json`,
          );
        },
      );
      for (const status of FAULTS.filter((each) =>
        statuses.includes(String(each)),
      ))
        it(`${operationId} answers ${String(status)} when it fails`, async (context) => {
          const { faultHeaders } = suite.need(context, 'faultHeaders');
          const headers = faultHeaders(status);
          const { apiKey } = suite.target;
          await suite.ask(
            requestFor(operationId, apiKey, { raw: '{}', headers }),
            status,
          );
          expect(seen(suite)).toContain(
            `${operationId} ${String(status)} application/json`,
          );
        });
      it(`${operationId} asks for keys as it says`, () => {
        expect(statuses.includes('401')).toBe(
          security.length > 0 && security.every((set) => set.length > 0),
        );
      });
    }

    it('has seen every documented answer, and no other', (context) => {
      suite.need(
        context,
        'mintIdentityToken',
        'mintEventToken',
        'faultHeaders',
      );
      const all = [...new Set(seen(suite))].toSorted();
      keep('seen', all);
      expect(all).toEqual(documentedAnswers().toSorted());
    });
  },
  { atLeast: documentedAnswers().length },
);

/** What was seen: operation, status as the description writes it, media type. */
function seen(suite: Suite): string[] {
  return suite.exchanges.flatMap(({ request, response }) => {
    const operationId = operationOf(request);
    const found = operations.find((each) => each.operationId === operationId);
    if (found === undefined) return [];
    const status = String(response.status);
    const written = found.answers.some((each) => each.status === status)
      ? status
      : 'default';
    const type = (response.headers['content-type'] ?? 'none').split(';')[0];
    return [`${found.operationId} ${written} ${type ?? ''}`];
  });
}
