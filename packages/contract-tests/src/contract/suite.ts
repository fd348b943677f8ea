import {
  afterAll,
  beforeAll,
  describe,
  expect,
  it,
  type RunnerTask,
  type TestContext,
} from 'vitest';
import { operations, pathOf } from '../description/operations.ts';
import { firstViolations } from '../oracle/first-violations.ts';
import type { ObservedResponse } from '../oracle/oracle.ts';
import { givenTarget } from '../target/given-target.ts';
import { startInProcessMock } from '../target/in-process-mock.ts';
import { mockControl } from '../target/mock-control.ts';
import type {
  Ability,
  Control,
  StartedTarget,
  Target,
} from '../target/target.ts';
import type { Exchange, Request } from '../traffic/exchange.ts';
import { createSender, type Sender } from '../traffic/send.ts';
import { describeExchange } from '../traffic/describe-exchange.ts';
import { checks, type CheckId } from './checks.ts';
import { seed } from './seed.ts';

/** What the tests of a check work with. */
export interface Suite {
  readonly target: Target;
  /** Whether the target is the suite's own and lets pass what only a signature or a date speaks against. */
  readonly lenient: boolean;
  /** Every exchange so far. */
  readonly exchanges: readonly Exchange[];
  /**
   * Sends a request and validates the response by the description, closed: whatever the question was, an answer that is not
   * described is a failure, and so is one from 500 up unless it is expected.
   *
   * @param expected the statuses that the question may get; without it, any below 500 that is described
   */
  ask(
    request: Request,
    ...expected: readonly number[]
  ): Promise<ObservedResponse>;
  /** What the target can be made to do; skips the test, with the reason, where it cannot. */
  need<Needed extends Ability>(
    context: TestContext,
    ...abilities: readonly Needed[]
  ): Required<Pick<Control, Needed>>;
}

/** What a check may say of itself. */
export interface SizeOptions {
  /**
   * The least number of tests that must have run or been skipped with a reason, as it follows from the description: a
   * table that has become empty fails. Default: 1.
   */
  readonly atLeast?: number;
}

export interface CheckOptions extends SizeOptions {
  /** Whether the suite's own target checks signatures, dates and keys. Default: true. */
  readonly strict?: boolean;
}

/** Declares a check that asks no target: it is about the description, or about what this workspace publishes. */
export function checkAlone(
  id: CheckId,
  body: () => void,
  { atLeast = 1 }: SizeOptions = {},
): void {
  describe(titleOf(id), () => {
    mustRun(atLeast);
    body();
  });
}

/** Declares a check that asks a target: the one that the suite was given, or a mock of its own. */
export function check(
  id: CheckId,
  body: (suite: Suite) => void,
  { strict = true, atLeast = 1 }: CheckOptions = {},
): void {
  describe(titleOf(id), () => {
    mustRun(atLeast);
    const exchanges: Exchange[] = [];
    let target: Target | undefined;
    let own: StartedTarget | undefined;
    let sender: Sender | undefined;

    beforeAll(async () => {
      const given = givenTarget();
      own = given === undefined ? await startInProcessMock(strict) : undefined;
      target = own ?? (given && (await withMockControl(given)));
      sender = createSender(must(target).baseUrl);
    });
    afterAll(async () => {
      sender?.[Symbol.dispose]();
      await own?.[Symbol.asyncDispose]();
    });

    body({
      get target() {
        return must(target);
      },
      get lenient() {
        return !strict && own !== undefined;
      },
      exchanges,
      async ask(request, ...expected) {
        const response = await must(sender).send(request);
        const exchange = { request, response };
        exchanges.push(exchange);
        const wrong = wrongWith(exchange, expected);
        if (wrong.length > 0)
          throw new Error(
            [
              ...wrong,
              describeExchange(exchange, must(target).baseUrl),
              `seed: ${String(seed)}`,
            ].join('\n'),
          );
        return response;
      },
      need<Needed extends Ability>(
        context: TestContext,
        ...abilities: readonly Needed[]
      ) {
        const control = must(target).control ?? {};
        const missing = abilities.filter((each) => control[each] === undefined);
        if (missing.length > 0)
          context.skip(`the target gives no control: ${missing.join(', ')}`);
        return control as Required<Pick<Control, Needed>>;
      },
    });

    it('both validators agree on every answer', async () => {
      // Loaded when it is needed, because it takes as long as a small check.
      const { disagreements } = await import('../oracle/validators.ts');
      const found = await disagreements(exchanges, must(target).baseUrl);
      expect(found.join('\n\n'), `seed: ${String(seed)}`).toBe('');
    });
  });
}

function mustRun(atLeast: number): void {
  // eslint-disable-next-line no-empty-pattern -- Vitest reads what is asked of the first parameter from its source.
  afterAll(({}, { tasks }) => {
    const tests = tasks.flatMap(testsIn);
    // Without a result it was filtered out, by a name on the command line.
    if (tests.some(({ result }) => result === undefined)) return;
    if (tests.length < atLeast)
      throw new Error(
        `Only ${String(tests.length)} tests ran, where the description asks for ${String(atLeast)}.`,
      );
  });
}

function testsIn(task: RunnerTask): RunnerTask[] {
  return task.type === 'test' ? [task] : task.tasks.flatMap(testsIn);
}

function titleOf(id: CheckId): string {
  return `${id}: ${checks.find((each) => each.id === id)?.claim ?? ''}`;
}

async function withMockControl(given: Target): Promise<Target> {
  if (given.control !== undefined) return given;
  const control = await mockControl(given);
  return control === undefined ? given : { ...given, control };
}

function must<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('The suite has not started.');
  return value;
}

/** One line for each thing that is wrong with an answer. */
function wrongWith(
  { request, response }: Exchange,
  expected: readonly number[],
): string[] {
  const found = firstViolations({ request, response });
  const { status } = response;
  if (expected.length === 0 ? status >= 500 : !expected.includes(status))
    found.unshift(
      `status ${String(status)}, expected ${expected.length === 0 ? 'one below 500' : expected.join(' or ')}`,
    );
  return found;
}

/** The operation that a request is for; `undefined` if none is. */
export function operationOf({ method, path }: Request): string | undefined {
  const template = pathOf(path);
  return operations.find(
    (each) => each.path === template && each.method === method,
  )?.operationId;
}
