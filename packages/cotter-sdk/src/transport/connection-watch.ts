import type { ClientRequest, IncomingMessage, RequestOptions } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { nodeBuiltin } from '../runtime/node-builtins.ts';
import { PROXY_SCHEME_FAULT, hasForeignScheme, proxyOf } from './proxy.ts';

/** Knows whether a request can have left. */
export interface ConnectionWatch {
  /** True once the connection stands, and with TLS once the host has proved who it is: bytes may flow from then on. */
  connected: boolean;
  /** True while a connection that was kept open has brought nothing of a response. */
  kept?: boolean;
  /** The address of the proxy, if there is one. */
  proxy?: string | undefined;
}

/** What axios calls in place of Node's `http` and `https`. */
export interface WatchedTransport {
  request(
    options: RequestOptions,
    onAnswer: (answer: IncomingMessage) => void,
  ): ClientRequest;
}

/** Node's own HTTP client with an eye on the connection. Undefined where there is none. */
export function nodeTransport():
  ((watch: ConnectionWatch) => WatchedTransport) | undefined {
  const net = nodeBuiltin('node:net');
  const http = nodeBuiltin('node:http');
  const https = nodeBuiltin('node:https');
  if (net === undefined || http === undefined || https === undefined) {
    return undefined;
  }
  return (watch) => ({
    request(options, onAnswer) {
      const secure = options.protocol === 'https:';
      watch.proxy = proxyOf(options);
      if (watch.proxy !== undefined && hasForeignScheme(watch.proxy)) {
        throw Object.assign(new Error(), { code: PROXY_SCHEME_FAULT });
      }
      const request = (secure ? https : http).request(options, onAnswer);
      // Test tools put requests of their own in place of Node's. Nothing is known of those.
      if (!(request instanceof http.ClientRequest)) watch.connected = true;
      request.once('response', () => {
        watch.kept = false;
      });
      request.once('socket', (socket) => {
        watch.kept = request.reusedSocket;
        // A tunnel that the proxy refused yields a socket on which its refusal is read; nothing can go to the server.
        if (!socket.writable) return;
        if (isReal(socket, net.Socket)) watchSocket(watch, socket, secure);
        else watch.connected = true;
      });
      return request;
    },
  });
}

/**
 * Whether the socket goes to the operating system, whose connection is what `connecting` is about. A test tool's socket
 * has no handle, though it may be of Node's class, and it may take a request without ever emitting `connect`.
 */
function isReal(socket: Duplex, RealSocket: typeof Socket): boolean {
  const { _handle: handle } = socket as { readonly _handle?: unknown };
  return (
    socket instanceof RealSocket && handle !== null && handle !== undefined
  );
}

interface WatchedSocket extends Duplex {
  readonly connecting?: boolean;
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
  const isConnecting = secure ? socket.secureConnecting : socket.connecting;
  if (isConnecting === true) {
    socket.once(secure ? 'secureConnect' : 'connect', ready);
  } else ready();
}
