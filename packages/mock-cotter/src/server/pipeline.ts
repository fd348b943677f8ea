import type { FastifyReply, FastifyRequest } from 'fastify';
import { methodNotAllowed, notFound, repeatedKey } from '../api/api-error.ts';
import { API_KEY_ID } from '../api/names.ts';
import type { RequestHead } from '../api/request-head.ts';
import { errorResponse, type ApiResponse } from '../api/response.ts';
import { applyFault } from '../faults/apply-fault.ts';
import type { Fault } from '../faults/fault.ts';
import type { FaultQueue } from '../faults/faults.ts';
import { preferredFault } from '../faults/prefer.ts';
import { repeatsHeaders, valuesOf } from '../http/header-values.ts';
import { mediaTypeProblem } from '../http/media-type.ts';
import { parseJson } from '../http/parse-json.ts';
import { readBody } from '../http/read-body.ts';
import type { Engine } from '../prism/engine.ts';
import type { Operation } from '../prism/prism.ts';
import type { Route } from '../prism/routing.ts';
import type { RequestTrace } from '../request-log/request-log.ts';
import type { Decision } from '../request-log/request-record.ts';

/** A request on its way through the steps, and what they have found out. */
export interface Exchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly head: RequestHead;
  readonly trace: RequestTrace;
  readonly engine: Engine;
  route?: Route;
  operation?: Operation;
  bytes?: Buffer;
  body?: unknown;
  response?: ApiResponse;
}

interface Step {
  /** What the request log calls a request that fails here. */
  readonly check: Decision['check'];
  /** Throws an `ApiError` to refuse the request. */
  readonly run: (exchange: Exchange) => Promise<void> | void;
}

/** Before the body's content counts. A step that reads the body is left out for operations without one. */
const ADMISSION: readonly Step[] = [
  { check: 'operation', run: findPath },
  { check: 'operation', run: checkMethod },
  { check: 'keys', run: checkKeys },
];
const BODY: readonly Step[] = [
  { check: 'body', run: checkSize },
  { check: 'body', run: checkMediaType },
  { check: 'body', run: readJson },
];
/** A fault comes between the steps above and these. Some faults replace them, others change the response. */
const ANSWER: readonly Step[] = [
  { check: 'request', run: checkFields },
  { check: 'request', run: answer },
];

/** Checks everything up to the body's JSON: path, method, keys, size, media type, JSON. */
export async function admit(exchange: Exchange): Promise<void> {
  await runSteps(ADMISSION, exchange);
  if (operationOf(exchange).request?.body !== undefined)
    await runSteps(BODY, exchange);
  // What is wrong from here on, is wrong with the request's content.
  exchange.trace.begin('request');
}

/** Checks the fields and has the handler answer. An error of the API is a response too. */
export async function respond(exchange: Exchange): Promise<ApiResponse> {
  await runSteps(ANSWER, exchange);
  if (exchange.response === undefined)
    throw new Error('No step gave a response.');
  return exchange.response;
}

/** The fault for a request, if there is one: its own wish in the header `Prefer` comes before waiting faults. */
export function takeFault(
  exchange: Exchange,
  faults: Pick<FaultQueue, 'take'>,
): Fault | undefined {
  const { head, reply } = exchange;
  const preferred = preferredFault(head.headers['prefer']);
  if (preferred !== undefined) {
    reply.header('preference-applied', preferred.applied);
    return preferred.fault;
  }
  return faults.take({
    operation: operationOf(exchange).iid ?? '',
    apiKeyId: head.headers[API_KEY_ID],
  });
}

/** Answers a request with a fault. */
export function respondWithFault(
  exchange: Exchange,
  fault: Fault,
): Promise<FastifyReply> {
  exchange.trace.fault(fault);
  return applyFault(fault, {
    operation: operationOf(exchange),
    reply: exchange.reply,
    respond: () => respond(exchange),
  });
}

async function runSteps(
  steps: readonly Step[],
  exchange: Exchange,
): Promise<void> {
  for (const { check, run } of steps) {
    exchange.trace.begin(check);
    const running = run(exchange);
    if (running !== undefined) await running;
  }
}

function findPath(exchange: Exchange): void {
  const route = exchange.engine.route(exchange.head);
  if ('allowed' in route && route.allowed.length === 0) throw notFound();
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
  exchange.bytes = await readBody(raw, Number(declared ?? NaN));
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

async function checkFields(exchange: Exchange): Promise<void> {
  const { engine, head, body, bytes } = exchange;
  const operation = operationOf(exchange);
  const length = bytes?.length ?? 0;
  const problem = await engine.checkFields(operation, head, body, length);
  if (problem !== undefined) exchange.response = errorResponse(problem);
}

function answer(exchange: Exchange): void {
  const { engine, head, body } = exchange;
  exchange.response ??= engine.answer(operationOf(exchange), head, body);
}

function operationOf({ operation }: Exchange): Operation {
  if (operation === undefined)
    throw new Error('The operation has not been found yet.');
  return operation;
}
