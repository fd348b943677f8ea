import { describe, expect, it } from 'vitest';
import { localRequestId, readRequestId } from './request-id.ts';

describe('readRequestId', () => {
  it.each(['a', '!', '~', 'req-1:2/3', 'x'.repeat(128)])('takes %j', (id) => {
    expect(readRequestId(id)).toBe(id);
  });

  it.each([
    '',
    'x'.repeat(129),
    'two words',
    'a\nb',
    'a\n',
    'é',
    undefined,
    null,
    5,
    ['req-1'],
  ])('leaves out %j, which is not fit for a log', (value) => {
    expect(readRequestId(value)).toBeUndefined();
  });
});

describe('localRequestId', () => {
  it('says that the server does not know it, and differs each time', () => {
    const ids = Array.from({ length: 20 }, () => localRequestId());
    for (const id of ids) expect(id).toMatch(/^local-\d{5,}$/);
    expect(new Set(ids).size).toBe(20);
  });
});
