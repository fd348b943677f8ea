import type { components } from '../generated/openapi.ts';
import { description } from '../generated/description.ts';

type Rule = components['schemas']['FaultRule'];

/**
 * What can go wrong on purpose.
 *
 * The request is not carried out, so nothing is issued or used up:
 * - `status`: this status, with the description's example for it and `Retry-After` where asked for.
 * - `html`: an HTML page, as a proxy in front would answer. Default status: 502.
 * - `redirect`: to another place. Default status: 307; default place: `/`.
 * - `reset`: the connection is reset (TCP RST) without an answer.
 * - `empty-reply`: the connection ends without an answer.
 *
 * The request is carried out, and the answer suffers:
 * - `delay`: the right answer, late.
 * - `lost-reply`: the connection is reset in place of the answer.
 * - `truncated`: half of the announced bytes, then the connection ends.
 * - `malformed-json`: the body lacks its last character.
 * - `slow-drip`: one byte at a time.
 * - `wrong-content-type`: the right body as `text/plain`.
 */
export type FaultKind = Rule['kind'];

/** One thing to go wrong: its kind, and what openapi.yaml says of each kind's fields. */
export type Fault = Readonly<
  Omit<Rule, 'apiKeyId' | 'number' | 'operation' | 'times'>
>;

type Field = Exclude<keyof Fault, 'kind'>;

const { schemas, ...extensions } = description.components;
const { properties } = schemas.FaultRule;
/** Which fields a kind accepts in addition to `delayMs`. */
const FIELDS: Readonly<Record<FaultKind, readonly Field[]>> =
  extensions['x-fault-fields'];
const REQUIRED_FIELD: Readonly<Partial<Record<FaultKind, Field>>> =
  extensions['x-required-fault-field'];
const FIELD_CHECKS: Readonly<
  Record<Field, readonly [(value: unknown) => boolean, string]>
> = {
  delayMs: within(properties.delayMs),
  example: [isText, 'the name of an example'],
  intervalMs: within(properties.intervalMs),
  // Node refuses to write a header with a line break; refused here, it names the field.
  location: [
    (value) => isText(value) && /^[\x21-\x7e]+$/.test(value as string),
    'an address without spaces',
  ],
  retryAfterSeconds: within(properties.retryAfterSeconds),
  status: within(properties.status),
};

/**
 * Checks what a caller without types may have given.
 *
 * @throws {TypeError} that names the field, what it must be, and never its value
 */
export function checkedFault(given: Readonly<Record<string, unknown>>): Fault {
  const { kind, ...rest } = given;
  if (!isKind(kind))
    throw new TypeError(
      `kind must be one of: ${Object.keys(FIELDS).join(', ')}.`,
    );
  const fields = Object.entries(rest).filter(
    ([, value]) => value !== undefined,
  );
  const takes: readonly string[] = ['delayMs', ...FIELDS[kind]];
  for (const [name, value] of fields) {
    if (!takes.includes(name))
      throw new TypeError(
        `The fault ${kind} takes no such field; it takes: ${takes.join(', ')}.`,
      );
    const [holds, form] = FIELD_CHECKS[name as Field];
    if (!holds(value)) throw new TypeError(`${name} must be ${form}.`);
  }
  const needed = REQUIRED_FIELD[kind];
  if (needed !== undefined && rest[needed] === undefined)
    throw new TypeError(`The fault ${kind} needs ${needed}.`);
  return { kind, ...Object.fromEntries(fields) };
}

function isKind(kind: unknown): kind is FaultKind {
  return typeof kind === 'string' && Object.hasOwn(FIELDS, kind);
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

function within({
  minimum,
  maximum,
}: {
  readonly minimum: number;
  readonly maximum: number;
}): readonly [(value: unknown) => boolean, string] {
  return [
    (value) =>
      Number.isInteger(value) &&
      Number(value) >= minimum &&
      Number(value) <= maximum,
    `an integer from ${String(minimum)} to ${String(maximum)}`,
  ];
}
