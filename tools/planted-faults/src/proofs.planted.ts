// Takes the proofs of planted faults; run by `run-checks.ts`, with or without a fault planted.
import { readFileSync, writeFileSync } from 'node:fs';
import { env } from 'node:process';
import { afterAll, expect, it } from 'vitest';
import { faults } from './faults/faults.ts';
import { createProofTools } from './proof-tools.ts';
import type { Proof } from './proof.ts';
import { readOrder, ORDER_VARIABLE } from './order.ts';

/** How long one proof may take, in milliseconds. */
const PATIENCE_MS = 10_000;

const { answers: file, proofs } = readOrder(
  readFileSync(env[ORDER_VARIABLE] ?? '', 'utf8'),
);
const answers: Record<string, unknown> = {};

afterAll(() => {
  writeFileSync(file, JSON.stringify(answers));
});

it.each(proofs)(
  '%s: the proof yields the same each time',
  async (id) => {
    const { proof } = faults.find((fault) => fault.id === id) ?? {};
    if (typeof proof !== 'function')
      throw new Error(`${id} has no such proof.`);
    const first = await answerOf(proof);
    answers[id] = first;
    expect(await answerOf(proof)).toEqual(first);
  },
  40_000,
);

async function answerOf(proof: Proof): Promise<unknown> {
  await using tools = createProofTools();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((resolve) => {
    timer = setTimeout(() => {
      resolve({ hangs: true });
    }, PATIENCE_MS);
  });
  const answer = Promise.resolve(tools)
    .then(proof)
    .catch((error: unknown) => ({ throws: String(error) }));
  const first = await Promise.race([answer, late]);
  clearTimeout(timer);
  // What is compared is what the report could show.
  return JSON.parse(JSON.stringify({ answer: first })) as unknown;
}
