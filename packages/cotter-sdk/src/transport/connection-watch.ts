import type { ClientRequest, IncomingMessage, RequestOptions } from 'node:http';
import type { Duplex } from 'node:stream';

/** Knows whether a request can have left. */
export interface ConnectionWatch {
  /** True once the connection stands, and with TLS once the host has proved who it is: bytes may flow from then on. */
  connected: boolean;
  /** True while a connection that was kept open has brought nothing of a response. */
  kept?: boolean;
}

/** What axios calls in place of Node's `http` and `https`. */
export interface WatchedTransport {
  request(
    options: RequestOptions,
    onAnswer: (answer: IncomingMessage) => void,
  ): ClientRequest;
}

/**
 * Node's own HTTP client with an eye on the connection. Undefined outside Node.js; looked up rather than imported, so
 * that bundles for browsers hold no trace of it.
 */
export function nodeTransport():
  ((watch: ConnectionWatch) => WatchedTransport) | undefined {
  const scope: { readonly process?: Partial<NodeJS.Process> } = globalThis;
  const { process } = scope;
  if (process?.getBuiltinModule === undefined) return undefined;
  const http = process.getBuiltinModule('node:http');
  const https = process.getBuiltinModule('node:https');
  return (watch) => ({
    request(options, onAnswer) {
      const secure = options.protocol === 'https:';
      const request = (secure ? https : http).request(options, onAnswer);
      request.once('response', () => {
        watch.kept = false;
      });
      request.once('socket', (socket) => {
        watch.kept = request.reusedSocket;
        watchSocket(watch, socket, secure);
      });
      return request;
    },
  });
}

interface WatchedSocket extends Duplex {
  readonly connecting?: boolean;
  readonly encrypted?: boolean;
  readonly secureConnecting?: boolean;
}

function watchSocket(
  watch: ConnectionWatch,
  socket: WatchedSocket,
  secure: boolean,
): void {
  const ready = () => {
    watch.connected = true;
  };
  // A tunnel that the proxy refused yields a plain socket, on which its refusal is read; nothing goes to the server.
  if (secure && socket.encrypted !== true) return;
  const isConnecting = secure ? socket.secureConnecting : socket.connecting;
  if (isConnecting === true) {
    socket.once(secure ? 'secureConnect' : 'connect', ready);
  } else ready();
}
