// The committed report is the one that a run writes: what it says follows from the description, and each check fails if it
// leaves something out.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { description } from '@org/cotter-types/description';
import { operations } from '../description/operations.ts';
import { examplesOf } from '../description/soundness.ts';
import {
  documentedAnswers,
  OUT_OF_REACH,
  requestKeywords,
  type Findings,
} from './coverage.ts';
import { reportFiles } from './report.ts';
import { documented } from './sdk-answers.ts';
import { sdkCalls } from './sdk-calls.ts';

/** What the checks have met when all pass. */
const complete: Findings = {
  met: documentedAnswers(),
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

function committed(name: string): string {
  return readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');
}

describe('the committed report of coverage', () => {
  it.each(Object.entries(reportFiles(complete)))(
    '%s is current',
    (name, text) => {
      expect(committed(name)).toBe(text);
      expect(text).not.toContain('never**');
    },
  );

  it('would show what was never met', () => {
    const { 'COVERAGE.md': text = '' } = reportFiles({
      ...complete,
      met: [],
      sent: [],
    });
    expect(text).toContain(
      `| answers | ${String(documentedAnswers().length)} | ${String(documentedAnswers().length)} |`,
    );
    expect(text).toContain('**never**');
  });
});
