import { signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import { SignInForm } from './connection/sign-in-form.tsx';
import { connection, restartedAt } from './connection/stream.ts';
import { requests } from './model/requests.ts';
import { clocks, faults, mock, sessions } from './model/state.ts';
import { ClockPanel, clockWords } from './panels/clock-panel.tsx';
import { ExplainPanel } from './panels/explain-panel.tsx';
import { FaultsPanel } from './panels/faults-panel.tsx';
import { KeysPanel } from './panels/keys-panel.tsx';
import { MintPanel } from './panels/mint-panel.tsx';
import { SessionsPanel } from './panels/sessions-panel.tsx';
import { StatePanel } from './panels/state-panel.tsx';
import { RequestsPanel } from './requests/requests-panel.tsx';
import { dateTime } from './ui/format.ts';
import { dismiss, notice } from './ui/notices.ts';

interface Panel {
  readonly path: string;
  readonly name: string;
  readonly view: ComponentType;
  /** How many there are of what it shows. */
  readonly count?: () => number;
}

const REQUESTS: Panel = {
  path: 'requests',
  name: 'Requests',
  view: RequestsPanel,
  count: () => requests.value.length,
};
const PANELS: readonly Panel[] = [
  REQUESTS,
  {
    path: 'sessions',
    name: 'Sessions',
    view: SessionsPanel,
    count: () =>
      sessions.value.filter(({ ended }) => ended === undefined).length,
  },
  { path: 'mint', name: 'Mint', view: MintPanel },
  { path: 'clock', name: 'Clock', view: ClockPanel },
  {
    path: 'faults',
    name: 'Faults',
    view: FaultsPanel,
    count: () => faults.value.length,
  },
  { path: 'keys', name: 'Keys', view: KeysPanel },
  { path: 'explain', name: 'Explain', view: ExplainPanel },
  { path: 'state', name: 'State', view: StatePanel },
];

const path = signal('');

function readPath(): void {
  path.value = location.hash.slice('#/'.length);
}

export function App() {
  useEffect(() => {
    readPath();
    addEventListener('hashchange', readPath);
    return () => {
      removeEventListener('hashchange', readPath);
    };
  }, []);
  const panel = PANELS.find((other) => other.path === path.value) ?? REQUESTS;
  useEffect(() => {
    document.title = `${panel.name} – mock-cotter`;
  }, [panel]);
  const isSignedOut = connection.value === 'signed out';
  return (
    <>
      <Header />
      <Banner />
      {isSignedOut ? (
        <SignInForm />
      ) : (
        <div class="columns">
          <Navigation current={panel} />
          <main>
            <panel.view />
          </main>
        </div>
      )}
      <Notice />
    </>
  );
}

function Header() {
  const [clock] = clocks.value;
  return (
    <header class="top">
      <h1 class="brand">mock-cotter</h1>
      <span class="mono address">{mock.value?.url}</span>
      <span class="spacer" />
      {clock !== undefined && (
        <a class="mono" href="#/clock" title={clockWords(clock)}>
          {dateTime(clock.now)} UTC{clock.isStopped ? ' (stopped)' : ''}
        </a>
      )}
      <span
        class={`badge ${connection.value === 'live' ? 'good' : 'warn'}`}
        role="status"
      >
        {connection.value}
      </span>
    </header>
  );
}

function Banner() {
  const restarted = restartedAt.value;
  if (connection.value === 'lost')
    return (
      <p class="banner" role="alert">
        The mock does not answer. This page connects again as soon as it does.
      </p>
    );
  if (connection.value === 'signed out' && mock.value !== undefined)
    return (
      <p class="banner" role="alert">
        The mock was restarted with new keys. Open the address that it printed
        this time.
      </p>
    );
  if (restarted === undefined) return null;
  return (
    <p class="banner" role="status">
      The mock was restarted at {restarted.toLocaleTimeString()}. Its earlier
      requests are gone.{' '}
      <button
        type="button"
        onClick={() => {
          restartedAt.value = undefined;
        }}
      >
        OK
      </button>
    </p>
  );
}

function Navigation({ current }: { readonly current: Panel }) {
  return (
    <nav aria-label="Panels">
      {PANELS.map((panel) => {
        const count = panel.count?.() ?? 0;
        return (
          <a
            key={panel.path}
            href={`#/${panel.path}`}
            aria-current={panel === current ? 'page' : undefined}
          >
            {panel.name}
            {count > 0 && <span class="count">{count}</span>}
          </a>
        );
      })}
    </nav>
  );
}

function Notice() {
  const shown = notice.value;
  return (
    <div class="notices" role="status" aria-live="polite">
      {shown !== undefined && (
        <p class={`notice ${shown.kind}`}>
          {shown.text}{' '}
          <button type="button" onClick={dismiss}>
            Dismiss
          </button>
        </p>
      )}
    </div>
  );
}
