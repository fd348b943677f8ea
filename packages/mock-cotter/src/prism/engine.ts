import { Refusal, internalError } from '../api/api-error.ts';
import type { Handlers } from '../api/handler.ts';
import { createAcceptance } from './fast-validate.ts';
import { refused, type Answer } from '../api/response.ts';
import type { Api } from './load-api.ts';
import { createAskPrism, missing, type AskPrism } from './ask-prism.ts';
import { createExplainer } from './explain-body.ts';
import { requestSchema } from './load-api.ts';
import type { Head } from '../api/request-head.ts';
import { createRouter, prismRequest } from './routing.ts';
import {
  stockValidators,
  type Diagnostic,
  type Operation,
  type PrismRequest,
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

/** Makes an engine that is Prism's, with the given handlers in place of its mock component. */
export function createEngine({
  api: { description, operations, checks },
  handlers,
  log,
}: EngineOptions): Engine {
  const router = createRouter(operations);
  const accepts = createAcceptance(checks);
  const explain = createExplainer(description);
  const handle = (operation: Operation, request: PrismRequest): Answer =>
    handled(handlers, operation, request);
  let prism: AskPrism | undefined;
  // Made on demand: most of Prism serves to say what is wrong with a request.
  const askPrism: AskPrism = (operation, request) =>
    (prism ??= createAskPrism({
      handle,
      explain: (body, { path, method }) =>
        explain(body, requestSchema(description, path, method)),
    }))(operation, request);
  const faultsOf = (
    resource: Operation,
    { status, headers, body }: Answer,
  ): readonly Diagnostic[] => {
    const element = { statusCode: status, headers, body };
    if (accepts.answer(resource, element)) return [];
    const checked = stockValidators().validateOutput({ resource, element });
    return checked._tag === 'Left' ? checked.left : [];
  };
  return {
    admit(head) {
      const operation = router.find(head);
      const element = prismRequest(head);
      if (accepts.keys(operation, element)) return operation;
      const checked = stockValidators().validateSecurity({
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
      const plain =
        accepts.keys(operation, request) && accepts.request(operation, request);
      const answer = plain
        ? handle(operation, request)
        : await askPrism(operation, {
            ...request,
            headers: headersFor(head, body, bytes),
          });
      const faults = faultsOf(operation, answer);
      if (faults.length === 0) return answer;
      const breaks = faults.map(
        ({ path, message }) => `${path?.join('.') ?? 'answer'}: ${message}`,
      );
      // Not the path as sent: it may hold a key or a token in the wrong place.
      log(
        `The answer to ${head.method} ${operation.path} breaks the description: ${breaks.join('; ')}`,
      );
      throw internalError();
    },
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
    return handler({ path: url.path, headers, body });
  } catch (error) {
    if (error instanceof Refusal) return refused(error);
    throw error;
  }
}
