import { operations } from '../description/operations.ts';
import { assertionsOf } from '../description/schemas.ts';
import { examplesOf } from '../description/soundness.ts';
import { description } from '@org/cotter-types/description';

/** How an example was tried: sent to the target, served to the SDK, or seen among the target's answers. */
export type ExampleUse = 'sent' | 'served' | 'answered' | 'never';

/** What of the description a run has seen. Only what, and not how often: a run with another seed gives the same. */
export interface Coverage {
  readonly answers: readonly {
    readonly operation: string;
    readonly status: string;
    readonly mediaType: string;
    readonly seen: boolean;
  }[];
  readonly examples: readonly {
    readonly pointer: string;
    readonly use: ExampleUse;
  }[];
  readonly keywords: readonly {
    readonly pointer: string;
    readonly admitted: boolean;
    readonly refused: boolean;
  }[];
}

/** What the checks keep of a run, by the names that they keep it under; what did not run is absent. */
export interface Findings {
  /** Of `02-coverage`: operation, status and media type of each answer that was seen. */
  readonly seen?: readonly string[];
  /** Of `03-keywords`: the keywords that admitted, and that refused, a value. */
  readonly keywords?: Readonly<
    Record<'admitted' | 'refused', readonly string[]>
  >;
  /** Of `04-responses`, `07-positive` and `13-sdk-outcomes`: pointers to examples. */
  readonly answered?: readonly string[];
  readonly sent?: readonly string[];
  readonly served?: readonly string[];
}

/** Every keyword by which a schema of a request refuses values. */
export function requestKeywords(): string[] {
  const all = operations.flatMap(({ bodySchema }) =>
    bodySchema === undefined ? [] : assertionsOf(bodySchema),
  );
  return [...new Set(all)].toSorted();
}

/** Bounds that no value can reach, because the pattern beside them ends earlier: they admit nothing. */
export const OUT_OF_REACH: readonly string[] = [
  '/components/schemas/Rfc3339Time/maxLength',
];

/** Every answer of the description, as `seen` writes it. */
export function documentedAnswers(): string[] {
  return operations.flatMap(({ operationId, answers }) =>
    answers.flatMap(({ status, mediaTypes }) =>
      mediaTypes.map((type) => `${operationId} ${status} ${type}`),
    ),
  );
}

/** Holds what a run has found against what there is to find. */
export function coverageOf(findings: Findings): Coverage {
  const { seen = [], keywords } = findings;
  const uses = ['sent', 'served', 'answered'] as const;
  return {
    answers: documentedAnswers().map((each) => {
      const [operation = '', status = '', mediaType = ''] = each.split(' ');
      return { operation, status, mediaType, seen: seen.includes(each) };
    }),
    examples: examplesOf(description).map(({ pointer }) => ({
      pointer,
      use: uses.find((use) => findings[use]?.includes(pointer)) ?? 'never',
    })),
    keywords: requestKeywords().map((pointer) => ({
      pointer,
      admitted: keywords?.admitted.includes(pointer) ?? false,
      refused: keywords?.refused.includes(pointer) ?? false,
    })),
  };
}
