import { describe as suite, expect, it } from 'vitest';
import { machine } from './machine.fixture.ts';
import { describe, line, toMarkdown, type Outcome } from './report.ts';
import { spreadOf } from './spread.ts';
import { verdictOn } from './verdict.ts';

const findings = [
  { name: 'speed', unit: '×', spread: spreadOf([1.2345, 2, 3]) },
  { name: 'time | all', unit: 'ms', spread: spreadOf([1234.5]) },
];
const outcome = (atLeast: number): Outcome => ({
  name: 'some',
  title: 'Some benchmark',
  findings,
  verdicts: verdictOn([{ finding: 'speed', atLeast }], findings, {
    quick: false,
  }),
  notes: ['How it was measured.'],
});
const markdown = (...outcomes: Outcome[]) =>
  toMarkdown({ machine, quick: false, outcomes });

suite('toMarkdown', () => {
  it('names the machine, the commit and the versions', () => {
    const text = markdown();
    expect(text).toContain('Some CPU, 2 cores, 8 GB, linux x64');
    expect(text).toContain('Node.js: v20.0.0');
    expect(text).toContain('Commit: 0123456789ab');
    expect(text).toContain('jose 6.0.0, axios 1.0.0');
  });

  it('says which goals were met', () => {
    const text = markdown(outcome(2));
    expect(text).toContain('Goals: 1 met, 0 missed.');
    expect(text).toContain('| speed: at least 2 × | met | 2 × |');
    expect(text).not.toContain('MISSED');
  });

  it('prints a missed goal at the top and beside its benchmark', () => {
    const text = markdown(outcome(2.5));
    expect(text).toContain('Goals: 0 met, 1 missed.');
    expect(text).toContain('- speed: at least 2.5 ×: MISSED, median 2 ×');
    expect(text).toContain('| speed: at least 2.5 × | **MISSED** | 2 × |');
  });

  it('gives each finding with its spread and rounds', () => {
    const text = markdown(outcome(2));
    expect(text).toContain('| speed | 2 × | (1.23 to 3) | 3 |');
    expect(text).toContain('How it was measured.');
  });

  it('keeps a bar in a name from breaking the table', () => {
    expect(markdown(outcome(2))).toContain(
      '| time \\| all | 1,235 ms | (1,235 to 1,235) | 1 |',
    );
  });

  it('names the commit of what was measured again', () => {
    const again = { ...outcome(2), commit: 'ba9876543210' };
    expect(markdown(again)).toContain('Measured again at ba9876543210.');
    expect(markdown(outcome(2))).not.toContain('Measured again');
  });

  it('gives the reason for what was not measured', () => {
    const text = markdown({
      ...outcome(2),
      findings: [],
      verdicts: [],
      skipped: 'no time',
    });
    expect(text).toContain('Not measured: no time');
    expect(text).toContain('Goals: 0 met, 0 missed.');
  });

  it('says when a run was a quick one', () => {
    expect(toMarkdown({ machine, quick: true, outcomes: [] })).toContain(
      'A quick run',
    );
  });
});

suite('lines for the console', () => {
  it('hold the median and the spread', () => {
    expect(findings.map(line)).toEqual([
      'speed: 2 × (1.23 to 3)',
      'time | all: 1,235 ms (1,235 to 1,235)',
    ]);
  });

  it.each([
    [{ atMost: 2 }, 'speed: at most 2 ×: met'],
    [{ atLeast: 3, atMost: 4 }, 'speed: at least 3 × and at most 4 ×: MISSED'],
  ])('hold the bounds of %j', (bounds, expected) => {
    const goals = [{ finding: 'speed', ...bounds }];
    expect(verdictOn(goals, findings, { quick: false }).map(describe)).toEqual([
      expected,
    ]);
  });
});
