import { description } from '@org/cotter-types/description';
import { isObject } from '../description/pointer.ts';

/**
 * The description with every object closed that it leaves open for readers: an answer that holds a field which no
 * schema describes fits the description, but not this copy.
 */
export function closedCopy(): object {
  return closed(description) as object;
}

function closed(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(closed);
  if (!isObject(node)) return node;
  const copy = Object.fromEntries(
    Object.entries(node).map(([key, value]) => [key, closed(value)]),
  );
  const isOpen =
    node['type'] === 'object' &&
    isObject(node['properties']) &&
    !('additionalProperties' in node);
  return isOpen ? { ...copy, additionalProperties: false } : copy;
}
