/** A change of one file of the workspace. */
export interface Edit {
  /** From the workspace's root. */
  readonly file: string;
  /** Must occur in the file exactly once. */
  readonly find: string;
  readonly replace: string;
}

/**
 * Makes the edits of one file.
 *
 * @throws {Error} if a text to replace does not occur exactly once: the file has changed, and the fault is none any more
 */
export function edited(
  source: string,
  file: string,
  edits: readonly Edit[],
): string {
  return edits
    .filter((edit) => edit.file === file)
    .reduce((text, { find, replace }) => {
      const [before = '', ...after] = text.split(find);
      const [rest] = after;
      if (rest === undefined || after.length > 1)
        throw new Error(
          `${file} holds the text of a planted fault ${String(after.length)} times, where it should be once: ${find}`,
        );
      return before + replace + rest;
    }, source);
}
