import { describe, expect, it } from 'vitest';
import type { PlantedFault } from './fault.ts';
import type { FileResult } from './run-checks.ts';
import { assess, type Evidence } from './verdict.ts';

const fault: PlantedFault = {
  id: 'mock/any',
  harm: '',
  edits: [],
  by: '10-methods',
  proof: () => undefined,
};
const own = 'packages/contract-tests/src/contract/10-methods.contract.ts';
const other = 'packages/contract-tests/src/contract/09-auth.contract.ts';

function result(file: string, message?: string): FileResult {
  const failed = message === undefined ? [] : [{ test: 'a test', message }];
  return { file, passed: 1, failed };
}

function verdictOf(evidence: Partial<Evidence>): string {
  return assess(fault, {
    files: [result(own), result(other)],
    sound: 1,
    faulty: 2,
    ...evidence,
  }).verdict;
}

const ASSERTION = 'AssertionError: expected 1 to be 2';

describe('a fault', () => {
  it('that the expected check refuses is killed', () => {
    const files = [
      result(own, `${ASSERTION}\n    at somewhere`),
      result(other),
    ];
    expect(assess(fault, { files, sound: 1, faulty: 2 })).toEqual({
      verdict: 'killed',
      noticedBy: ['10-methods'],
      failure: { test: 'a test', message: ASSERTION },
    });
  });

  it('that no check notices survives', () => {
    expect(verdictOf({})).toBe('survived');
  });

  it('that only another check notices is not killed', () => {
    const files = [result(own), result(other, ASSERTION)];
    expect(verdictOf({ files })).toBe('elsewhere');
  });

  it('that changes no answer is unproven, whatever fails', () => {
    const files = [result(own, ASSERTION)];
    expect(verdictOf({ files, faulty: 1 })).toBe('unproven');
    expect(verdictOf({ faulty: 1 })).toBe('survived');
  });

  it.each([
    'Error: Test timed out in 5000ms.',
    'Error: Hook timed out in 9ms.',
  ])('is not killed by slowness: %s', (message) => {
    expect(verdictOf({ files: [result(own, message)] })).toBe('survived');
  });

  it.each([
    ['the check did not run', { files: [result(other)] }],
    [
      'the check could not be loaded',
      { files: [{ ...result(own), passed: 0, crash: 'SyntaxError' }] },
    ],
    ['the proof could not be taken', { faulty: undefined }],
  ])('is not killed where %s', (_, evidence) => {
    expect(verdictOf(evidence)).toBe('crashed');
  });
});
