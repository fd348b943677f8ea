import { defaultStatuses, JSON_TYPE } from '../description/operations.ts';
import { escapePart, locate, type Located } from '../description/pointer.ts';
import { closedCopy } from './closed-copy.ts';
import { compile, compilerFor, problems } from './compile.ts';

/** An answer as it came over the wire. Header names are in lower case. */
export interface ObservedResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface ViolationOptions {
  /** Whether a field that no schema describes is a violation. Default: false, because answers are open for readers. */
  readonly closed?: boolean;
}

const compileClosed = compilerFor(closedCopy());

/**
 * Validates an answer by the description only: its status, media type, headers and body.
 *
 * @param path the operation's path as the description writes it
 * @param method the operation's method, in lower case
 * @returns one line for each violation; none if the answer conforms
 */
export function violations(
  path: string,
  method: string,
  observed: ObservedResponse,
  options: ViolationOptions = {},
): string[] {
  const located = answerOf(path, method, observed.status);
  if (located === undefined)
    return [`status ${String(observed.status)} is not described`];
  return violationsOf(located, observed, options);
}

/** Validators the answer to a request that no operation serves, by the answer that stands for all others. */
export function violationsElsewhere(observed: ObservedResponse): string[] {
  const located = locate('/components/responses/OtherError');
  if (located === undefined || !defaultStatuses.includes(observed.status))
    return [`status ${String(observed.status)} is not described`];
  return violationsOf(located, observed, { closed: true });
}

function violationsOf(
  located: Located,
  observed: ObservedResponse,
  { closed = false }: ViolationOptions,
): string[] {
  return [
    ...headerViolations(located, observed),
    ...bodyViolations(located, observed, closed),
  ];
}

function answerOf(
  path: string,
  method: string,
  status: number,
): Located | undefined {
  const responses = `/paths/${escapePart(path)}/${method}/responses`;
  const exact = locate(`${responses}/${String(status)}`);
  if (exact !== undefined) return exact;
  return defaultStatuses.includes(status)
    ? locate(`${responses}/default`)
    : undefined;
}

function headerViolations(
  { pointer, node }: Located,
  observed: ObservedResponse,
): string[] {
  return Object.keys(node['headers'] ?? {}).flatMap((name) => {
    const header = locate(`${pointer}/headers/${escapePart(name)}`);
    if (header === undefined) return [`header ${name} has no description`];
    const text = observed.headers[name.toLowerCase()];
    if (text === undefined)
      return header.node['required'] === true
        ? [`header ${name} is missing`]
        : [];
    const validate = compile(`${header.pointer}/schema`);
    // Header values are text on the wire; a numeric header is validated as a number.
    const asNumber = /^-?[0-9]+$/.test(text) ? Number(text) : text;
    return validate(text) || validate(asNumber)
      ? []
      : problems(validate, `header ${name}`);
  });
}

function bodyViolations(
  { pointer, node }: Located,
  observed: ObservedResponse,
  closed: boolean,
): string[] {
  const contentType = observed.headers['content-type'] ?? '(none)';
  // The description names no parameters, and JSON has none (RFC 8259 section 11), but a charset does no harm.
  const mediaType = contentType
    .replace(/;\s*charset=utf-8\s*$/i, '')
    .trim()
    .toLowerCase();
  if (!Object.hasOwn(node['content'] ?? {}, mediaType))
    return [`content type ${contentType} is not described`];
  if (mediaType !== JSON_TYPE) return [];
  let body: unknown;
  try {
    body = JSON.parse(observed.body);
  } catch {
    return ['the body is not JSON'];
  }
  const schema = `${pointer}/content/${escapePart(mediaType)}/schema`;
  const validate = (closed ? compileClosed : compile)(schema);
  return validate(body) ? [] : problems(validate, 'body');
}
