import { useState } from 'preact/hooks';

/** A button whose action cannot be taken back: it asks once more. */
export function ConfirmButton({
  label,
  question,
  onConfirm,
}: {
  readonly label: string;
  readonly question: string;
  readonly onConfirm: () => void;
}) {
  const [isAsking, setAsking] = useState(false);
  if (!isAsking)
    return (
      <button
        type="button"
        class="danger"
        onClick={() => {
          setAsking(true);
        }}
      >
        {label}
      </button>
    );
  return (
    <span class="confirm" role="group" aria-label={question}>
      <span>{question}</span>
      <button
        type="button"
        class="danger"
        ref={(button) => {
          button?.focus();
        }}
        onClick={() => {
          setAsking(false);
          onConfirm();
        }}
      >
        Yes
      </button>
      <button
        type="button"
        onClick={() => {
          setAsking(false);
        }}
      >
        No
      </button>
    </span>
  );
}
