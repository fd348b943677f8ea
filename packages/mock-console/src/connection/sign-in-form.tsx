import { useState } from 'preact/hooks';
import { signIn, signInProblem, tokenIn } from './sign-in.ts';

/** What stands in place of the panels while the mock refuses the page. */
export function SignInForm() {
  const [text, setText] = useState('');
  return (
    <main class="sign-in">
      <h2>This page needs the token of the mock</h2>
      <p>
        The mock prints the address of its console when it starts. Open that
        address, or paste it here. If the mock has a control token, that works
        too.
      </p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void signIn(tokenIn(text));
        }}
      >
        <label class="field">
          <span>Address or token</span>
          <input
            type="password"
            autocomplete="off"
            value={text}
            onInput={({ currentTarget }) => {
              setText(currentTarget.value);
            }}
          />
        </label>
        <button class="primary" type="submit" disabled={text.trim() === ''}>
          Open the console
        </button>
      </form>
      {signInProblem.value !== undefined && (
        <p class="problem" role="alert">
          {signInProblem.value}
        </p>
      )}
    </main>
  );
}
