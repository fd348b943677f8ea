import { describe, expect, it } from 'vitest';
import type { Machine } from './machine.ts';
import { renewed, requireSameMachine } from './renew.ts';
import type { Outcome } from './report.ts';

const machine: Machine = {
  cpu: 'Some CPU',
  cores: 2,
  memoryGb: 8,
  system: 'linux x64',
  node: 'v20.0.0',
  commit: '0123456789ab',
  packages: { jose: '6.0.0' },
};
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
  it('replaces what was measured anew, and names its commit', () => {
    const report = {
      machine,
      quick: false,
      outcomes: [outcome('one', 'Old'), outcome('two', 'Old')],
    };
    expect(renewed(report, [outcome('two', 'New')], 'ba9876543210')).toEqual({
      ...report,
      outcomes: [
        outcome('one', 'Old'),
        { ...outcome('two', 'New'), commit: 'ba9876543210' },
      ],
    });
  });
});
