import {
  appendFile,
  mkdtemp,
  readFile,
  rename,
  rm,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { restartOnChange } from './restart-on-change.js';

let folder: string;
let file: string;
let starts: string;
let stop: AbortController;
let said: string[];
let ended: Promise<number>;

/** A program that notes its start and its end, and ends by itself when the file says so. */
const PROGRAM = `
const { appendFileSync, readFileSync } = require('node:fs');
const [file, starts] = process.argv.slice(1);
const text = readFileSync(file, 'utf8');
process.on('SIGTERM', () => { appendFileSync(starts, 'end ' + text + ';'); process.exit(0); });
appendFileSync(starts, 'start ' + text + ';');
if (text === 'fails') process.exit(3);
setInterval(() => {}, 1000);
`;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'restart-'));
  file = join(folder, 'description');
  starts = join(folder, 'starts');
  await writeFile(file, 'one');
  await writeFile(starts, '');
  stop = new AbortController();
  said = [];
  ended = restartOnChange({
    file,
    prepare: async () => {
      const text = await readFile(file, 'utf8');
      if (text.startsWith('broken')) throw new Error('line 7 is wrong');
    },
    command: [process.execPath, '-e', PROGRAM, file, starts],
    print: (line) => said.push(line),
    signal: stop.signal,
  });
  await noted('start one;');
});

afterEach(async () => {
  stop.abort();
  await ended;
  await rm(folder, { recursive: true });
});

function noted(text: string): Promise<void> {
  return vi.waitFor(
    async () => {
      expect(await readFile(starts, 'utf8')).toBe(text);
    },
    { timeout: 20_000 },
  );
}

function output(text: string): Promise<void> {
  return vi.waitFor(
    () => {
      expect(said.join('\n')).toContain(text);
    },
    { timeout: 20_000 },
  );
}

describe('restartOnChange', () => {
  it('starts again after a change, once the program before has ended', async () => {
    await writeFile(file, 'two');
    await noted('start one;end one;start two;');
    await output('changed; restarting');
  }, 60_000);

  it('sees a file that was put in the place of the old one', async () => {
    const other = join(folder, 'other');
    await writeFile(other, 'two');
    await rename(other, file);
    await noted('start one;end one;start two;');
  }, 60_000);

  it('reports what is wrong with a change, keeps the program and waits for the next', async () => {
    await writeFile(file, 'broken');
    await output('description is not usable yet: line 7 is wrong');
    await noted('start one;');
    await writeFile(file, 'two');
    await noted('start one;end one;start two;');
  }, 60_000);

  it('tells that the program ended by itself, and waits for the next change', async () => {
    await writeFile(file, 'fails');
    await output('It ended with code 3');
    await appendFile(file, ' no more');
    await noted('start one;end one;start fails;start fails no more;');
  }, 60_000);

  it('ends with the code of a program that never needed a change', async () => {
    await writeFile(file, 'fails');
    const code = await restartOnChange({
      file,
      prepare: () => Promise.resolve(),
      command: [process.execPath, '-e', PROGRAM, file, starts],
      print: (line) => said.push(line),
      signal: stop.signal,
    });
    expect(code).toBe(3);
  }, 60_000);

  it('ends with its program', async () => {
    stop.abort();
    expect(await ended).toBe(0);
    await noted('start one;end one;');
    expect(said).toEqual([]);
  }, 60_000);
});
