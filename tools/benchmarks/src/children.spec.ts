import process from 'node:process';
import { describe, expect, it } from 'vitest';
import { createChildren } from './children.ts';

const LISTENING = `
  const server = require('node:http').createServer((_, response) => response.end('hello'));
  server.listen(0, '127.0.0.1', () => {
    console.log('one line before');
    console.log('ready on http://127.0.0.1:' + server.address().port);
  });
`;

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe('children', () => {
  it('tells where a server listens', async () => {
    await using children = createChildren();
    const server = await children.serve(['-e', LISTENING]);
    const answer = await fetch(server.url);
    expect(await answer.text()).toBe('hello');
    expect(server.lines[0]).toBe('one line before');
    await server.stop();
    expect(isRunning(server.pid)).toBe(false);
  });

  it('leaves no process behind when a benchmark throws', async () => {
    let pid = 0;
    const failing = async () => {
      await using children = createChildren();
      ({ pid } = await children.serve(['-e', LISTENING]));
      expect(isRunning(pid)).toBe(true);
      throw new Error('the benchmark failed');
    };
    await expect(failing()).rejects.toThrow('the benchmark failed');
    expect(isRunning(pid)).toBe(false);
  });

  it('rejects when a server ends before it listens', async () => {
    await using children = createChildren();
    await expect(
      children.serve(['-e', 'throw new Error("no port left")']),
    ).rejects.toThrow('no port left');
  });

  it('yields what a command prints', async () => {
    await using children = createChildren();
    expect(
      await children.run(process.execPath, ['-p', '6 * 7'], { env: {} }),
    ).toBe('42\n');
  });

  it.each([
    ['ends with another code than 0', process.execPath, ['-e', 'throw 1']],
    ['cannot be started', '/no/such/command', []],
  ])('rejects when a command %s', async (_, command, args) => {
    await using children = createChildren();
    await expect(children.run(command, args)).rejects.toThrow('failed');
  });
});
