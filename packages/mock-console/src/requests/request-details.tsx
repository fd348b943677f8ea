import type { MockRequest } from '../model/schemas.ts';
import { mock } from '../model/state.ts';
import { CheckList } from '../ui/check-list.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { dateTime } from '../ui/format.ts';
import { Json } from '../ui/json.tsx';
import { asCurl } from './curl.ts';
import { Status } from './request-list.tsx';

/** Everything that the mock remembers of a request. */
export function RequestDetails({
  request,
  onClose,
}: {
  readonly request: MockRequest;
  readonly onClose: () => void;
}) {
  const { method, path, operation, receivedAt, durationMs, apiKeyId } = request;
  const { answer, body, decisions, fault, headers, tokens = [] } = request;
  return (
    <aside class="details" aria-label="The selected request">
      <header>
        <h2>
          <Status request={request} /> {method} {path}
        </h2>
        <button type="button" onClick={onClose}>
          Close
        </button>
      </header>
      <dl class="facts">
        <Fact name="Operation" value={operation ?? 'none'} />
        <Fact name="Received" value={`${dateTime(receivedAt)} UTC`} />
        <Fact
          name="Took"
          value={
            durationMs === undefined ? 'not over' : `${String(durationMs)} ms`
          }
        />
        <Fact name="API key id" value={apiKeyId ?? 'none'} />
      </dl>
      <CopyButton
        label="Copy as curl"
        text={() => asCurl(mock.value?.url ?? location.origin, request)}
      />
      <h3>Checks</h3>
      {decisions.length === 0 ? (
        <p>The mock has not finished a check of this request.</p>
      ) : (
        <CheckList checks={decisions} />
      )}
      {fault !== undefined && (
        <>
          <h3>Fault</h3>
          <Json label="Fault" value={fault} />
        </>
      )}
      <h3>Request</h3>
      <h4>Headers</h4>
      <Json label="Headers of the request" value={headers} />
      {body !== undefined && (
        <>
          <h4>Body</h4>
          <Json label="Body of the request" value={body} />
        </>
      )}
      <h3>Answer</h3>
      {answer === undefined ? (
        <p>{durationMs === undefined ? 'None yet.' : 'None.'}</p>
      ) : (
        <>
          <h4>Headers</h4>
          <Json label="Headers of the answer" value={answer.headers} />
          <h4>Body</h4>
          <Json label="Body of the answer" value={answer.body} />
        </>
      )}
      {tokens.length > 0 && <h3>Tokens, decoded</h3>}
      {tokens.map(({ in: where, name, header, claims }) => (
        <section key={`${where} ${name}`}>
          <h4>
            {name} of the {where}
          </h4>
          <Json
            label={`${name} of the ${where}`}
            value={{ header, claims: readable(claims) }}
          />
        </section>
      ))}
    </aside>
  );
}

function Fact({
  name,
  value,
}: {
  readonly name: string;
  readonly value: string;
}) {
  return (
    <div>
      <dt>{name}</dt>
      <dd class="mono">{value}</dd>
    </div>
  );
}

const TIMES = ['exp', 'iat', 'nbf'];

/** Claims with what their times mean. */
export function readable(claims: object): object {
  return Object.fromEntries(
    Object.entries(claims).map(([name, value]: [string, unknown]) => [
      name,
      TIMES.includes(name) && typeof value === 'number'
        ? `${String(value)} (${dateTime(value * 1000)} UTC)`
        : value,
    ]),
  );
}
