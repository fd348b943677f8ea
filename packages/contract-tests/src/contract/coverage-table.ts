import { OUT_OF_REACH, type Coverage } from './coverage.ts';

/** The coverage of a run as Markdown; what was not seen is set in bold. */
export function coverageTable({
  answers,
  examples,
  keywords,
}: Coverage): string {
  const neverMet = answers.filter(({ seen }) => !seen).length;
  const neverUsed = examples.filter(({ use }) => use === 'never').length;
  const oneSided = keywords.filter(
    ({ pointer, admitted, refused }) =>
      !refused || (!admitted && !OUT_OF_REACH.includes(pointer)),
  ).length;
  return [
    '# Coverage of the contract suite',
    '',
    'Written by the contract suite with `--report`.',
    '',
    '|  | described | never seen |',
    '| --- | ---: | ---: |',
    `| answers | ${String(answers.length)} | ${String(neverMet)} |`,
    `| examples | ${String(examples.length)} | ${String(neverUsed)} |`,
    `| keywords of requests | ${String(keywords.length)} | ${String(oneSided)} |`,
    '',
    '## Answers',
    '',
    '| operation | status | media type | seen |',
    '| --- | --- | --- | --- |',
    ...answers.map(
      ({ operation, status, mediaType, seen }) =>
        `| ${operation} | ${status} | ${mediaType} | ${yesOrNever(seen)} |`,
    ),
    '',
    '## Examples',
    '',
    'Sent to the target, served to the SDK, or seen among the answers of the target as they stand there.',
    '',
    '| example | used |',
    '| --- | --- |',
    ...examples.map(
      ({ pointer, use }) =>
        `| \`${pointer}\` | ${use === 'never' ? '**never**' : use} |`,
    ),
    '',
    '## Keywords of requests',
    '',
    'Whether a value was admitted that only this keyword could have refused, on its bound if it has one; and whether one was',
    'refused by it.',
    '',
    '| keyword | admitted | refused |',
    '| --- | --- | --- |',
    ...keywords.map(
      ({ pointer, admitted, refused }) =>
        `| \`${pointer}\` | ${
          OUT_OF_REACH.includes(pointer)
            ? 'cannot: the pattern ends earlier'
            : yesOrNever(admitted)
        } | ${yesOrNever(refused)} |`,
    ),
    '',
  ].join('\n');
}

function yesOrNever(seen: boolean): string {
  return seen ? 'yes' : '**never**';
}
