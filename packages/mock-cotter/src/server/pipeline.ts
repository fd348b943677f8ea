import type { FastifyReply, FastifyRequest } from 'fastify';
import { methodNotAllowed, notFound, repeatedKey } from '../api/api-error.ts';
import { API_KEY_ID } from '../api/names.ts';
import type { RequestHead } from '../api/request-head.ts';
import { errorResponse, type ApiResponse } from '../api/response.ts';
import { applyFault } from '../faults/apply-fault.ts';
import type { Fault } from '../faults/fault.ts';
import type { FaultMatch } from '../faults/faults.ts';
import { preferredFault } from '../faults/prefer.ts';
import { repeatsHeaders, valuesOf } from '../http/header-values.ts';
import { mediaTypeProblem } from '../http/media-type.ts';
import { parseJson } from '../http/parse-json.ts';
import { readBody } from '../http/read-body.ts';
import { send } from '../http/send.ts';
import type { Engine } from '../prism/engine.ts';
import type { Operation } from '../prism/prism.ts';
import type { Route } from '../prism/routing.ts';
import type { RequestTrace } from '../request-log/request-log.ts';
import type { Decision } from '../request-log/request-record.ts';

/** Finds the fault for a request, if there is one, and counts it as used. */
export interface TakeFault {
  take(request: FaultMatch): Fault | undefined | Promise<Fault | undefined>;
}

/** A request on its way through the steps, and what they have found out. */
export interface Exchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly head: RequestHead;
  readonly trace: RequestTrace;
  readonly engine: Engine;
  /** Faults that wait; without them, none is applied. */
  readonly faults?: TakeFault;
  /** The largest body, in bytes. Default: `BODY_LIMIT_BYTES`. */
  readonly bodyLimitBytes?: number;
  route?: Route;
  operation?: Operation;
  bytes?: Buffer;
  body?: unknown;
  fault?: Fault;
}

type Step = (exchange: Exchange) => Promise<void> | void;

/**
 * What happens to a request, in order, each step with the check that the request log shows for it. A step refuses the
 * request by throwing an `ApiError`. The steps of the check `body` are left out where there is none to read.
 */
const STEPS: readonly (readonly [Decision['check'], Step])[] = [
  ['operation', findPath],
  ['operation', checkMethod],
  ['keys', checkKeys],
  ['body', checkSize],
  ['body', checkMediaType],
  ['body', readJson],
  ['request', takeFault],
  ['request', checkFieldsAndAnswer],
];

/** Takes a request through all steps; the last one sends the response. */
export async function handle(exchange: Exchange): Promise<FastifyReply> {
  for (const [check, step] of STEPS) {
    if (check === 'body' && needsNoBody(exchange)) continue;
    exchange.trace.begin(check);
    const running = step(exchange);
    if (running !== undefined) await running;
  }
  return exchange.reply;
}

/** Whether there is no body to read: the operation has none, or the request leaves out an optional one. */
function needsNoBody(exchange: Exchange): boolean {
  const body = operationOf(exchange).request?.body;
  if (body?.required === true) return false;
  const { headers } = exchange.request.raw;
  return (
    body === undefined ||
    (headers['transfer-encoding'] === undefined &&
      Number(headers['content-length'] ?? 0) === 0)
  );
}

function findPath(exchange: Exchange): void {
  const route = exchange.engine.route(exchange.head);
  if ('allowed' in route && route.allowed.length === 0)
    throw notFound(exchange.engine.nearest(exchange.head.path));
  exchange.route = route;
}

function checkMethod(exchange: Exchange): void {
  const { route, head, trace } = exchange;
  if (route === undefined) throw new Error('The path has not been found yet.');
  if ('allowed' in route) throw methodNotAllowed(head.method, route.allowed);
  exchange.operation = route.operation;
  trace.operation(route.operation);
}

function checkKeys(exchange: Exchange): void {
  const operation = operationOf(exchange);
  exchange.engine.checkKeys(operation, exchange.head);
  const { raw } = exchange.request;
  if (!repeatsHeaders(raw)) return;
  for (const scheme of operation.security?.flat() ?? []) {
    if (scheme.type !== 'apiKey') continue;
    const values = valuesOf(raw, scheme.name.toLowerCase());
    if (values.length > 1) throw repeatedKey(scheme.name);
  }
}

async function checkSize(exchange: Exchange): Promise<void> {
  const { raw } = exchange.request;
  const declared = raw.headers['content-length'];
  exchange.bytes = await readBody(
    raw,
    Number(declared ?? NaN),
    exchange.bodyLimitBytes,
  );
}

function checkMediaType({ request: { raw } }: Exchange): void {
  const problem = mediaTypeProblem(
    valuesOf(raw, 'content-type'),
    valuesOf(raw, 'content-encoding'),
  );
  if (problem !== undefined) throw problem;
}

function readJson(exchange: Exchange): void {
  exchange.body = parseJson(exchange.bytes ?? Buffer.alloc(0));
  exchange.trace.body(exchange.body);
}

/** A request's own wish in the header `Prefer` comes before waiting faults. */
async function takeFault(exchange: Exchange): Promise<void> {
  const { faults, head, reply, trace } = exchange;
  if (faults === undefined) return;
  const preferred = preferredFault(head.headers['prefer']);
  const fault =
    preferred?.fault ??
    (await faults.take({
      operation: operationOf(exchange).iid ?? '',
      apiKeyId: head.headers[API_KEY_ID],
    }));
  if (fault === undefined) return;
  if (preferred !== undefined)
    reply.header('preference-applied', preferred.applied);
  trace.fault(fault);
  exchange.fault = fault;
}

/** Some faults replace the response, others change it. */
async function checkFieldsAndAnswer(exchange: Exchange): Promise<void> {
  const { fault, reply } = exchange;
  const operation = operationOf(exchange);
  const respond = (): Promise<ApiResponse> => responseTo(exchange, operation);
  if (fault !== undefined) {
    await applyFault(fault, { operation, reply, respond });
    return;
  }
  send(reply, await respond());
}

async function responseTo(
  { engine, head, body, bytes }: Exchange,
  operation: Operation,
): Promise<ApiResponse> {
  const length = bytes?.length ?? 0;
  const problem = await engine.checkFields(operation, head, body, length);
  return problem === undefined
    ? engine.answer(operation, head, body)
    : errorResponse(problem);
}

function operationOf({ operation }: Exchange): Operation {
  if (operation === undefined)
    throw new Error('The operation has not been found yet.');
  return operation;
}
