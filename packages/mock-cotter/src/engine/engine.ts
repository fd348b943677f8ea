import {
  Refusal,
  internalError,
  invalidRequest,
  missingKey,
} from '../refusal.ts';
import type { Handlers } from '../handlers/handler.ts';
import { fromPrism, refused, toPrism, type Answer } from './answer.ts';
import {
  ADMISSION,
  ALL,
  ask,
  candidates,
  find,
  prismRequest,
  unrouted,
  type Head,
} from './ask.ts';
import { createExplainer } from './explain.ts';
import { requestSchema, type Description } from './request-schema.ts';
import {
  getHttpOperationsFromSpec,
  silentLogger,
  stockMock,
  type Diagnostic,
  type Operation,
} from './prism.ts';

/** Routes, checks and answers requests by a description. */
export interface Engine {
  /**
   * Finds the operation for a request, and checks that its keys are there, before any of its body is read.
   *
   * @throws {Refusal} 404, 405 or 401
   */
  admit(head: Head): Promise<Operation>;
  /**
   * Answers a request whose body was read; `bytes` is the body's length. A refusal is an answer too.
   *
   * @throws {Refusal} 500, when the answer itself breaks the description
   */
  answer(head: Head, body: unknown, bytes: number): Promise<Answer>;
}

export interface EngineOptions {
  /** The OpenAPI description, as data. */
  readonly description: Description;
  readonly handlers: Handlers;
  /** Takes one line for each fault of the mock itself. */
  readonly log: (line: string) => void;
}

/** Makes an engine that is Prism's, with the given handlers in place of its mock component. */
export async function createEngine({
  description,
  handlers,
  log,
}: EngineOptions): Promise<Engine> {
  // Prism dereferences in place.
  const operations = await getHttpOperationsFromSpec(
    structuredClone(description),
  );
  const explainBody = createExplainer(description);
  const explain = (body: unknown, { path, method }: Operation): Refusal =>
    explainBody(body, requestSchema(description, path, method));
  return {
    async admit(head) {
      const found = await find(operations, head, ADMISSION);
      if (found === undefined) throw await unrouted(operations, head);
      const refusal = missing(found.operation, head, found.diagnostics);
      if (refusal !== undefined) throw refusal;
      return found.operation;
    },

    async answer(head, body, bytes) {
      // Prism compares the media type only when it sees a length, which a chunked request has not. It would answer 406
      // to an Accept header that does not name JSON; a token endpoint has nothing else to give. And it fails on a media
      // type that cannot be read, which only a body's type was refused for before.
      const { accept: _, 'content-type': type, ...headers } = head.headers;
      const request = {
        ...head,
        headers: {
          ...headers,
          ...(body !== undefined && type !== undefined
            ? { 'content-type': type }
            : {}),
          'content-length': String(bytes),
        },
      };
      const result = await ask(
        candidates(operations, head.path),
        { ...prismRequest(request), body },
        ALL,
        ({ resource, input }) => {
          const answer = respond(
            { handlers, explain },
            resource,
            request,
            body,
            input.validations,
          );
          return () => ({ _tag: 'Right', right: toPrism(answer) });
        },
      );
      if (result._tag === 'Left') throw await unrouted(operations, head);
      const { output, validations } = result.right;
      if (validations.output.length > 0) {
        const breaks = validations.output.map(
          ({ path, message }) => `${path?.join('.') ?? 'answer'}: ${message}`,
        );
        log(
          `The answer to ${head.method} ${head.path} breaks the description: ${breaks.join('; ')}`,
        );
        throw internalError();
      }
      return fromPrism(output);
    },
  };
}

interface Responder {
  readonly handlers: Handlers;
  readonly explain: (body: unknown, operation: Operation) => Refusal;
}

function respond(
  { handlers, explain }: Responder,
  operation: Operation,
  head: Head,
  body: unknown,
  diagnostics: readonly Diagnostic[],
): Answer {
  const refusal =
    missing(operation, head, diagnostics) ??
    malformed(explain, operation, body, diagnostics);
  if (refusal !== undefined) return refused(refusal);
  const id = operation.iid ?? '';
  const handler = Object.hasOwn(handlers, id) ? handlers[id] : undefined;
  if (handler === undefined)
    throw new Error(`The operation ${id} has no handler.`);
  try {
    return handler({
      operation,
      path: head.path,
      headers: head.headers,
      body,
      example: (key) => exampleOf(operation, head, key),
    });
  } catch (error) {
    if (error instanceof Refusal) return refused(error);
    throw error;
  }
}

function malformed(
  explain: Responder['explain'],
  operation: Operation,
  body: unknown,
  diagnostics: readonly Diagnostic[],
): Refusal | undefined {
  const [first] = diagnostics;
  if (first === undefined) return undefined;
  // A missing body is the one diagnostic about it that has no path.
  const inBody = ({ path }: Diagnostic): boolean =>
    path === undefined || path[0] === 'body';
  return diagnostics.some(inBody)
    ? explain(body, operation)
    : invalidRequest(`${first.path?.join('.') ?? 'request'} ${first.message}.`);
}

function missing(
  operation: Operation,
  { headers }: Head,
  diagnostics: readonly Diagnostic[],
): Refusal | undefined {
  if (!diagnostics.some(({ code }) => code === 401)) return undefined;
  for (const scheme of operation.security?.flat() ?? []) {
    if (scheme.type !== 'apiKey') continue;
    const value = headers[scheme.name.toLowerCase()];
    if (value === undefined || value === '')
      return missingKey(scheme.key, scheme.name);
  }
  throw new Error('A security check failed, but every key is there.');
}

function exampleOf(operation: Operation, head: Head, key: string): Answer {
  const made = stockMock({
    resource: operation,
    input: { data: prismRequest(head), validations: [] },
    config: { dynamic: false, code: 200, exampleKey: key },
  })(silentLogger);
  if (made._tag === 'Left') throw made.left;
  return fromPrism(made.right);
}
