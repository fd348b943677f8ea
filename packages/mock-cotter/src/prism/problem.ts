import type { ErrorObject } from 'ajv';

const MAX_NAME_LENGTH = 64;

const TYPES: Readonly<Record<string, string>> = {
  array: 'an array',
  boolean: 'a boolean',
  integer: 'an integer',
  null: 'null',
  number: 'a number',
  object: 'an object',
  string: 'a string',
};

/** One sentence on one broken rule: which field, and what it must be. It quotes the description, never the value. */
export function problem(error: ErrorObject): string {
  const { instancePath, keyword } = error;
  const params = error.params as Readonly<Record<string, unknown>>;
  const at = dotted(instancePath);
  switch (keyword) {
    case 'required':
      return `${dotted(instancePath, String(params['missingProperty']))} is required.`;
    case 'additionalProperties':
      return `${dotted(instancePath, String(params['additionalProperty']))} is not a known field.`;
    case 'type':
      return `${at} must be ${typeNames(params['type'])}.`;
    case 'enum':
      return `${at} must be one of: ${(params['allowedValues'] as unknown[]).map(String).join(', ')}.`;
    case 'const':
      return `${at} must be ${String(params['allowedValue'])}.`;
    case 'minLength':
      return params['limit'] === 1
        ? `${at} must not be empty.`
        : `${at} must have at least ${String(params['limit'])} characters.`;
    case 'maxLength':
      return `${at} must have at most ${String(params['limit'])} characters.`;
    case 'minimum':
      return `${at} must be at least ${String(params['limit'])}.`;
    case 'maximum':
      return `${at} must be at most ${String(params['limit'])}.`;
    default:
      return described(at, error);
  }
}

/** `/identity_token/receiver` (a JSON pointer, RFC 6901) as `identity_token.receiver`. */
export function dotted(pointer: string, field?: string): string {
  const names = pointer
    .split('/')
    .slice(1)
    .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'));
  if (field !== undefined) names.push(field);
  return names.length === 0 ? 'The body' : names.map(printable).join('.');
}

// A name comes from the sender: it may be of any length and hold line breaks or dots.
function printable(name: string): string {
  const short =
    name.length > MAX_NAME_LENGTH ? `${name.slice(0, MAX_NAME_LENGTH)}…` : name;
  return /^[\w-]+$/.test(name) ? short : JSON.stringify(short);
}

function typeNames(type: unknown): string {
  const types = Array.isArray(type) ? (type as unknown[]) : [type];
  return types.map((name) => TYPES[String(name)] ?? String(name)).join(' or ');
}

function described(at: string, { parentSchema }: ErrorObject): string {
  const text: unknown = parentSchema?.['description'];
  return typeof text === 'string'
    ? `${at} does not match its description: "${text.trim().replaceAll(/\s+/g, ' ')}"`
    : `${at} does not match the description.`;
}
