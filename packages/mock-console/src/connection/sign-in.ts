import { signal } from '@preact/signals';
import { connect } from './stream.ts';

const PREFIX = '#token=';

/** Why the last sign-in failed. */
export const signInProblem = signal<string | undefined>(undefined);

/** Signs in with the token in the page's address, if there is one, and connects. */
export async function begin(): Promise<void> {
  const { hash, pathname } = location;
  if (hash.startsWith(PREFIX)) {
    // A token that stays in the address bar ends up in bookmarks and screenshots.
    history.replaceState(null, '', `${pathname}#/requests`);
    await signIn(hash.slice(PREFIX.length));
  } else connect();
}

/** Exchanges a token for the cookie that lets this page in. Without the right token, the page has what it had before. */
export async function signIn(token: string): Promise<void> {
  signInProblem.value = undefined;
  try {
    const response = await fetch('/__mock/console/sign-in', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token: token.trim() }),
    });
    if (!response.ok) {
      const { msg } = (await response.json()) as { msg: string };
      signInProblem.value = msg;
    }
  } catch {
    signInProblem.value = 'The mock did not answer. Is it running?';
  }
  connect();
}

/** Reads a token that was pasted: the token, or the address that contains it. */
export function tokenIn(text: string): string {
  return text.slice(text.indexOf(PREFIX) + 1).replace(/^token=/, '');
}
