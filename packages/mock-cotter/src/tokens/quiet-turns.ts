import { setImmediate } from 'node:timers';

/** How many tokens one request signs. */
const TOKENS_OF_A_REQUEST = 2;

/**
 * Counts calls by turn of the event loop. Returns whether there is so little to do that one request is served at a time: this
 * turn and the one before had no more calls than one request makes.
 */
export function countTurns(): () => boolean {
  let thisTurn = 0;
  let lastTurn = Number.POSITIVE_INFINITY;
  return () => {
    if (thisTurn === 0) {
      setImmediate(() => {
        lastTurn = thisTurn;
        thisTurn = 0;
      });
    }
    thisTurn += 1;
    return Math.max(thisTurn, lastTurn) <= TOKENS_OF_A_REQUEST;
  };
}
