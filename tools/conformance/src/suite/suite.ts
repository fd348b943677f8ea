import { createClientChecks } from './client-checks.ts';
import { createDesk } from './desk.ts';
import type { Environment, Result } from './environment.ts';
import { createResendChecks } from './resend-checks.ts';
import { createSessionChecks } from './session-checks.ts';
import type { Checks } from './subject.ts';
import { createVerifyChecks } from './verify-checks.ts';
import { createSubject } from './subject.ts';

/** No check takes longer, in milliseconds. */
const LIMIT_MS = 15_000;

/** Runs every check, one after the other. Never rejects. */
export async function runSuite(environment: Environment): Promise<Result[]> {
  const desk = createDesk(environment);
  const subject = createSubject(environment, desk);
  const checks: Checks = {
    ...createClientChecks(subject),
    ...createSessionChecks(subject),
    ...createVerifyChecks(subject),
    ...createResendChecks(subject),
  };
  const results: Result[] = [];
  for (const [check, run] of Object.entries(checks)) {
    let timer: ReturnType<typeof setTimeout> | undefined;
    try {
      await desk.reset();
      await Promise.race([
        run(),
        new Promise((_, reject) => {
          timer = setTimeout(() => {
            reject(new Error('did not end'));
          }, LIMIT_MS);
        }),
      ]);
      results.push({ check });
    } catch (error) {
      results.push({ check, error: String(error) });
    } finally {
      clearTimeout(timer);
    }
  }
  return results;
}
