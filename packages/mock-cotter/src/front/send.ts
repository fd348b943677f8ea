import type { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import type { Answer } from '../engine/answer.ts';
import type { OpenRecord } from '../requests/request-log.ts';

/** The bytes of an answer's body. */
export function bytesOf({ status, headers, body }: Answer): Buffer {
  // A 204 and a 304 have none (RFC 9110 section 6.4.1).
  if (status === 204 || status === 304) return Buffer.alloc(0);
  // A text is sent as it is where it is not declared as JSON.
  const isText =
    typeof body === 'string' && headers['content-type']?.startsWith('text/');
  return Buffer.from(isText === true ? body : JSON.stringify(body));
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
