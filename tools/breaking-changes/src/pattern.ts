import { RegExpParser } from '@eslint-community/regexpp';
import { DFA, isDisjointWith, JS, NFA } from 'refa';

/** Whether one pattern matches every string that another does. */
export interface PatternRelation {
  /** Whether each string that the base matches is matched by the head; `undefined` if it cannot be decided. */
  readonly headCoversBase: boolean | undefined;
  readonly baseCoversHead: boolean | undefined;
}

/** Decides by automata how the strings that two patterns match relate; lookarounds and back references are not decided. */
export function relatePatterns(base: string, head: string): PatternRelation {
  return {
    headCoversBase: covers(head, base),
    baseCoversHead: covers(base, head),
  };
}

function covers(wide: string, narrow: string): boolean | undefined {
  try {
    const others = DFA.fromFA(automaton(wide));
    others.complement();
    return isDisjointWith(automaton(narrow), NFA.fromFA(others));
  } catch {
    // Not a regular language, or an automaton of too many states.
    return undefined;
  }
}

/** An automaton for the strings in which a pattern is found (JSON Schema 2020-12, core, section 6.4). */
function automaton(pattern: string): NFA {
  const parser = JS.Parser.fromLiteral({ source: whole(pattern), flags: 'u' });
  const { expression, maxCharacter } = parser.parse({
    assertions: 'throw',
    backreferences: 'throw',
  });
  return NFA.fromRegex(expression, { maxCharacter });
}

/** A pattern that matches whole strings and has no anchors: what comes before and after is spelt out. */
function whole(pattern: string): string {
  const { alternatives } = new RegExpParser().parsePattern(
    pattern,
    0,
    pattern.length,
    { unicode: true },
  );
  return alternatives
    .map(({ elements }) => {
      const first = elements.at(0);
      const last = elements.at(-1);
      const begins = first?.type === 'Assertion' && first.kind === 'start';
      const ends = last?.type === 'Assertion' && last.kind === 'end';
      const inner = elements
        .slice(begins ? 1 : 0, ends ? -1 : undefined)
        .map(({ raw }) => raw)
        .join('');
      return `${begins ? '' : '[^]*'}(?:${inner})${ends ? '' : '[^]*'}`;
    })
    .join('|');
}
