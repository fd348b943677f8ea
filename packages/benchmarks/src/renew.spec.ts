import { describe, expect, it } from 'vitest';
import { machine } from './machine.fixture.ts';
import { renewed, requireSameMachine } from './renew.ts';
import type { Outcome } from './report.ts';

const outcome = (name: string, title: string): Outcome => ({
  name,
  title,
  findings: [],
  verdicts: [],
  notes: [],
});

describe('requireSameMachine', () => {
  it('allows another commit alone', () => {
    expect(() => {
      requireSameMachine(machine, { ...machine, commit: 'ba9876543210' });
    }).not.toThrow();
    for (const other of [
      { cpu: 'Another' },
      { node: 'v20.0.1' },
      { packages: { jose: '6.0.1' } },
    ])
      expect(() => {
        requireSameMachine(machine, { ...machine, ...other });
      }).toThrow('another machine');
  });
});

describe('renewed', () => {
  it('has what was measured anew in its old place or last, with its commit', () => {
    const report = {
      machine,
      quick: false,
      outcomes: [outcome('one', 'Old'), outcome('two', 'Old')],
    };
    const commit = 'ba9876543210';
    const again = [outcome('three', 'New'), outcome('two', 'New')];
    expect(renewed(report, again, commit)).toEqual({
      ...report,
      outcomes: [
        outcome('one', 'Old'),
        { ...outcome('two', 'New'), commit },
        { ...outcome('three', 'New'), commit },
      ],
    });
  });
});
