import { invalidRequest } from '../api/api-error.ts';
import { checkedFault, type Fault } from './fault.ts';

/** A fault that a request asks for itself. */
export interface Preferred {
  readonly fault: Fault;
  /** What the header `Preference-Applied` says (RFC 7240 section 3). */
  readonly applied: string;
}

/** The parameters of the preference `fault`, and the fields that they stand for. */
const PARAMETERS: Readonly<Record<string, Exclude<keyof Fault, 'kind'>>> = {
  delay: 'delayMs',
  example: 'example',
  interval: 'intervalMs',
  location: 'location',
  'retry-after': 'retryAfterSeconds',
  status: 'status',
};

/**
 * Reads the fault that a header `Prefer` asks for: `fault=status; status=503; retry-after=2`, or, as Prism has it,
 * `code=404, example=notFound`. Other preferences are ignored (RFC 7240 section 2).
 *
 * @throws {ApiError} 400 that says what is wrong with it
 */
export function preferredFault(
  header: string | undefined,
): Preferred | undefined {
  if (header === undefined) return undefined;
  const preferences = new Map<string, readonly string[]>();
  for (const preference of split(header, ',')) {
    const [first = '', ...parameters] = split(preference, ';');
    const [name, value] = pair(first);
    // Of a preference that comes twice, the first counts (RFC 7240 section 2).
    if (!preferences.has(name)) preferences.set(name, [value, ...parameters]);
  }
  const [kind, ...parameters] = preferences.get('fault') ?? [];
  const [code] = preferences.get('code') ?? [];
  if (kind !== undefined)
    return {
      fault: checked({ kind, ...fieldsOf(parameters) }),
      applied: `fault=${kind}`,
    };
  if (code === undefined) return undefined;
  const [example] = preferences.get('example') ?? [];
  const status = /^\d{3}$/.test(code) ? Number(code) : code;
  return {
    fault: checked({ kind: 'status', status, example }),
    applied: `code=${code}`,
  };
}

function fieldsOf(parameters: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(
    parameters.map((parameter) => {
      const [name, value] = pair(parameter);
      const field = Object.hasOwn(PARAMETERS, name)
        ? PARAMETERS[name]
        : undefined;
      if (field === undefined)
        throw invalidRequest(
          `Prefer: fault takes no such parameter; it takes: ${Object.keys(PARAMETERS).join(', ')}.`,
        );
      return [field, /^\d{1,9}$/.test(value) ? Number(value) : value];
    }),
  );
}

function checked(fault: Record<string, unknown>): Fault {
  try {
    return checkedFault(fault);
  } catch (error) {
    if (error instanceof TypeError)
      throw invalidRequest(`Prefer: ${error.message}`);
    throw error;
  }
}

/** The parts between separators, of which those in a quoted string are none. */
function split(text: string, separator: string): string[] {
  const parts: string[] = [];
  let part = '';
  let quoted = false;
  for (const char of text) {
    if (char === '"') quoted = !quoted;
    if (char === separator && !quoted) {
      parts.push(part);
      part = '';
    } else part += char;
  }
  return [...parts, part]
    .map((whole) => whole.trim())
    .filter((whole) => whole !== '');
}

function pair(text: string): [string, string] {
  const [name = '', ...value] = text.split('=');
  return [
    name.trim().toLowerCase(),
    value
      .join('=')
      .trim()
      .replace(/^"(.*)"$/, '$1'),
  ];
}
