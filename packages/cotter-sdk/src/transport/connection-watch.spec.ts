import { EventEmitter } from 'node:events';
import http from 'node:http';
import https from 'node:https';
import { Socket } from 'node:net';
import { PassThrough } from 'node:stream';
import { describe, expect, it, vi } from 'vitest';
import { nodeTransport } from './connection-watch.ts';

/** Makes an emitter an instance of one of Node's classes, without what its constructor does. */
function inherit(emitter: EventEmitter, prototype: object): EventEmitter {
  Object.setPrototypeOf(emitter, Object.create(prototype) as object);
  return emitter;
}

/** Makes a request of this protocol that gets this socket, and says when the watch knows of a connection. */
function watched(protocol: string, fields: object) {
  const socket = inherit(new EventEmitter(), Socket.prototype);
  const known = { _handle: {}, writable: true, ...fields };
  for (const [name, value] of Object.entries(known)) {
    Object.defineProperty(socket, name, { value });
  }
  const request = inherit(new EventEmitter(), http.ClientRequest.prototype);
  const over = (name: 'http' | 'https') => () => {
    used.push(name);
    return request as never;
  };
  const used: string[] = [];
  vi.spyOn(http, 'request').mockImplementation(over('http'));
  vi.spyOn(https, 'request').mockImplementation(over('https'));
  const watch = { connected: false };
  const made = nodeTransport()?.(watch).request({ protocol }, () => undefined);
  expect(made).toBe(request);
  expect(watch.connected).toBe(false);
  request.emit('socket', socket);
  return { watch, socket, used };
}

describe('a request over http', () => {
  it('can have left once the connection stands', () => {
    const { watch, socket, used } = watched('http:', { connecting: true });
    expect(used).toEqual(['http']);
    expect(watch.connected).toBe(false);
    socket.emit('secureConnect');
    expect(watch.connected).toBe(false);
    socket.emit('connect');
    expect(watch.connected).toBe(true);
  });

  it('can have left at once over a connection that was kept', () => {
    const { watch } = watched('http:', { connecting: false });
    expect(watch.connected).toBe(true);
  });
});

describe('a request over https', () => {
  it('can have left once the host has proved who it is', () => {
    const { watch, socket, used } = watched('https:', {
      encrypted: true,
      connecting: true,
      secureConnecting: true,
    });
    expect(used).toEqual(['https']);
    socket.emit('connect');
    expect(watch.connected).toBe(false);
    socket.emit('secureConnect');
    expect(watch.connected).toBe(true);
  });

  it('can have left at once over a connection that was kept', () => {
    const { watch } = watched('https:', {
      encrypted: true,
      secureConnecting: false,
    });
    expect(watch.connected).toBe(true);
  });

  it('has not left where a proxy refused the tunnel', () => {
    const { watch, socket } = watched('https:', {
      connecting: false,
      writable: false,
    });
    socket.emit('secureConnect');
    expect(watch.connected).toBe(false);
  });
});

describe('a request that a test tool has taken', () => {
  it.each([
    ['http:', { connecting: true, _handle: null }],
    ['http:', { connecting: true, _handle: undefined }],
    ['https:', { connecting: true, _handle: null }],
  ])('can have left: a %s socket without a connection, %j', (protocol, it) => {
    expect(watched(protocol, it).watch.connected).toBe(true);
  });

  it('can have left over a socket of another class', () => {
    vi.spyOn(http, 'request').mockReturnValue(
      inherit(new EventEmitter(), http.ClientRequest.prototype) as never,
    );
    const watch = { connected: false };
    const made = nodeTransport()?.(watch).request(
      { protocol: 'http:' },
      () => undefined,
    );
    expect(watch.connected).toBe(false);
    made?.emit('socket', new PassThrough());
    expect(watch.connected).toBe(true);
  });

  it('can have left if it is none of Node.js', () => {
    vi.spyOn(http, 'request').mockReturnValue(new EventEmitter() as never);
    const watch = { connected: false };
    nodeTransport()?.(watch).request({ protocol: 'http:' }, () => undefined);
    expect(watch.connected).toBe(true);
  });
});

describe('outside Node.js', () => {
  it.each([undefined, {}])(
    'nothing is watched, with the process %j',
    (process) => {
      vi.stubGlobal('process', process);
      expect(nodeTransport()).toBeUndefined();
    },
  );
});
