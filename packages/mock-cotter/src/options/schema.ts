import { optionsSchema } from '../generated/options.ts';

/** The keywords of JSON Schema that options.yaml uses, and its own. */
export interface OptionSchema {
  readonly type?:
    'array' | 'boolean' | 'integer' | 'number' | 'object' | 'string';
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly pattern?: string;
  readonly format?: 'date-time';
  readonly minItems?: number;
  readonly items?: OptionSchema;
  readonly properties?: Readonly<Record<string, OptionSchema>>;
  readonly required?: readonly string[];
  readonly anyOf?: readonly OptionSchema[];
  readonly additionalProperties?: false;
  readonly default?: unknown;
  readonly description?: string;
  readonly 'x-command-line-default'?: unknown;
  readonly 'x-file'?: true;
  readonly 'x-must'?: string;
  readonly 'x-secret'?: true;
  readonly 'x-text'?: 'apiKeys' | 'rotation' | 'time';
  readonly 'x-value'?: string;
}

/** The options by name. */
export const OPTIONS: Readonly<Record<string, OptionSchema>> =
  optionsSchema.properties;

/** An option that has one value; the fields of an object are options of their own: `tls.key`. */
export interface Option {
  readonly path: readonly string[];
  readonly schema: OptionSchema;
  /** Without its dashes; missing for secrets, since every program on a machine sees the flags of the others. */
  readonly flag?: string;
  readonly variable: string;
}

/** What the names of all variables begin with. */
export const VARIABLE_PREFIX = 'MOCK_COTTER_';

/** Every option that has one value, in the order of options.yaml. */
export function allOptions(): Option[] {
  return leaves(OPTIONS, []);
}

function leaves(
  properties: Readonly<Record<string, OptionSchema>>,
  above: readonly string[],
): Option[] {
  return Object.entries(properties).flatMap(([name, schema]) => {
    const path = [...above, name];
    if (schema.type === 'object') return leaves(schema.properties ?? {}, path);
    return {
      path,
      schema,
      ...(schema['x-secret'] === true ? {} : { flag: words(path, '-') }),
      variable: VARIABLE_PREFIX + words(path, '_').toUpperCase(),
    };
  });
}

function words(path: readonly string[], separator: string): string {
  return path
    .join(separator)
    .replaceAll(/[A-Z]/g, (letter) => separator + letter.toLowerCase());
}
