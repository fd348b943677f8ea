// The report follows from the description, and each check fails if it leaves something out.
import { describe, expect, it } from 'vitest';
import { description } from '@org/cotter-types/description';
import { operations } from '../description/operations.ts';
import { examplesOf } from '../description/soundness.ts';
import {
  coverageOf,
  documentedAnswers,
  OUT_OF_REACH,
  requestKeywords,
  type Findings,
} from './coverage.ts';
import { coverageTable } from './coverage-table.ts';
import { documented } from './sdk-answers.ts';
import { sdkCalls } from './sdk-calls.ts';

/** What the checks have seen when all pass. */
const complete: Findings = {
  seen: documentedAnswers(),
  keywords: {
    admitted: requestKeywords().filter((each) => !OUT_OF_REACH.includes(each)),
    refused: requestKeywords(),
  },
  sent: operations.flatMap(({ parameters, requestExamples }) => [
    ...parameters.map(({ example }) => example.pointer),
    ...requestExamples.map(({ pointer }) => pointer),
  ]),
  served: sdkCalls.flatMap((call) =>
    [false, true].flatMap((fails) =>
      documented(call, fails).flatMap(({ examples }) => examples),
    ),
  ),
  answered: examplesOf(description).map(({ pointer }) => pointer),
};

describe('the report of coverage', () => {
  it('of a complete run has nothing that was never seen', () => {
    const table = coverageTable(coverageOf(complete));
    expect(table).toContain(
      `| answers | ${String(documentedAnswers().length)} | 0 |`,
    );
    expect(table).not.toContain('never**');
  });

  it('shows what was never seen', () => {
    const table = coverageTable(
      coverageOf({ ...complete, seen: [], sent: [] }),
    );
    expect(table).toContain(
      `| answers | ${String(documentedAnswers().length)} | ${String(documentedAnswers().length)} |`,
    );
    expect(table).toContain('**never**');
  });
});
