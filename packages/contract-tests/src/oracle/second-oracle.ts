import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import {
  registerSchema,
  setShouldValidateFormat,
  validate,
  type SchemaObject,
  type Validator,
} from '@hyperjump/json-schema/draft-2020-12';
import '@hyperjump/json-schema/formats';
import { parse } from 'yaml';
import type { Exchange } from '../traffic/exchange.ts';

// A validator that shares no code with the first one, down to how the description is read: YAML instead of the generated
// module, Hyperjump's interpreter instead of Ajv's compiler, its own look-up of paths, answers and headers.

interface Node {
  readonly [key: string]: Node | undefined;
}

const DIALECT = 'https://json-schema.org/draft/2020-12/schema';
const OPEN = 'https://second-oracle.example/open';
const CLOSED = 'https://second-oracle.example/closed';
const file = createRequire(import.meta.url).resolve(
  '@org/cotter-types/openapi.yaml',
);
const source = parse(readFileSync(file, 'utf8')) as Node;

setShouldValidateFormat(true);
registerSchema(prepared(source, false) as SchemaObject, OPEN, DIALECT);
registerSchema(prepared(source, true) as SchemaObject, CLOSED, DIALECT);

/** The description as one schema document; closed, an object takes no property that nothing in it speaks of. */
function prepared(node: unknown, closed: boolean): unknown {
  if (typeof node !== 'object' || node === null) return node;
  if (Array.isArray(node)) return node.map((each) => prepared(each, closed));
  const copy: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(node))
    // OpenAPI's hint for readers; no keyword of JSON Schema.
    if (key !== 'discriminator') copy[key] = prepared(value, closed);
  const isOpen =
    copy['type'] === 'object' &&
    'properties' in copy &&
    !('additionalProperties' in copy);
  if (closed && isOpen) copy['unevaluatedProperties'] = false;
  return copy;
}

/** What answers a request that no operation serves. */
const ELSEWHERE = ['components', 'responses', 'OtherError'];

const validators = new Map<string, Validator>();

async function takes(uri: string, value: unknown): Promise<boolean> {
  const validator = validators.get(uri) ?? (await validate(uri));
  validators.set(uri, validator);
  return validator(value as Parameters<Validator>[0]).valid;
}

/** Whether the description takes a body for an operation. */
export async function takesBody(
  operationId: string,
  body: unknown,
): Promise<boolean> {
  for (const [path, item] of entries(source['paths']))
    for (const [method, operation] of entries(item))
      if (text(operation['operationId']) === operationId)
        return takes(
          `${OPEN}#${pointer('paths', path, method, 'requestBody', 'content', 'application/json', 'schema')}`,
          body,
        );
  throw new Error(`There is no operation ${operationId}.`);
}

/** What is wrong with an answer, in a few words each; nothing if it is as described, and holds nothing else. */
export async function secondViolations({
  request,
  response,
}: Exchange): Promise<string[]> {
  // The answer to HEAD has no body, and is not looked at (RFC 9110 section 9.3.2).
  if (request.method === 'HEAD') return [];
  const at = answerFor(request.method, request.path, response.status);
  if (at === undefined) return ['status'];
  const answer = follow(at);
  const wrong: string[] = [];
  for (const name of Object.keys(answer.node['headers'] ?? {})) {
    const header = follow([...answer.at, 'headers', name]);
    const value = response.headers[name.toLowerCase()];
    if (value === undefined) {
      if (isTrue(header.node['required'])) wrong.push(`no header ${name}`);
      continue;
    }
    const uri = `${CLOSED}#${pointer(...header.at, 'schema')}`;
    // A header is text; where it spells a number, the number counts as well.
    const spelt = /^-?\d+$/.test(value) ? [value, Number(value)] : [value];
    const verdicts = await Promise.all(spelt.map((each) => takes(uri, each)));
    if (!verdicts.includes(true)) wrong.push(`header ${name}`);
  }
  const [type = '', ...parameters] = (response.headers['content-type'] ?? '')
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  const known = Object.keys(answer.node['content'] ?? {}).includes(type);
  if (!known || parameters.some((each) => each !== 'charset=utf-8'))
    return [...wrong, 'media type'];
  const uri = `${CLOSED}#${pointer(...answer.at, 'content', type, 'schema')}`;
  const body = json(response.body);
  if (body === undefined) wrong.push('no JSON');
  else if (!(await takes(uri, body.value))) wrong.push('body');
  return wrong;
}

/** Where the answer stands that is described for a status: by its number, or by the words of the default. */
function answerFor(
  method: string,
  target: string,
  status: number,
): readonly string[] | undefined {
  const path = pathFor(target);
  if (path === undefined) return named(ELSEWHERE, status);
  const operation = source['paths']?.[path]?.[method.toLowerCase()];
  if (operation === undefined) return named(ELSEWHERE, status);
  const at = ['paths', path, method.toLowerCase(), 'responses'];
  return operation['responses']?.[String(status)] === undefined
    ? named([...at, 'default'], status)
    : [...at, String(status)];
}

/** An answer that stands for several statuses, if its words name this one. */
function named(
  at: readonly string[],
  status: number,
): readonly string[] | undefined {
  const words = text(follow(at).node['description']).split(/\W+/);
  return words.includes(String(status)) ? at : undefined;
}

/** The path that serves a target, segment by segment; one without placeholders goes first. */
function pathFor(target: string): string | undefined {
  const [asked = ''] = target.split(/[?#]/);
  const segments = asked.split('/');
  const fits = (path: string): boolean => {
    const own = path.split('/');
    return (
      own.length === segments.length &&
      own.every((part, index) =>
        part.startsWith('{')
          ? segments[index] !== ''
          : part === segments[index],
      )
    );
  };
  const found = Object.keys(source['paths'] ?? {}).filter(fits);
  return found.find((path) => !path.includes('{')) ?? found[0];
}

interface Place {
  readonly at: readonly string[];
  readonly node: Node;
}

/** What stands at a place, and where it stands itself if that is a reference. */
function follow(at: readonly string[]): Place {
  let node: Node | undefined = source;
  for (const key of at) node = node?.[key];
  if (node === undefined) throw new Error(`Nothing stands at ${at.join(' ')}.`);
  const reference = node['$ref'];
  if (reference === undefined) return { at, node };
  return follow(text(reference).split('/').slice(1));
}

function pointer(...keys: readonly string[]): string {
  const escaped = keys.map((key) =>
    key.replaceAll('~', '~0').replaceAll('/', '~1'),
  );
  return encodeURI(`/${escaped.join('/')}`);
}

function entries(node: Node | undefined): [string, Node][] {
  return Object.entries(node ?? {}).flatMap(([key, value]) =>
    typeof value === 'object' ? [[key, value]] : [],
  );
}

function text(node: unknown): string {
  return typeof node === 'string' ? node : '';
}

function isTrue(node: unknown): boolean {
  return node === true;
}

function json(body: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(body) as unknown };
  } catch {
    return undefined;
  }
}
