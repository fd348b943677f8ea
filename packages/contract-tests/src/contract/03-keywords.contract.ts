import { expect, it } from 'vitest';
import { keywordsOf, placesIn } from '../description/schemas.ts';
import { compile } from '../oracle/compile.ts';
import {
  canBeSent,
  isValid,
  requestFitting,
  schemaOf,
  takesForm,
} from './validated-request.ts';
import { mutations } from './mutations.ts';
import { OUT_OF_REACH, requestKeywords } from './coverage.ts';
import { keep } from './report.ts';
import { validRequests } from './requests.ts';
import { check } from './suite.ts';

interface Sides {
  admitted: number;
  refused: number;
}

check(
  '03-keywords',
  (suite) => {
    const sides = new Map<string, Sides>();
    const mark = (keyword: string, side: keyof Sides): void => {
      const found = sides.get(keyword) ?? { admitted: 0, refused: 0 };
      found[side] += 1;
      sides.set(keyword, found);
    };

    for (const [operationId, kinds] of Object.entries(validRequests))
      for (const [kind, build] of Object.entries(kinds))
        it(`${operationId} agrees with the description about each change of ${kind}`, async (context) => {
          const { body } = await build(suite, context);
          const schema = schemaOf(operationId);
          const wrong: string[] = [];
          for (const mutation of [
            { name: 'nothing', path: [], body },
            ...mutations(body, schema),
          ]) {
            const valid = isValid(operationId, mutation.body);
            markSides(schema, mutation.body, mark);
            const answer = await suite.ask(
              requestFitting(operationId, suite, mutation.body),
            );
            // Whether the token is the issuer's own is no question of form.
            const mayBeRefused =
              !suite.lenient ||
              !canBeSent(mutation.body) ||
              (operationId === 'addCustomClaims' && mutation.path.length > 0);
            const agrees = valid
              ? takesForm(answer) || (mayBeRefused && answer.status === 400)
              : answer.status === 400 && !takesForm(answer);
            if (!agrees)
              wrong.push(
                `${valid ? 'valid' : 'invalid'}, answered ${String(answer.status)}: ${mutation.name}`,
              );
          }
          expect(wrong).toEqual([]);
        });

    it('has met each keyword on both sides', (context) => {
      suite.need(context, 'mintIdentityToken', 'mintEventToken');
      const keywords = requestKeywords();
      const met = (side: keyof Sides): string[] =>
        keywords.filter((keyword) => (sides.get(keyword)?.[side] ?? 0) > 0);
      keep('keywords', { admitted: met('admitted'), refused: met('refused') });
      const missing = keywords.flatMap((keyword) => {
        const { admitted = 0, refused = 0 } = sides.get(keyword) ?? {};
        return [
          ...(admitted > 0 || OUT_OF_REACH.includes(keyword)
            ? []
            : [`${keyword} admitted nothing`]),
          ...(refused > 0 ? [] : [`${keyword} refused nothing`]),
        ];
      });
      expect(keywords.length).toBeGreaterThan(50);
      expect(missing).toEqual([]);
    });
  },
  { strict: false },
);

/** Notes which keywords refuse a part of a body, and which admit one; a bound admits only what lies on it. */
function markSides(
  schema: string,
  body: unknown,
  mark: (keyword: string, side: keyof Sides) => void,
): void {
  const isRefused = !compile(schema)(body);
  for (const { value, schemas } of placesIn(body, schema))
    for (const { pointer, node } of schemas) {
      const validate = compile(pointer);
      const admitted = validate(value);
      const broken = (validate.errors ?? [])
        .filter(({ instancePath }) => instancePath === '')
        .map(({ keyword }) => keyword);
      for (const keyword of keywordsOf({ pointer, node })) {
        const at = `${pointer}/${keyword}`;
        if (admitted && isOnBound(keyword, node[keyword], value))
          mark(at, 'admitted');
        if (isRefused && broken.includes(keyword)) mark(at, 'refused');
      }
    }
}

function isOnBound(keyword: string, bound: unknown, value: unknown): boolean {
  switch (keyword) {
    case 'minLength':
    case 'maxLength':
      return typeof value === 'string' && Array.from(value).length === bound;
    case 'minimum':
    case 'maximum':
      return value === bound;
    default:
      return true;
  }
}
