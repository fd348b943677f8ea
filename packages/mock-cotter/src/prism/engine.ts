import { Readable } from 'node:stream';
import { ApiError, internalError, missingKey } from '../api/api-error.ts';
import type { Handlers } from '../api/handler.ts';
import type { RequestHead } from '../api/request-head.ts';
import { errorResponse, type ApiResponse } from '../api/response.ts';
import { createCheckFields, type CheckFields } from './check-fields.ts';
import { createExplainer } from './explain-body.ts';
import { createFastValidator } from './fast-validate.ts';
import { requestSchema, type Api } from './load-api.ts';
import {
  stockValidators,
  type Diagnostic,
  type Operation,
  type PrismRequest,
} from './prism.ts';
import { createRouter, prismRequest, type Route } from './routing.ts';

/** Routes, checks and answers requests by a description. */
export interface Engine {
  /** Finds the operation for a request, or the methods that its path has. */
  route(head: RequestHead): Route;
  /** The operation whose path is most like one that was not found: `POST /api/v0/token`. */
  nearest(path: string): string;
  /** @throws {ApiError} 401 if a required key is missing */
  checkKeys(operation: Operation, head: RequestHead): void;
  /**
   * Checks parameters and body by the description.
   *
   * @param bytes the body's length
   * @returns what is wrong, if anything
   */
  checkFields(
    operation: Operation,
    head: RequestHead,
    body: unknown,
    bytes: number,
  ): Promise<ApiError | undefined>;
  /**
   * Calls the operation's handler for a request that passed the checks. An `ApiError` of the handler is a response too.
   *
   * @throws {ApiError} 500 if the response itself breaks the description
   */
  answer(
    operation: Operation,
    head: RequestHead,
    body: unknown,
  ): Promise<ApiResponse>;
}

export interface EngineOptions {
  readonly api: Api;
  readonly handlers: Handlers;
  /** Receives one line for each fault of the mock itself. */
  readonly log: (line: string) => void;
}

/** Makes an engine that decides as Prism does, with handlers in place of Prism's mock component. */
export function createEngine({
  api: { description, operations, checks },
  handlers,
  log,
}: EngineOptions): Engine {
  const router = createRouter(operations);
  const fast = createFastValidator(checks);
  const explain = createExplainer(description);
  let checkFields: CheckFields | undefined;
  // Made on the first request that is not plainly valid: a mock that gets only good ones starts faster.
  const askPrism: CheckFields = (operation, request) =>
    (checkFields ??= createCheckFields((body, { path, method }) =>
      explain(body, requestSchema(description, path, method)),
    ))(operation, request);
  const violationsOf = (
    resource: Operation,
    { status, headers, body }: ApiResponse,
  ): readonly Diagnostic[] => {
    // What a stream will bring is not known yet.
    if (body instanceof Readable) return [];
    const element = { statusCode: status, headers, body };
    if (fast.answer(resource, element)) return [];
    const checked = stockValidators().validateOutput({ resource, element });
    return checked._tag === 'Left' ? checked.left : [];
  };
  return {
    route: (head) => router.find(head),
    nearest: (path) => router.nearest(path),

    checkKeys(operation, head) {
      const element = prismRequest(head);
      if (fast.keys(operation, element)) return;
      const checked = stockValidators().validateSecurity({
        resource: operation,
        element,
      });
      if (checked._tag === 'Left') throw missing(operation, element);
    },

    async checkFields(operation, head, body, bytes) {
      const request = { ...prismRequest(head), body };
      if (fast.request(operation, request)) return undefined;
      const headers = headersFor(head, body, bytes);
      return askPrism(operation, { ...request, headers });
    },

    async answer(operation, head, body) {
      const response = await handled(handlers, operation, {
        ...prismRequest(head),
        body,
      });
      const violations = violationsOf(operation, response);
      if (violations.length === 0) return response;
      const texts = violations.map(
        ({ path, message }) => `${path?.join('.') ?? 'answer'}: ${message}`,
      );
      // Not the path as sent: it may contain a key or a token in the wrong place.
      log(
        `The answer to ${head.method} ${operation.path} breaks the description: ${texts.join('; ')}`,
      );
      throw internalError();
    },
  };
}

/** The error for the first key that is missing. */
function missing(
  { security = [] }: Operation,
  { headers = {} }: PrismRequest,
): ApiError {
  for (const scheme of security.flat()) {
    if (scheme.type !== 'apiKey') continue;
    const value = headers[scheme.name.toLowerCase()];
    if (value === undefined || value === '')
      return missingKey(scheme.key, scheme.name);
  }
  throw new Error('A security check failed, but every key is there.');
}

/**
 * The headers of a request as Prism must see them. It compares the media type only when it sees a length, which a chunked
 * request does not have. It would answer 406 to an Accept header without JSON; a token endpoint has nothing else to give.
 * And it fails on a media type that it cannot parse, which the mock checks only where there is a body.
 */
function headersFor(
  { headers }: RequestHead,
  body: unknown,
  bytes: number,
): Record<string, string> {
  const { accept: _, 'content-type': type, ...others } = headers;
  const seen: Record<string, string> = others;
  seen['content-length'] = String(bytes);
  if (body !== undefined && type !== undefined) seen['content-type'] = type;
  return seen;
}

async function handled(
  handlers: Handlers,
  operation: Operation,
  { url, headers = {}, body }: PrismRequest,
): Promise<ApiResponse> {
  const id = operation.iid ?? '';
  const handler = Object.hasOwn(handlers, id) ? handlers[id] : undefined;
  if (handler === undefined)
    throw new Error(`The operation ${id} has no handler.`);
  try {
    return await handler({ path: url.path, headers, body });
  } catch (error) {
    if (error instanceof ApiError) return errorResponse(error);
    throw error;
  }
}
