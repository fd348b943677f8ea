import { describe, expect, it } from 'vitest';
import { didYouMean } from './did-you-mean.ts';

const NAMES = ['--port', '--host', '--strict', '--max-sessions'];

describe('a misspelt name', () => {
  it.each([
    ['--prot', '--port'],
    ['--stric', '--strict'],
    ['--max-session', '--max-sessions'],
    ['--hots', '--host'],
  ])('%s is probably %s', (given, meant) => {
    expect(didYouMean(given, NAMES)).toBe(` Did you mean ${meant}?`);
  });

  it.each(['--verbose', '-p', '', '--x', 'ort'])(
    '%j is not close to any',
    (given) => {
      expect(didYouMean(given, NAMES)).toBe('');
    },
  );
});
