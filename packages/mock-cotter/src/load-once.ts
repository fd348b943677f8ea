import { open } from 'node:fs/promises';
import { devNull } from 'node:os';

/** How many files an import may open at once. */
const FILES = 8;

/**
 * Loads something on demand, once. After a failure, the next call tries again.
 *
 * @param failed receives the system's code of a failure, such as `EMFILE`
 */
export function loadedOnce<Loaded>(
  load: () => Promise<Loaded>,
  failed: (code: string) => void,
): () => Promise<Loaded> {
  let loaded: Promise<Loaded> | undefined;
  const begin = async (): Promise<Loaded> => {
    try {
      await requireFiles();
      return await load();
    } catch (error) {
      loaded = undefined;
      const { code } = error as NodeJS.ErrnoException;
      failed(code ?? 'unknown error');
      throw error;
    }
  };
  return () => (loaded ??= begin());
}

/**
 * Node.js remembers an import that failed, and never tries it again. So it is not tried while the process has too many
 * open files, the one failure that passes.
 *
 * @throws the system's error
 */
async function requireFiles(): Promise<void> {
  const opened = await Promise.allSettled(
    Array.from({ length: FILES }, () => open(devNull)),
  );
  const failures = await Promise.all(
    opened.map(async (file) => {
      if (file.status === 'rejected') return [file.reason as Error];
      await file.value.close();
      return [];
    }),
  );
  const [failure] = failures.flat();
  if (failure !== undefined) throw failure;
}
