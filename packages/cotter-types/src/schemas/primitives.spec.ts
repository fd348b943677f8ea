import { expect, it } from 'vitest';
import { Rfc3339TimeSchema } from './primitives.ts';

it('says of a day that the calendar does not have what is wrong with it', () => {
  const { error } = Rfc3339TimeSchema.safeParse('2020-02-30T00:00:00Z');
  expect(error?.issues).toMatchObject([
    { message: 'must be a day of the calendar' },
  ]);
});
