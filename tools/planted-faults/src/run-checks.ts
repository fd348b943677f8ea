import { execFile } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { env, execPath } from 'node:process';
import {
  RUNS_VARIABLE,
  SEED_VARIABLE,
} from '@org/contract-tests/internal/contract/seed';
import type { Edit } from './edit.ts';
import { ORDER_VARIABLE, type Order } from './order.ts';
import { root } from './workspace.ts';

const CONFIG = 'tools/planted-faults/vitest.planted.mts';
const PROOFS = 'tools/planted-faults/src/proofs.planted.ts';

/** What to run, and with what in it. */
export interface Assignment {
  readonly edits: readonly Edit[];
  /** Test files, from the workspace's root. */
  readonly files: readonly string[];
  /** The faults whose proofs are taken. */
  readonly proofs: readonly string[];
  readonly seed: number;
  /** How many values each property is tried with, at most. */
  readonly runs: number;
  /** When the run is cut off, in milliseconds. */
  readonly timeoutMs: number;
}

/** What came of a test file. */
export interface FileResult {
  readonly file: string;
  readonly passed: number;
  /** Tests that failed, and with what. */
  readonly failed: readonly {
    readonly test: string;
    readonly message: string;
  }[];
  /** Why the file failed as a whole, if it did: then its tests did not run. */
  readonly crash?: string;
}

export interface RunResult {
  readonly files: readonly FileResult[];
  /** What each proof yielded, by fault; nothing for one that could not be taken. */
  readonly answers: Readonly<Record<string, unknown>>;
}

interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly {
      readonly status: string;
      readonly fullName: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

/**
 * Runs test files in a process of their own, with the edits planted.
 *
 * @throws {Error} if the run gives no report: it was cut off, or vitest itself failed
 */
export async function runChecks({
  edits,
  files,
  proofs,
  seed,
  runs,
  timeoutMs,
}: Assignment): Promise<RunResult> {
  const folder = mkdtempSync(join(tmpdir(), 'planted-fault-'));
  try {
    const answers = join(folder, 'answers.json');
    const report = join(folder, 'report.json');
    const orderFile = join(folder, 'order.json');
    const order: Order = {
      root,
      edits,
      files: proofs.length === 0 ? files : [...files, PROOFS],
      proofs,
      answers,
    };
    writeFileSync(orderFile, JSON.stringify(order));
    const output = await vitest(report, timeoutMs, {
      [ORDER_VARIABLE]: orderFile,
      [SEED_VARIABLE]: String(seed),
      [RUNS_VARIABLE]: String(runs),
    });
    const { testResults } = readJson(report, output) as Report;
    return {
      files: testResults.map(readFile),
      answers: existsSync(answers)
        ? (readJson(answers, output) as RunResult['answers'])
        : {},
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function readFile({
  name,
  status,
  message,
  assertionResults,
}: Report['testResults'][number]): FileResult {
  const failed = assertionResults
    .filter((each) => each.status === 'failed')
    .map(({ fullName, failureMessages }) => ({
      test: fullName,
      message: failureMessages.join('\n'),
    }));
  return {
    file: relative(root, name),
    passed: assertionResults.filter((each) => each.status === 'passed').length,
    failed,
    ...(status === 'failed' &&
      failed.length === 0 && { crash: message || 'no test of it ran' }),
  };
}

/** Runs vitest to its end, good or bad, and returns the last of what it printed. */
function vitest(
  report: string,
  timeout: number,
  variables: Readonly<Record<string, string>>,
): Promise<string> {
  const require = createRequire(import.meta.url);
  const bin = join(
    dirname(require.resolve('vitest/package.json')),
    'vitest.mjs',
  );
  return new Promise((resolve) => {
    const child = execFile(
      execPath,
      [
        bin,
        'run',
        '--config',
        CONFIG,
        '--reporter=json',
        `--outputFile=${report}`,
      ],
      {
        cwd: root,
        env: { ...ownEnvironment(), ...variables },
        timeout,
        killSignal: 'SIGKILL',
        maxBuffer: 64 * 1024 * 1024,
      },
      (_error, stdout, stderr) => {
        process.off('exit', end);
        resolve(`${stdout}\n${stderr}`.slice(-2000));
      },
    );
    const end = (): void => {
      child.kill('SIGKILL');
    };
    process.once('exit', end);
  });
}

/** Without what a surrounding vitest tells its own workers, and what would give the suite another target. */
function ownEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(env).filter(
      ([name]) => !/^(VITEST|CONTRACT_|TEST$)/.test(name),
    ),
  );
}

function readJson(file: string, output: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new Error(`A run with a planted fault gave no report: ${output}`);
  }
  return JSON.parse(text);
}
