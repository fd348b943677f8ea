import { basename, dirname, join } from 'node:path';
import standalone from 'ajv/dist/standalone/index.js';
import type { Plugin } from 'rolldown';
import type { Api } from '../prism/load-api.ts';
import {
  schemaLocations,
  type SchemaLocation,
} from '../prism/schema-locations.ts';
import { createCompilers } from '../prism/compile-checks.ts';
import { controlApi } from '../prism/control-api.ts';
import { tokenApi } from '../prism/token-api.ts';

/** A module that makes an API when it is loaded, and what takes its place. */
interface Made {
  readonly api: Api;
  readonly name: string;
  /** From where the module takes the description. */
  readonly description: string;
}

const MADE: Readonly<Record<string, Made>> = {
  'token-api.js': {
    api: tokenApi,
    name: 'tokenApi',
    description: '@org/cotter-types/description',
  },
  'control-api.js': {
    api: controlApi,
    name: 'controlApi',
    description: '../generated/description.js',
  },
};

/** Puts what Prism and Ajv make of the descriptions into the bundle, so that neither has to make it at each start. */
export function apiModules(): Plugin {
  const virtual = new Map<string, string>();
  return {
    name: 'api-modules',
    resolveId: (id, importer) => {
      const file = importer && join(dirname(importer), id);
      return file !== undefined && virtual.has(file) ? file : undefined;
    },
    load(id) {
      const made =
        basename(dirname(id)) === 'prism' ? MADE[basename(id)] : undefined;
      if (made === undefined) return virtual.get(id);
      const { code, parts } = apiModule(made);
      for (const [part, text] of Object.entries(parts))
        virtual.set(join(dirname(id), part), text);
      return code;
    },
  };
}

function apiModule({ api, name, description }: Made): {
  code: string;
  parts: Record<string, string>;
} {
  const places = schemaLocations(api.operations).filter((place) =>
    Object.hasOwn(api.checks, place.name),
  );
  const exact = places.filter(({ coerce }) => !coerce);
  const coercing = places.filter(({ coerce }) => coerce);
  const checks = [
    ...exact.map((place, index) => entry(place, `exact.check${String(index)}`)),
    ...coercing.map((place, index) =>
      entry(place, `coercing.check${String(index)}`),
    ),
  ];
  const compilers = createCompilers({ code: { source: true, esm: true } });
  return {
    code: `
      import { description } from ${JSON.stringify(description)};
      import * as exact from './${name}.exact.js';
      import * as coercing from './${name}.coercing.js';
      export const ${name} = {
        description,
        operations: JSON.parse(${JSON.stringify(JSON.stringify(api.operations))}),
        checks: { ${checks.join(', ')} },
      };`,
    parts: {
      [`${name}.exact.js`]: source(compilers.exact, exact),
      [`${name}.coercing.js`]: source(compilers.coercing, coercing),
    },
  };
}

function entry({ name }: SchemaLocation, check: string): string {
  return `${JSON.stringify(name)}: ${check}`;
}

function source(
  ajv: Parameters<typeof standalone.default>[0],
  places: readonly SchemaLocation[],
): string {
  const names = places.map(({ name, schema }, index) => {
    ajv.addSchema(schema, name);
    return [`check${String(index)}`, name] as const;
  });
  return standalone.default(ajv, Object.fromEntries(names));
}
