import { STATUS_CODES, maxHeaderSize } from 'node:http';
import type { Duplex } from 'node:stream';
import { ApiError, invalidRequest } from '../api/api-error.ts';

/**
 * Answers what never became a request, because Node could not or would not read it: malformed HTTP, headers over the
 * limit (RFC 6585 section 5), a request that does not end in time (RFC 9110 section 15.5.9). Then it closes.
 */
export function refuseUnreadable(
  error: NodeJS.ErrnoException,
  socket: Duplex,
): void {
  // Who did not manage to begin TLS could not read an answer.
  const noTls = error.code?.startsWith('ERR_SSL_') === true;
  if (error.code === 'ECONNRESET' || noTls || !socket.writable) {
    socket.destroy();
    return;
  }
  refuseOnSocket(unreadable(error.code), socket);
}

/** Writes a refusal to a bare socket and closes it. */
export function refuseOnSocket(
  { status, body, headers }: ApiError,
  socket: Duplex,
): void {
  const text = JSON.stringify(body);
  const lines = [
    `HTTP/1.1 ${String(status)} ${STATUS_CODES[status] ?? ''}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    'Content-Type: application/json',
    `Content-Length: ${String(Buffer.byteLength(text))}`,
    'Connection: close',
  ];
  socket.on('error', () => {
    // The other side is gone; there is nobody left to tell.
  });
  socket.end(`${lines.join('\r\n')}\r\n\r\n${text}`, () => {
    socket.destroy();
  });
}

function unreadable(code: string | undefined): ApiError {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return new ApiError(431, {
        msg: `The request line and headers are larger than ${String(maxHeaderSize)} bytes.`,
        type: 'headers_too_large',
      });
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new ApiError(408, {
        msg: 'The request did not end in time.',
        type: 'request_timeout',
      });
    default:
      return invalidRequest('The request is malformed HTTP.');
  }
}
