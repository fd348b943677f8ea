import { signal } from '@preact/signals';
import { call, control } from '../connection/client.ts';
import type { Explanation } from '../model/schemas.ts';
import { readable } from '../requests/request-details.tsx';
import { CheckList } from '../ui/check-list.tsx';
import { Empty } from '../ui/empty.tsx';
import { Json } from '../ui/json.tsx';

// Kept while another panel is shown.
const text = signal('');
const explanation = signal<Explanation | undefined>(undefined);

export function ExplainPanel() {
  const explained = explanation.value;
  const explain = async (): Promise<void> => {
    explanation.value = await call(
      control.POST('/__mock/explain', { body: { token: text.value } }),
    );
  };
  return (
    <section class="panel two" aria-label="Explain">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void explain();
        }}
      >
        <label class="field">
          <span>
            A JWT, a refresh token, or an identity or event token as JSON
          </span>
          <textarea
            rows={10}
            spellcheck={false}
            required
            value={text.value}
            onInput={({ currentTarget }) => {
              text.value = currentTarget.value;
            }}
          />
        </label>
        <button class="primary" type="submit">
          Explain
        </button>
      </form>
      <div class="result" aria-live="polite">
        {explained === undefined ? (
          <Empty title="Nothing explained yet">
            <p>
              Paste a token. The mock makes each of its checks, and uses nothing
              up.
            </p>
          </Empty>
        ) : (
          <>
            <h2>This is: {explained.kind}</h2>
            <CheckList checks={explained.checks} />
            {explained.header !== undefined && (
              <>
                <h3>Header</h3>
                <Json label="Header" value={explained.header} />
              </>
            )}
            {explained.claims !== undefined && (
              <>
                <h3>Claims</h3>
                <Json label="Claims" value={readable(explained.claims)} />
              </>
            )}
          </>
        )}
      </div>
    </section>
  );
}
