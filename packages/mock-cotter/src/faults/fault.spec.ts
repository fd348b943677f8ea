import { describe, expect, it } from 'vitest';
import { description } from '../generated/description.ts';
import { checkedFault, type FaultKind } from './fault.ts';

const { properties } = description.components.schemas.FaultRule;

/** The fields that a kind accepts in addition to `delayMs`, and those it needs. */
const KINDS: readonly (readonly [FaultKind, readonly string[], object])[] = [
  ['delay', [], { delayMs: 1 }],
  ['empty-reply', [], {}],
  ['html', ['status'], {}],
  ['lost-reply', [], {}],
  ['malformed-json', [], {}],
  ['redirect', ['status', 'location'], {}],
  ['reset', [], {}],
  ['slow-drip', ['intervalMs'], {}],
  ['status', ['status', 'example', 'retryAfterSeconds'], { status: 500 }],
  ['truncated', [], {}],
  ['wrong-content-type', [], {}],
];
const FIELDS = {
  delayMs: 1,
  example: 'a name',
  intervalMs: 1,
  location: '/a',
  retryAfterSeconds: 1,
  status: 500,
};

describe('a fault', () => {
  it('is of a kind', () => {
    const message = `kind must be one of: ${KINDS.map(([kind]) => kind).join(', ')}.`;
    for (const kind of ['none', 'toString', 5, undefined, ['reset']])
      expect(() => checkedFault({ kind })).toThrow(new TypeError(message));
  });

  it.each(KINDS)(
    '%s takes the fields %j, and no other',
    (kind, own, needed) => {
      const takes = ['delayMs', ...own];
      expect(checkedFault({ kind, ...needed })).toEqual({ kind, ...needed });
      for (const [name, value] of Object.entries(FIELDS)) {
        const fault = { kind, ...needed, [name]: value };
        if (takes.includes(name)) expect(checkedFault(fault)).toEqual(fault);
        else
          expect(() => checkedFault(fault)).toThrow(
            `The fault ${kind} takes no such field; it takes: ${takes.join(', ')}.`,
          );
      }
      const odd = { kind, ...needed, odd: 1 };
      expect(() => checkedFault(odd)).toThrow('takes no such field');
    },
  );

  it.each(KINDS)('%s goes without what is undefined', (kind, own, needed) => {
    const nothing = Object.fromEntries(own.map((name) => [name, undefined]));
    const fault = { kind, ...nothing, ...needed };
    expect(Object.keys(checkedFault(fault))).toEqual([
      'kind',
      ...Object.keys(needed),
    ]);
  });

  it.each([
    ['delay', 'delayMs'],
    ['status', 'status'],
  ])('%s needs %s', (kind, field) => {
    for (const fault of [{ kind }, { kind, [field]: undefined }])
      expect(() => checkedFault(fault)).toThrow(
        `The fault ${kind} needs ${field}.`,
      );
  });

  it.each([
    ['delay', 'delayMs'],
    ['slow-drip', 'intervalMs'],
    ['status', 'status'],
    ['status', 'retryAfterSeconds'],
  ] as const)('%s: %s is within its bounds', (kind, name) => {
    const { minimum, maximum } = properties[name];
    const given = (value: unknown) => () =>
      checkedFault({
        kind,
        status: kind === 'status' ? 500 : undefined,
        [name]: value,
      });
    for (const good of [minimum, maximum])
      expect(given(good)()).toHaveProperty(name, good);
    for (const bad of [minimum - 1, maximum + 1, minimum + 0.5, '500', null])
      expect(given(bad)).toThrow(
        `${name} must be an integer from ${String(minimum)} to ${String(maximum)}.`,
      );
  });

  it('status: the example has a name', () => {
    for (const example of ['', 5])
      expect(() =>
        checkedFault({ kind: 'status', status: 500, example }),
      ).toThrow('example must be the name of an example.');
  });

  it('redirect: the location is an address that a header can hold', () => {
    for (const location of ['', ' ', 'a b', 'a\r\nb', 'ä', 5, ['/']])
      expect(() => checkedFault({ kind: 'redirect', location })).toThrow(
        'location must be an address without spaces.',
      );
  });
});
