import { readFileSync } from 'node:fs';
import { isMap, parseDocument } from 'yaml';
import { isObject } from '@org/contract-tests/internal/description/pointer';
import { compilerFor } from '@org/contract-tests/internal/oracle/compile';

type Json = Readonly<Record<string, unknown>>;

/** One of the two descriptions that are compared. */
export interface Side {
  readonly name: 'base' | 'head';
  readonly document: Json;
  /** `info.version`. */
  readonly version: string;
  /** Why the schema at a pointer refuses a value; `undefined` if it takes it. No schema takes all. */
  refusal(pointer: string, value: unknown): string | undefined;
}

/**
 * Reads a description from a file of YAML or JSON.
 *
 * @throws {Error} if it is not read, is no OpenAPI 3.1, has no version in the sense of semver, or refers to other files
 */
export function readSide(name: Side['name'], file: string): Side {
  const parsed = parseDocument(readFileSync(file, 'utf8'));
  const [error] = parsed.errors;
  if (error !== undefined) throw new Error(`${file}: ${error.message}`);
  if (!isMap(parsed.contents)) throw new Error(`${file} holds no object.`);
  try {
    return sideOf(name, parsed.toJS() as Json);
  } catch (thrown) {
    throw new Error(`${file}: ${(thrown as Error).message}`, { cause: thrown });
  }
}

/** As `readSide`, for a description that is read already. */
export function sideOf(name: Side['name'], document: Json): Side {
  const { openapi, info } = document;
  if (typeof openapi !== 'string' || !/^3\.1\.\d+$/.test(openapi))
    throw new Error('only descriptions in OpenAPI 3.1 are compared.');
  const version = isObject(info) ? info['version'] : undefined;
  if (typeof version !== 'string' || !SEMVER.test(version))
    throw new Error(
      `info.version must be a version such as 1.2.3, but it is ${JSON.stringify(version)}.`,
    );
  refuseForeignReferences(document, document);
  // Strictness is a matter for lint; a description of before it may be compared too.
  const compile = compilerFor(document, { strict: false });
  return {
    name,
    document,
    version,
    refusal(pointer, value) {
      if (valueAt(document, pointer) === undefined) return undefined;
      const validate = compile(pointer);
      if (validate(value)) return undefined;
      const [error] = validate.errors ?? [];
      const place = error?.instancePath ?? '';
      return `${place === '' ? 'it' : place} ${error?.message ?? 'is refused'}`;
    },
  };
}

const SEMVER = /^\d+\.\d+\.\d+(-[\w.-]+)?(\+[\w.-]+)?$/;

/** A version's numbers: major, minor, patch. */
export function numbersOf(version: string): readonly number[] {
  return (version.split(/[-+]/, 1)[0] ?? '').split('.').map(Number);
}

function refuseForeignReferences(node: unknown, document: Json): void {
  if (!isObject(node)) return;
  const { $ref } = node;
  if (typeof $ref === 'string') {
    if (!$ref.startsWith('#/'))
      throw new Error(`the reference ${$ref} leads out of the description.`);
    if (valueAt(document, $ref.slice(1)) === undefined)
      throw new Error(`the reference ${$ref} leads nowhere.`);
  }
  for (const each of Object.values(node))
    refuseForeignReferences(each, document);
}

/** What stands at a JSON pointer, without following a `$ref`. */
export function valueAt(document: unknown, pointer: string): unknown {
  let node = document;
  for (const part of pointer.split('/').slice(1)) {
    if (!isObject(node)) return undefined;
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    node = Object.hasOwn(node, key) ? node[key] : undefined;
  }
  return node;
}
