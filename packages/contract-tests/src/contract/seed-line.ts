import process from 'node:process';
import { SEED_VARIABLE } from './seed.ts';

/** Says which seed a run followed, whether or not it passed. */
export function seedLine(): string {
  return `${SEED_VARIABLE}=${process.env[SEED_VARIABLE] ?? ''} repeats the random values of this run.`;
}

/** Has Vitest say it after its own summary. */
export default function announce(): () => void {
  return () => {
    process.stdout.write(`${seedLine()}\n`);
  };
}
