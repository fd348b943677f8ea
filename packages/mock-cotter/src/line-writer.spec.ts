import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createLineWriter } from './line-writer.ts';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

it('lines that come close together are written at once, each as a line', () => {
  const written: string[] = [];
  const lines = createLineWriter((text) => written.push(text));
  lines.write('one');
  lines.write('two');
  expect(written).toEqual([]);
  vi.runAllTimers();
  expect(written).toEqual(['one\ntwo\n']);
  lines.write('three');
  vi.runAllTimers();
  expect(written).toEqual(['one\ntwo\n', 'three\n']);
});

it('lines that wait are written when they are flushed, and once', () => {
  const written: string[] = [];
  const lines = createLineWriter((text) => written.push(text));
  lines.write('one');
  lines.flush();
  lines.flush();
  vi.runAllTimers();
  expect(written).toEqual(['one\n']);
});
