import addFormats from 'ajv-formats';
import {
  Ajv2020,
  type ErrorObject,
  type ValidateFunction,
} from 'ajv/dist/2020.js';
import { description } from '@org/cotter-types/description';

/** An answer as it came over the wire. Header names are in lower case. */
export interface ObservedResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

interface DescribedResponse {
  readonly headers?: Readonly<Record<string, object>>;
  readonly content?: Readonly<Record<string, object>>;
}

interface Located {
  readonly pointer: string;
  readonly response: DescribedResponse;
}

const KEY = 'cotter';

const ajv = new Ajv2020({
  strict: true,
  allErrors: true,
  ownProperties: true,
  // Header values are text on the wire; a numeric header is judged by its number.
  coerceTypes: false,
});
addFormats.default(ajv);
ajv.addKeyword('discriminator');
ajv.addVocabulary(Object.keys(description));
ajv.addSchema(description, KEY);

const validators = new Map<string, ValidateFunction>();

/**
 * Judges an answer by the description alone: its status, media type, headers and body.
 *
 * @param path the operation's path as the description writes it
 * @param method the operation's method, in lower case
 * @returns one line for each violation; none if the answer conforms
 */
export function violations(
  path: string,
  method: string,
  observed: ObservedResponse,
): string[] {
  const located = locate(path, method, observed.status);
  if (located === undefined)
    return [`status ${String(observed.status)} is not described`];
  return [
    ...headerViolations(located, observed),
    ...bodyViolations(located, observed),
  ];
}

function locate(
  path: string,
  method: string,
  status: number,
): Located | undefined {
  const responses = `/paths/${escape(path)}/${method}/responses`;
  for (const key of [String(status), 'default']) {
    const found = resolve(`${responses}/${key}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Finds what stands at a JSON pointer (RFC 6901) of the description, following one `$ref`. */
function resolve(pointer: string): Located | undefined {
  let node: unknown = description;
  for (const part of pointer.slice(1).split('/')) {
    if (typeof node !== 'object' || node === null) return undefined;
    node = (node as Record<string, unknown>)[
      part.replaceAll('~1', '/').replaceAll('~0', '~')
    ];
  }
  if (typeof node !== 'object' || node === null) return undefined;
  if ('$ref' in node && typeof node.$ref === 'string')
    return resolve(node.$ref.slice(1));
  return { pointer, response: node };
}

function headerViolations(
  { pointer, response }: Located,
  observed: ObservedResponse,
): string[] {
  return Object.keys(response.headers ?? {}).flatMap((name) => {
    const header = resolve(`${pointer}/headers/${escape(name)}`);
    if (header === undefined) return [`header ${name} has no description`];
    const text = observed.headers[name.toLowerCase()];
    if (text === undefined) {
      return 'required' in header.response && header.response.required === true
        ? [`header ${name} is missing`]
        : [];
    }
    const validate = validator(`${header.pointer}/schema`);
    const asNumber = /^-?[0-9]+$/.test(text) ? Number(text) : text;
    return validate(text) || validate(asNumber)
      ? []
      : problems(validate, `header ${name}`);
  });
}

function bodyViolations(
  { pointer, response }: Located,
  observed: ObservedResponse,
): string[] {
  const contentType = observed.headers['content-type'] ?? '(none)';
  const mediaType = contentType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (!Object.hasOwn(response.content ?? {}, mediaType)) {
    return [`content type ${contentType} is not described`];
  }
  let body: unknown;
  try {
    body = JSON.parse(observed.body);
  } catch {
    return ['the body is not JSON'];
  }
  const validate = validator(`${pointer}/content/${escape(mediaType)}/schema`);
  return validate(body) ? [] : problems(validate, 'body');
}

function validator(pointer: string): ValidateFunction {
  let validate = validators.get(pointer);
  if (validate === undefined) {
    validate = ajv.compile({ $ref: `${KEY}#${encodeURI(pointer)}` });
    validators.set(pointer, validate);
  }
  return validate;
}

/** Names what is wrong and where, without the offending values: they may be tokens. */
function problems(validate: ValidateFunction, subject: string): string[] {
  return (validate.errors ?? []).map(
    (error: ErrorObject) =>
      `${subject}${error.instancePath} ${error.message ?? error.keyword} (${error.schemaPath})`,
  );
}

function escape(part: string): string {
  return part.replaceAll('~', '~0').replaceAll('/', '~1');
}
