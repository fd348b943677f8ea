import { EventEmitter } from 'node:events';
import http from 'node:http';
import https from 'node:https';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { nodeTransport } from './connection-watch.ts';

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

/** Makes a request of this protocol that gets this socket, and says when the watch knows of a connection. */
function watched(protocol: string, fields: object) {
  const socket = Object.assign(new EventEmitter(), fields);
  const request = new EventEmitter();
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
    const { watch, socket } = watched('https:', { connecting: false });
    socket.emit('secureConnect');
    expect(watch.connected).toBe(false);
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
