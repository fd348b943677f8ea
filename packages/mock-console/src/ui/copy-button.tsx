import { notify } from './notices.ts';

/** Copies a text. */
export function CopyButton({
  text,
  label,
}: {
  readonly text: string | (() => string);
  /** What the button says: "Copy as curl". */
  readonly label: string;
}) {
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(
        typeof text === 'string' ? text : text(),
      );
      notify('done', 'Copied.');
    } catch {
      notify(
        'error',
        'The browser does not let this page copy. Select the text and copy it yourself.',
      );
    }
  };
  return (
    <button type="button" onClick={() => void copy()}>
      {label}
    </button>
  );
}
