import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import type { ApiResponse } from '../api/response.ts';

/** The text of a response's body. */
export function textOf({ status, headers, body }: ApiResponse): string {
  // A 204 and a 304 have none (RFC 9110 section 6.4.1).
  if (status === 204 || status === 304) return '';
  // A text is sent as it is where it is not declared as JSON.
  const isText =
    typeof body === 'string' && headers['content-type']?.startsWith('text/');
  return isText === true ? body : JSON.stringify(body);
}

/** Writes a response, with `content` in place of its own body if given. */
export function write(
  reply: FastifyReply,
  response: ApiResponse,
  // Text goes out together with the headers; bytes would be a second piece.
  content: string | Buffer | Readable = response.body instanceof Readable
    ? response.body
    : textOf(response),
): FastifyReply {
  return (
    reply
      .code(response.status)
      .headers(response.headers)
      // Without one, the framework adds a charset: JSON has none (RFC 8259 section 11).
      .serializer(asItIs)
      .send(content)
  );
}

function asItIs(text: string): string {
  return text;
}

/** What `send` reports each response to. The request log's `RequestTrace` is one: named here, `http` needs no log. */
interface ResponseObserver {
  respond(response: ApiResponse): void;
}

/** Writes a response, and reports it to the request's trace. */
export function send(
  reply: FastifyReply,
  response: ApiResponse,
  content?: string | Buffer | Readable,
): FastifyReply {
  reply.request.getDecorator<ResponseObserver>('trace').respond(response);
  return write(reply, response, content);
}
