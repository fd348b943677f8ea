import type { Socket } from 'node:net';
import { Readable } from 'node:stream';
// Not the global ones, which a test that fakes timers in the mock's own process takes away.
import { clearTimeout, setTimeout } from 'node:timers';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyReply } from 'fastify';
import type { ApiResponse } from '../api/response.ts';
import type { Operation } from '../prism/prism.ts';
import { describedResponse } from './described-response.ts';
import type { Fault } from './fault.ts';
import { send, textOf } from '../http/send.ts';
import { tcpConnection } from '../http/server-factory.ts';

const PAGE = '<!doctype html><title>Bad Gateway</title><h1>Bad Gateway</h1>\n';
const DRIP_MS = 10;

/** The request that a fault is applied to. */
export interface FaultTarget {
  readonly operation: Operation;
  readonly reply: FastifyReply;
  /** Carries out the request. */
  readonly respond: () => Promise<ApiResponse>;
}

/**
 * Answers a request with a fault.
 *
 * @throws {ApiError} if the fault asks for an example that is not there
 */
export async function applyFault(
  fault: Fault,
  { operation, reply, respond }: FaultTarget,
): Promise<FastifyReply> {
  if (fault.delayMs !== undefined) await wait(fault.delayMs, reply);
  const { kind, status } = fault;
  switch (kind) {
    case 'delay':
      return send(reply, await respond());
    case 'status':
      return send(reply, describedResponse(operation, status ?? 500, fault));
    case 'html':
      return send(
        reply,
        {
          status: status ?? 502,
          headers: { 'content-type': 'text/html; charset=utf-8' },
          body: PAGE,
        },
        PAGE,
      );
    case 'redirect':
      return send(
        reply,
        {
          status: status ?? 307,
          headers: { location: fault.location ?? '/' },
          body: '',
        },
        Buffer.alloc(0),
      );
    case 'reset':
      return cut(reply, reset);
    case 'empty-reply':
      return cut(reply, end);
    case 'lost-reply':
      await respond();
      return cut(reply, reset);
    case 'truncated':
      return truncate(reply, await respond());
    case 'malformed-json': {
      const { bytes, ...rest } = await inBytes(respond);
      return send(reply, rest, bytes.subarray(0, -1));
    }
    case 'slow-drip': {
      const { bytes, ...rest } = await inBytes(respond);
      reply.header('content-length', String(bytes.length));
      return send(
        reply,
        rest,
        Readable.from(drops(bytes, fault.intervalMs ?? DRIP_MS)),
      );
    }
    case 'wrong-content-type': {
      const { bytes, ...rest } = await inBytes(respond);
      const headers = { ...rest.headers, 'content-type': 'text/plain' };
      return send(reply, { ...rest, headers }, bytes);
    }
  }
}

async function inBytes(
  respond: () => Promise<ApiResponse>,
): Promise<ApiResponse & { bytes: Buffer }> {
  const given = await respond();
  return { ...given, bytes: Buffer.from(textOf(given)) };
}

/** Waits, but no longer than the client does. */
function wait(milliseconds: number, { raw }: FastifyReply): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    raw.once('close', end);
  });
}

function cut(reply: FastifyReply, how: (socket: Socket) => void): FastifyReply {
  reply.hijack();
  how(reply.request.raw.socket);
  return reply;
}

function reset(socket: Socket): void {
  tcpConnection(socket).resetAndDestroy();
}

function end(socket: Socket): void {
  socket.end();
}

function truncate(reply: FastifyReply, answer: ApiResponse): FastifyReply {
  const bytes = Buffer.from(textOf(answer));
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(answer.status, {
    ...answer.headers,
    'content-length': String(bytes.length),
  });
  raw.write(bytes.subarray(0, bytes.length >>> 1), () => {
    reply.request.raw.socket.end();
  });
  return reply;
}

async function* drops(
  bytes: Buffer,
  intervalMs: number,
): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += 1) {
    await sleep(intervalMs);
    yield bytes.subarray(at, at + 1);
  }
}
