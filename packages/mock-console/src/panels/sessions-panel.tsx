import { signal } from '@preact/signals';
import { useState } from 'preact/hooks';
import { call, control, scope } from '../connection/client.ts';
import type { Session } from '../model/schemas.ts';
import { clocks, sessions } from '../model/state.ts';
import { ConfirmButton } from '../ui/confirm-button.tsx';
import { Empty } from '../ui/empty.tsx';
import { dateTime, distance } from '../ui/format.ts';
import { KeySelect } from '../ui/key-select.tsx';

/** Every access token lives this long. */
const ACCESS_TOKEN_MS = 3_600_000;

const STATES: Readonly<Record<NonNullable<Session['ended']>, string>> = {
  ended: 'ended by a program or here',
  expired: 'its refresh token expired',
  reused: 'revoked: a refresh token was used twice',
  'signed out': 'signed out',
};

const filter = signal<string | undefined>(undefined);
/** How many sessions are shown at first, and how many more each time: a thousand at once make the page slow. */
const STEP = 50;

export function SessionsPanel() {
  const [most, setMost] = useState(STEP);
  const shown = sessions.value.filter(
    ({ apiKeyId }) => (filter.value ?? apiKeyId) === apiKeyId,
  );
  return (
    <section class="panel" aria-label="Sessions">
      <div class="toolbar">
        <KeySelect
          label="API key id"
          all="any"
          value={filter.value}
          onChange={(id) => {
            filter.value = id;
          }}
        />
      </div>
      {shown.length === 0 ? (
        <Empty title="No sessions yet">
          <p>
            A session begins when somebody exchanges an identity or event token.{' '}
            <a href="#/mint">Mint one</a> and copy it as curl.
          </p>
        </Empty>
      ) : (
        <ul class="cards">
          {shown.slice(0, most).map((session) => (
            <SessionCard key={session.number} session={session} />
          ))}
        </ul>
      )}
      {shown.length > most && (
        <button
          type="button"
          onClick={() => {
            setMost(most + STEP);
          }}
        >
          Show {STEP} more of {shown.length}
        </button>
      )}
    </section>
  );
}

function SessionCard({ session }: { readonly session: Session }) {
  const { apiKeyId, ended, expiresAt, identifier, number, openedAt } = session;
  const clock =
    clocks.value.find((other) => other.apiKeyId === apiKeyId) ??
    clocks.value[0];
  const now = clock?.now ?? Date.now();
  const isOver = ended !== undefined || now >= Date.parse(expiresAt);
  const end = (): void => {
    void call(
      control.DELETE('/__mock/sessions/{number}', {
        params: { path: { number: String(number) } },
      }),
      `Session ${String(number)} has ended. Its refresh token is refused from now on.`,
    );
  };
  const expire = (): void => {
    void call(
      control.POST('/__mock/clock/advance', {
        params: scope(apiKeyId),
        body: { milliseconds: ACCESS_TOKEN_MS },
      }),
      `The clock of ${apiKeyId} is one hour further: the access tokens that it had are expired.`,
    );
  };
  return (
    <li class="card">
      <div class="title">
        <span class={`badge ${isOver ? 'bad' : 'good'}`}>
          {isOver ? (ended ?? 'expired') : 'active'}
        </span>
        <strong>{identifier ?? session.userId}</strong>
        <span class="mono">session {number}</span>
      </div>
      <dl class="facts">
        <div>
          <dt>User id</dt>
          <dd class="mono">{session.userId}</dd>
        </div>
        <div>
          <dt>API key id</dt>
          <dd class="mono">{apiKeyId}</dd>
        </div>
        <div>
          <dt>Rotations</dt>
          <dd class="mono">{session.rotations}</dd>
        </div>
        <div>
          <dt>Began</dt>
          <dd class="mono">{dateTime(openedAt)} UTC</dd>
        </div>
        <div>
          <dt>
            {ended === undefined ? 'Refresh token expires' : 'Why it ended'}
          </dt>
          <dd class={ended === undefined ? 'mono' : undefined}>
            {ended === undefined
              ? `${dateTime(expiresAt)} UTC, ${distance(Date.parse(expiresAt), now)}`
              : STATES[ended]}
          </dd>
        </div>
      </dl>
      {!isOver && (
        <div class="actions">
          <button
            type="button"
            title={`Moves the clock of ${apiKeyId} by one hour, so the access tokens of its other sessions expire too.`}
            onClick={expire}
          >
            Expire access token
          </button>
          <ConfirmButton
            label="End session"
            question={`End session ${String(number)}?`}
            onConfirm={end}
          />
        </div>
      )}
    </li>
  );
}
