import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { CheckedOptions } from '../options/options.ts';
import { readStateFile } from './read-state.ts';
import { StateError, type Persist, type SavedState } from './saved-state.ts';
import { openStateFile, replaceFile, usable } from './state-file.ts';
import type { SharedLog } from './shared/redis-log.ts';
import type {
  SharedState,
  SharedThings,
  Turns,
} from './shared/shared-state.ts';
import { applyChange, restoreState, saveState, type Kept } from './state.ts';

/** Keeps the state between two starts, as the options `state`, `import` and `exportOnExit` say. */
export interface Storage {
  readonly persist: Persist;
  /** Call it when the waiting faults have changed. */
  readonly faultsChanged: () => void;
  /** Restores the state that was kept, if there is one. */
  begin(kept: Kept): void;
  /**
   * Shares the state with other mocks. Call it after `begin`.
   *
   * @returns how to change it in turns; `undefined` if there is no server for it
   */
  share(things: SharedThings): Promise<Turns | undefined>;
  /** The whole state was replaced. */
  replaced(): void;
  /**
   * Exports the state, if it is to be exported.
   *
   * @throws {StateError} if it cannot be written
   */
  export(): void;
  close(): void;
}

/**
 * @param server the log of a state that is shared, if `state` names one
 * @throws {StateError} if a file is not a state, cannot be read or written, or is in use
 */
export function openStorage(
  {
    exportOnExit,
    import: importFrom,
    log,
    now,
    state,
  }: Pick<CheckedOptions, 'exportOnExit' | 'import' | 'log' | 'now' | 'state'>,
  server?: SharedLog,
): Storage {
  const imported =
    importFrom === undefined ? undefined : readStateFile(importFrom);
  if (importFrom !== undefined && imported === undefined)
    throw new StateError(`import: there is no state in ${importFrom}.`);
  let kept: Kept | undefined;
  let shared: SharedState | undefined;
  const current = (): SavedState => {
    if (kept === undefined) throw new Error('The mock has no state yet.');
    return saveState(kept);
  };
  const file =
    state === undefined || server !== undefined
      ? undefined
      : openStateFile(state, current);
  if (file?.saved !== undefined && importFrom !== undefined)
    log(
      `${importFrom} is not imported, because the state file ${String(state)} has a state. Delete it to import.`,
    );
  const saved = file?.saved ?? imported;
  return {
    persist(change) {
      file?.append(change);
      shared?.persist(change);
    },
    faultsChanged() {
      shared?.faultsChanged();
    },
    begin(services) {
      kept = services;
      if (saved !== undefined)
        usable(String(file?.saved === undefined ? importFrom : state), () => {
          const clocks = services.clock.save();
          restoreState(services, saved.state);
          for (const change of saved.changes) applyChange(services, change);
          // A time that was asked for wins over the one that was kept.
          if (now !== undefined) services.clock.restore(clocks);
        });
      file?.write(current());
    },
    async share(things) {
      if (server === undefined) return undefined;
      // Loaded only if it is shared.
      const { shareState } = await import('./shared/shared-state.ts');
      const clocks = things.clock.save();
      shared = await shareState(server, things);
      // A time that was asked for wins here as well.
      if (now !== undefined)
        await shared.run(() => {
          things.clock.restore(clocks);
          shared?.persist({ clocks });
        });
      return shared;
    },
    replaced() {
      file?.write(current());
      shared?.replaced();
    },
    export() {
      if (exportOnExit === undefined || kept === undefined) return;
      const text = `${JSON.stringify(current(), undefined, 2)}\n`;
      usable(exportOnExit, () => {
        mkdirSync(dirname(exportOnExit), { recursive: true });
        replaceFile(exportOnExit, text);
      });
    },
    close() {
      file?.close();
      server?.close();
    },
  };
}
