import {
  Refusal,
  internalError,
  invalidRequest,
  missingKey,
} from '../refusal.ts';
import type { Handlers } from '../handlers/handler.ts';
import { createAcceptance } from './accept.ts';
import { refused, type Answer } from './answer.ts';
import type { Api } from './api.ts';
import { createExplainer } from './explain.ts';
import { requestSchema } from './request-schema.ts';
import type { Head } from './head.ts';
import { createRouter, prismRequest } from './routing.ts';
import {
  createPrism,
  stockValidators,
  type Diagnostic,
  type Operation,
  type PrismConfig,
  type PrismRequest,
  type PrismValidators,
} from './prism.ts';

/** Routes, checks and answers requests by a description. */
export interface Engine {
  /**
   * Finds the operation for a request, and checks that its keys are there, before any of its body is read.
   *
   * @throws {Refusal} 404, 405 or 401
   */
  admit(head: Head): Operation;
  /**
   * Answers a request that was admitted to an operation, and whose body was read; `bytes` is the body's length. A
   * refusal is an answer too.
   *
   * @throws {Refusal} 500, when the answer itself breaks the description
   */
  answer(
    operation: Operation,
    head: Head,
    body: unknown,
    bytes: number,
  ): Promise<Answer>;
}

export interface EngineOptions {
  readonly api: Api;
  readonly handlers: Handlers;
  /** Takes one line for each fault of the mock itself. */
  readonly log: (line: string) => void;
}

type Explain = (body: unknown, operation: Operation) => Refusal;

const CONFIG: PrismConfig = {
  checkSecurity: true,
  validateRequest: true,
  validateResponse: true,
  errors: false,
  isProxy: false,
  upstreamProxy: undefined,
  mock: { dynamic: false },
};

/** Makes an engine that is Prism's, with the given handlers in place of its mock component. */
export function createEngine({
  api: { description, operations, checks },
  handlers,
  log,
}: EngineOptions): Engine {
  const router = createRouter(operations);
  const validators = quickValidators(checks);
  const explainBody = createExplainer(description);
  const explain: Explain = (body, { path, method }) =>
    explainBody(body, requestSchema(description, path, method));
  const prism = createPrism(CONFIG, {
    ...validators,
    // The operation that the request was admitted to.
    route: ({ resources: [operation] }) =>
      operation === undefined
        ? { _tag: 'Left', left: new Error('There is no operation.') }
        : { _tag: 'Right', right: operation },
    mock: ({ resource, input: { data, validations } }) => {
      const refusal =
        missing(resource, data, validations) ??
        malformed(explain, resource, data.body, validations);
      const { status, headers, body } =
        refusal === undefined
          ? handled(handlers, resource, data)
          : refused(refusal);
      const right = { statusCode: status, headers, body };
      return () => ({ _tag: 'Right', right });
    },
  });
  return {
    admit(head) {
      const operation = router.find(head);
      const element = prismRequest(head);
      const checked = validators.validateSecurity({
        resource: operation,
        element,
      });
      const refusal =
        checked._tag === 'Left'
          ? missing(operation, element, checked.left)
          : undefined;
      if (refusal !== undefined) throw refusal;
      return operation;
    },

    async answer(operation, head, body, bytes) {
      const request = { ...prismRequest(head), body };
      request.headers = headersFor(head, body, bytes);
      const result = await prism.request(request, [operation])();
      if (result._tag === 'Left') throw result.left;
      const { output, validations } = result.right;
      if (validations.output.length > 0) {
        const breaks = validations.output.map(
          ({ path, message }) => `${path?.join('.') ?? 'answer'}: ${message}`,
        );
        // Not the path as sent: it may hold a key or a token in the wrong place.
        log(
          `The answer to ${head.method} ${operation.path} breaks the description: ${breaks.join('; ')}`,
        );
        throw internalError();
      }
      return {
        status: output.statusCode,
        headers: output.headers ?? {},
        body: output.body,
      };
    },
  };
}

/** Prism's validators, which are asked only when it is not plain that they accept: they take most of a request's time. */
function quickValidators(checks: Api['checks']): PrismValidators {
  const accepts = createAcceptance(checks);
  return {
    validateSecurity: (checked) =>
      accepts.keys(checked.resource, checked.element)
        ? { _tag: 'Right', right: checked.element }
        : stockValidators().validateSecurity(checked),
    validateInput: (checked) =>
      accepts.request(checked.resource, checked.element)
        ? { _tag: 'Right', right: checked.element }
        : stockValidators().validateInput(checked),
    validateOutput: (checked) =>
      accepts.answer(checked.resource, checked.element)
        ? { _tag: 'Right', right: checked.element }
        : stockValidators().validateOutput(checked),
  };
}

/**
 * The headers of a request as Prism is to see them. It compares the media type only when it sees a length, which a
 * chunked request has not. It would answer 406 to an Accept header that does not name JSON; a token endpoint has nothing
 * else to give. And it fails on a media type that cannot be read, which only a body's type was refused for before.
 */
function headersFor(
  { headers }: Head,
  body: unknown,
  bytes: number,
): Record<string, string> {
  const { accept: _, 'content-type': type, ...others } = headers;
  const seen: Record<string, string> = others;
  seen['content-length'] = String(bytes);
  if (body !== undefined && type !== undefined) seen['content-type'] = type;
  return seen;
}

function handled(
  handlers: Handlers,
  operation: Operation,
  { url, headers = {}, body }: PrismRequest,
): Answer {
  const id = operation.iid ?? '';
  const handler = Object.hasOwn(handlers, id) ? handlers[id] : undefined;
  if (handler === undefined)
    throw new Error(`The operation ${id} has no handler.`);
  try {
    return handler({ operation, path: url.path, headers, body });
  } catch (error) {
    if (error instanceof Refusal) return refused(error);
    throw error;
  }
}

function malformed(
  explain: Explain,
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
  { headers = {} }: PrismRequest,
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
