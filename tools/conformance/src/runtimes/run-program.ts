import { spawn } from 'node:child_process';
import process from 'node:process';
import type { Command } from './runtime.ts';

/** No suite takes longer, in milliseconds. */
const LIMIT_MS = 180_000;

/** Runs a program to its end, and returns what it printed. Rejects, with what it printed, if it fails. */
export async function runProgram([file, ...args]: Command): Promise<string> {
  const child = spawn(file, args, {
    env: { ...process.env, NO_COLOR: '1', DENO_NO_UPDATE_CHECK: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: LIMIT_MS,
    killSignal: 'SIGKILL',
  });
  let [output, errors] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) {
    throw new Error(`It ended with ${String(code)}. ${output}${errors}`.trim());
  }
  return output;
}
