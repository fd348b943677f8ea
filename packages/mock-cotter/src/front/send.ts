import type { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import type { Answer } from '../engine/answer.ts';
import type { OpenRecord } from '../requests/request-log.ts';

/** The bytes of an answer's body. */
export function bytesOf({ status, body }: Answer): Buffer {
  // A 204 and a 304 have none (RFC 9110 section 6.4.1).
  return status === 204 || status === 304
    ? Buffer.alloc(0)
    : Buffer.from(JSON.stringify(body));
}

/** Writes an answer, with other bytes than its own if told so. */
export function write(
  reply: FastifyReply,
  answer: Answer,
  // As bytes, so that the framework adds no charset: JSON has none (RFC 8259 section 11).
  bytes: Buffer | Readable = bytesOf(answer),
): FastifyReply {
  return reply.code(answer.status).headers(answer.headers).send(bytes);
}

/** Writes an answer, and notes it in the request's record. */
export function send(
  reply: FastifyReply,
  answer: Answer,
  bytes?: Buffer | Readable,
): FastifyReply {
  reply.request.getDecorator<OpenRecord>('record').answered(answer);
  return write(reply, answer, bytes);
}
