import type { TargetedKeyboardEvent } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { MockRequest } from '../model/schemas.ts';
import { timeOfDay } from '../ui/format.ts';
import { remark } from './filters.ts';

/** As `--row` in style.css has it. */
const ROW_PX = 36;
/** Rows above and below the visible ones, so that a fast scroll shows no gap. */
const SPARE_ROWS = 10;
const PAGE_ROWS = 10;

/** A list that renders only the rows that are visible, the newest first. */
export function RequestList({
  rows,
  selected,
  onSelect,
}: {
  /** The oldest first. */
  readonly rows: readonly MockRequest[];
  readonly selected: number | undefined;
  readonly onSelect: (id: number | undefined) => void;
}) {
  const box = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, height: 600 });
  const active = rows.findLastIndex(({ id }) => id === selected);
  const count = rows.length;

  useEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(() => {
      setView({ top: element.scrollTop, height: element.clientHeight });
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
    };
  }, []);

  // New rows come in above. A user who has scrolled down keeps seeing the same rows.
  const last = useRef({ count, newest: rows.at(-1)?.id });
  useLayoutEffect(() => {
    const element = box.current;
    const before = last.current.newest;
    const newRows =
      before === undefined
        ? 0
        : count - 1 - rows.findLastIndex(({ id }) => id === before);
    last.current = { count, newest: rows.at(-1)?.id };
    if (element !== null && element.scrollTop > 0 && newRows < count)
      element.scrollTop += newRows * ROW_PX;
  }, [rows]);

  const show = (index: number): void => {
    const element = box.current;
    const row = rows[index];
    if (element === null || row === undefined) return;
    onSelect(row.id);
    const top = (count - 1 - index) * ROW_PX;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top + ROW_PX > element.scrollTop + element.clientHeight)
      element.scrollTop = top + ROW_PX - element.clientHeight;
  };

  const onKeyDown = (event: TargetedKeyboardEvent<HTMLDivElement>): void => {
    // Newer ones stand above, so up is forward in the array.
    const from = active === -1 ? count : active;
    const target = {
      ArrowDown: from - 1,
      ArrowUp: from + 1,
      PageDown: Math.max(0, from - PAGE_ROWS),
      PageUp: Math.min(count - 1, from + PAGE_ROWS),
      Home: count - 1,
      End: 0,
    }[event.key];
    if (event.key === 'Escape') onSelect(undefined);
    else if (target === undefined) return;
    else show(target);
    event.preventDefault();
  };

  const first = Math.max(0, Math.floor(view.top / ROW_PX) - SPARE_ROWS);
  const end = Math.min(
    count,
    Math.ceil((view.top + view.height) / ROW_PX) + SPARE_ROWS,
  );
  const visible = [];
  for (let position = first; position < end; position += 1) {
    const request = rows[count - 1 - position];
    if (request !== undefined)
      visible.push(
        <Row
          key={request.id}
          request={request}
          position={position}
          count={count}
          isSelected={request.id === selected}
          onSelect={onSelect}
        />,
      );
  }
  return (
    <div class="requests">
      <div class="row head" aria-hidden="true">
        <span>Status</span>
        <span>Request</span>
        <span class="wide">Why</span>
        <span class="wide">API key id</span>
        <span class="wide">UTC</span>
        <span>Time</span>
      </div>
      <div
        ref={box}
        class="rows"
        role="listbox"
        aria-label="Requests, the newest first"
        aria-activedescendant={
          active === -1 ? undefined : `request-${String(selected)}`
        }
        tabIndex={0}
        onKeyDown={onKeyDown}
        onScroll={({ currentTarget }) => {
          setView({
            top: currentTarget.scrollTop,
            height: currentTarget.clientHeight,
          });
        }}
      >
        <div
          class="all"
          role="presentation"
          style={{ height: `${String(count * ROW_PX)}px` }}
        >
          {visible}
        </div>
      </div>
    </div>
  );
}

function Row({
  request,
  position,
  count,
  isSelected,
  onSelect,
}: {
  readonly request: MockRequest;
  readonly position: number;
  readonly count: number;
  readonly isSelected: boolean;
  readonly onSelect: (id: number) => void;
}) {
  const { id, method, path, apiKeyId, receivedAt, durationMs } = request;
  const why = remark(request);
  return (
    <div
      id={`request-${String(id)}`}
      class="row"
      role="option"
      aria-selected={isSelected}
      aria-posinset={position + 1}
      aria-setsize={count}
      style={{ transform: `translateY(${String(position * ROW_PX)}px)` }}
      onClick={() => {
        onSelect(id);
      }}
    >
      <Status request={request} />
      <span class="mono">
        {method} {path}
      </span>
      <span class="wide why">{why}</span>
      <span class="wide mono">{apiKeyId}</span>
      <span class="wide mono">{timeOfDay(receivedAt)}</span>
      <span class="mono number">
        {durationMs === undefined ? '…' : `${String(durationMs)} ms`}
      </span>
    </div>
  );
}

export function Status({ request }: { readonly request: MockRequest }) {
  const { answer, durationMs } = request;
  const status = answer?.status;
  const [text, kind] =
    status === undefined
      ? durationMs === undefined
        ? ['waiting', 'neutral']
        : ['cut', 'bad']
      : [String(status), status < 400 ? 'good' : status < 500 ? 'warn' : 'bad'];
  return (
    <span>
      <span class={`badge ${kind}`}>{text}</span>
    </span>
  );
}
