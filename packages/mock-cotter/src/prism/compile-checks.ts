import addFormats from 'ajv-formats';
import { Ajv, type Options } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { schemaLocations, type Checks } from './schema-locations.ts';
import type { Operation } from './prism.ts';

/** As Prism sets Ajv up, except that the first error is enough. */
const OPTIONS: Options = {
  allErrors: false,
  allowUnionTypes: true,
  allowMatchingProperties: true,
  strict: false,
  logger: { log: doubt, warn: doubt, error: doubt },
};

/** Compiles a check for each place that leaves no doubt. */
export function compileChecks(operations: readonly Operation[]): Checks {
  const { exact, coercing } = createCompilers();
  return Object.fromEntries(
    schemaLocations(operations).flatMap(({ name, schema, coerce }) => {
      try {
        const check = (coerce ? coercing : exact).compile(schema);
        return [[name, (value: unknown) => check(value)]];
      } catch {
        // An unknown format or a schema that is none: what Prism makes of it is Prism's to say.
        return [];
      }
    }),
  );
}

export function createCompilers(options: Options = {}): {
  /** For bodies. */
  readonly exact: Ajv2020;
  /** For headers and paths, which Prism checks by an older draft. */
  readonly coercing: Ajv;
} {
  const exact = new Ajv2020({ ...OPTIONS, ...options });
  const coercing = new Ajv({ ...OPTIONS, ...options, coerceTypes: true });
  // All others are unknown: Prism has an older copy of them, which may accept less.
  for (const ajv of [exact, coercing])
    addFormats.default(ajv, ['date-time', 'uuid']);
  return { exact, coercing };
}

function doubt(...message: readonly unknown[]): never {
  throw new Error(message.map(String).join(' '));
}
