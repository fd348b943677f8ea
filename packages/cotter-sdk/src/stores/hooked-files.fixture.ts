// Lets a test do something just before a step of the file system, as if the process had been frozen there.
import type * as Files from 'node:fs/promises';

export type Step =
  'link' | 'open' | 'pause' | 'readFile' | 'rename' | 'stat' | 'unlink';

/** What is done just before a step at this path, and may be a failure of it. */
export type Before = (step: Step, path: string) => Promise<void>;

const nothing: Before = () => Promise.resolve();

export const hook = {
  before: nothing,
  reset(): void {
    hook.before = nothing;
  },
};

/** Does something before the first such step, at this path if one is given. */
export function once(
  step: Step,
  path: string | undefined,
  act: () => Promise<unknown>,
): void {
  hook.before = async (next, at) => {
    if (next !== step || (path !== undefined && at !== path)) return;
    hook.reset();
    await act();
  };
}

/** For `vi.mock('node:fs/promises')`. */
export function hookedFiles(files: typeof Files): typeof Files {
  const after =
    <Args extends readonly [path: unknown, ...unknown[]], Result>(
      step: Step,
      run: (...args: Args) => Promise<Result>,
    ) =>
    async (...args: Args): Promise<Result> => {
      await hook.before(step, String(args[0]));
      return run(...args);
    };
  return {
    ...files,
    link: after('link', files.link),
    open: after('open', files.open),
    readFile: after('readFile', files.readFile) as typeof files.readFile,
    rename: after('rename', files.rename),
    stat: after('stat', files.stat) as typeof files.stat,
    unlink: after('unlink', files.unlink),
  };
}
