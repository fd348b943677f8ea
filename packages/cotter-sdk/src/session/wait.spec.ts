import { getEventListeners } from 'node:events';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { CotterAbortError } from '../errors/client-errors.ts';
import { unlessAborted, withinTime } from './wait.ts';

describe('unlessAborted', () => {
  it('yields what all wait for, and lets go of the signal', async () => {
    const shared = Promise.resolve('shared');
    await expect(unlessAborted(shared, undefined)).resolves.toBe('shared');
    const { signal } = new AbortController();
    const waiting = unlessAborted(shared, signal);
    expect(getEventListeners(signal, 'abort')).toHaveLength(1);
    await expect(waiting).resolves.toBe('shared');
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it('leaves once the signal fires', async () => {
    const controller = new AbortController();
    const shared = new Promise<never>(() => undefined);
    const waiting = unlessAborted(shared, controller.signal);
    controller.abort();
    await expect(waiting).rejects.toBeInstanceOf(CotterAbortError);
    expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
  });
});

describe('withinTime', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });

  it('yields what the work does, and leaves no timer', async () => {
    const late = vi.fn(() => 'late');
    const work = withinTime(Promise.resolve('work'), 100, late);
    expect(vi.getTimerCount()).toBe(1);
    await expect(work).resolves.toBe('work');
    expect(vi.getTimerCount()).toBe(0);
    expect(late).not.toHaveBeenCalled();
  });

  it('yields something else once the time is over, and not before', async () => {
    const late = vi.fn(() => 'late');
    const work = withinTime(new Promise<string>(() => undefined), 100, late);
    await vi.advanceTimersByTimeAsync(99);
    expect(late).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    await expect(work).resolves.toBe('late');
  });
});
