import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { description } from './description.ts';

const file = new URL('../openapi.yaml', import.meta.url);

/** Every schema reachable from a request, by component name. */
function requestComponents(): string[] {
  const names = new Set<string>();
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    for (const [key, child] of Object.entries(node)) {
      if (key === '$ref' && typeof child === 'string') {
        const name = child.slice(child.lastIndexOf('/') + 1);
        if (names.has(name)) continue;
        names.add(name);
        visit(
          (description.components.schemas as Record<string, unknown>)[name],
        );
      } else visit(child);
    }
  };
  visit(operations().map((operation) => operation.requestBody?.content));
  return [...names];
}

interface Media {
  readonly schema: object;
  readonly examples: Readonly<Record<string, unknown>>;
}

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly requestBody?: { readonly content: Readonly<Record<string, Media>> };
  readonly responses: Readonly<
    Record<
      string,
      { $ref: string } | { content: Readonly<Record<string, Media>> }
    >
  >;
}

function operations(): Operation[] {
  return Object.values(description.paths).flatMap((item) =>
    Object.values(item).filter(
      (value): value is Operation => 'operationId' in value,
    ),
  );
}

describe('the description', () => {
  it('is the same as data and as YAML', () => {
    expect(description).toEqual(parse(readFileSync(file, 'utf8')));
  });

  it('names the dialect without which Prism reads schemas as draft-07', () => {
    expect(description.jsonSchemaDialect).toBe(
      'https://json-schema.org/draft/2020-12/schema',
    );
  });

  it('gives every operation an id, a summary, and an example for each status and each request', () => {
    expect(operations().length).toBeGreaterThan(0);
    for (const {
      operationId,
      summary,
      requestBody,
      responses,
    } of operations()) {
      expect(operationId).toMatch(/^[a-z][A-Za-z]+$/);
      expect(summary).not.toBe('');
      const answers = Object.values(responses).map((response) =>
        '$ref' in response ? resolveResponse(response.$ref) : response,
      );
      for (const { content } of requestBody
        ? [requestBody, ...answers]
        : answers) {
        const media: readonly Media[] = Object.values(content);
        expect(media).toHaveLength(1);
        for (const { examples } of media)
          expect(Object.keys(examples)).not.toEqual([]);
      }
    }
  });

  // Published clients take these words as final, and ask the user to sign in again.
  it("says 'not valid' only of a refresh token", () => {
    const final = Object.values(description.components.responses).flatMap(
      ({ content }) =>
        Object.entries<{ value: { msg: string } }>(
          content['application/json'].examples,
        )
          .filter(([, { value }]) => value.msg.includes('not valid'))
          .map(([name]) => name),
    );
    expect(final).toEqual(['refreshTokenNotValid']);
  });

  it('gives every operation another id', () => {
    const ids = operations().map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('closes every object in requests', () => {
    const open = requestComponents().filter((name) => {
      const schema = (description.components.schemas as Record<string, object>)[
        name
      ];
      return (
        schema &&
        'properties' in schema &&
        !(
          'additionalProperties' in schema &&
          schema.additionalProperties === false
        )
      );
    });
    // It takes the whole answer of the token endpoint, which is open for readers.
    expect(open).toEqual(['VerifiableTokens']);
  });
});

function resolveResponse(ref: string) {
  const name = ref.slice(
    ref.lastIndexOf('/') + 1,
  ) as keyof typeof description.components.responses;
  return description.components.responses[name];
}
