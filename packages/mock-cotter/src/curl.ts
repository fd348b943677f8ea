import { description } from '@org/cotter-types/description';

const { securitySchemes } = description.components;

/**
 * One curl line for each documented request, to paste into a POSIX shell. The examples' placeholder key ids match the
 * header's, so each line works as it is.
 */
export function curlLines(baseUrl: string): string[] {
  return Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, operation]) => {
      const [requirement] = operation.security;
      const keys = Object.keys(requirement) as (keyof typeof requirement)[];
      const headers = keys.map((key) => {
        const { name } = securitySchemes[key];
        return `${name}: <YOUR ${name.replaceAll('_', ' ')}>`;
      });
      const { examples } = operation.requestBody.content['application/json'];
      return Object.values(examples).map(({ value }) =>
        [
          'curl -sS -X',
          method.toUpperCase(),
          quoted(baseUrl + path),
          ...[...headers, 'Content-Type: application/json'].map(
            (header) => `-H ${quoted(header)}`,
          ),
          '-d',
          quoted(JSON.stringify(value)),
        ].join(' '),
      );
    }),
  );
}

/** A word of a POSIX shell that means exactly this text. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
