import { signal } from '@preact/signals';
import { useState } from 'preact/hooks';
import { call, control, scope } from '../connection/client.ts';
import { clocks } from '../model/state.ts';
import { dateTime, duration } from '../ui/format.ts';
import { KeySelect } from '../ui/key-select.tsx';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const STEPS = [
  ['+1 min', HOUR_MS / 60],
  ['+1 h', HOUR_MS],
  ['+1 d', DAY_MS],
  ['+30 d', 30 * DAY_MS],
] as const;
/** Less than this apart from the system's clock is not worth a word. */
const NOTABLE_MS = 2000;

const target = signal<string | undefined>(undefined);

export function ClockPanel() {
  const shown =
    clocks.value.find(({ apiKeyId }) => apiKeyId === target.value) ??
    clocks.value[0];
  const params = scope(target.value);
  return (
    <section class="panel narrow" aria-label="Clock">
      <KeySelect
        label="Whose clock"
        all="all API key ids"
        value={target.value}
        onChange={(id) => {
          target.value = id;
        }}
      />
      {shown !== undefined && (
        <p class="clock-face">
          <span class="mono big">{dateTime(shown.now)}</span> UTC
          <br />
          {clockWords(shown)}
        </p>
      )}
      <h2>Move it</h2>
      <div class="actions">
        {STEPS.map(([label, milliseconds]) => (
          <button
            key={label}
            type="button"
            onClick={() =>
              void call(
                control.POST('/__mock/clock/advance', {
                  params,
                  body: { milliseconds },
                }),
                `The clock was moved by ${duration(milliseconds)}.`,
              )
            }
          >
            {label}
          </button>
        ))}
      </div>
      <h2>Stop it</h2>
      <SetClock now={shown?.now ?? Date.now()} params={params} />
      <h2>Reset it</h2>
      <p>It goes back to how the mock started.</p>
      <button
        type="button"
        onClick={() =>
          void call(
            control.DELETE('/__mock/clock', { params }),
            'The clock was reset.',
          )
        }
      >
        Reset the clock
      </button>
      {clocks.value.length > 1 && (
        <>
          <h2>Clocks of their own</h2>
          <ul class="cards">
            {clocks.value.slice(1).map((clock) => (
              <li class="card" key={clock.apiKeyId}>
                <strong class="mono">{clock.apiKeyId}</strong>
                <div>
                  <span class="mono">{dateTime(clock.now)}</span> UTC;{' '}
                  {clockWords(clock)}
                </div>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function SetClock({
  now,
  params,
}: {
  readonly now: number;
  readonly params: ReturnType<typeof scope>;
}) {
  const [text, setText] = useState('');
  const set = (time: number): void => {
    void call(
      control.PUT('/__mock/clock', { params, body: { now: time } }),
      `The clock stands at ${dateTime(time)} UTC.`,
    );
  };
  return (
    <form
      class="inline"
      onSubmit={(event) => {
        event.preventDefault();
        set(Date.parse(`${text}Z`));
      }}
    >
      <button
        type="button"
        onClick={() => {
          set(now);
        }}
      >
        Stop now
      </button>
      <label class="field">
        <span>At a date (UTC)</span>
        <input
          type="datetime-local"
          required
          value={text}
          onInput={({ currentTarget }) => {
            setText(currentTarget.value);
          }}
        />
      </label>
      <button type="submit">Stop there</button>
    </form>
  );
}

/** How a clock differs from the system's. */
export function clockWords({
  now,
  isStopped,
}: {
  readonly now: number;
  readonly isStopped: boolean;
}): string {
  const apart = now - Date.now();
  const words =
    Math.abs(apart) < NOTABLE_MS
      ? 'as the system’s clock'
      : `${duration(apart)} ${apart > 0 ? 'ahead of' : 'behind'} the system’s clock`;
  return isStopped ? `stopped, ${words}` : `runs, ${words}`;
}
