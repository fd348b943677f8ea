// Writes the tables of docs/troubleshooting.md from what the SDK documents of its error codes. With --check, it only compares.
import { readFileSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath, URL } from 'node:url';
import { format } from 'prettier';

const root = new URL('../../..', import.meta.url);
const API = new URL('packages/cotter-sdk/out-tsc/api.json', root);
const PAGE = fileURLToPath(new URL('docs/troubleshooting.md', root));
const TABLES = /(<!-- errors: begin -->\n).*?(<!-- errors: end -->)/s;

const named = new Map();
collect(JSON.parse(readFileSync(API, 'utf8')).children);

const tables = [
  table('Calls of the client', 'code', [
    ...codesOf('CotterApiErrorCode', 'CotterApiError'),
    ...Array.from(classesWithOneCode()),
  ]),
  table(
    'An unusable response (`CotterResponseError`)',
    'fault',
    codesOf('ResponseFault'),
  ),
  table(
    'Sessions (`CotterSessionError`)',
    'code',
    codesOf('CotterSessionErrorCode'),
  ),
  table(
    'Verification (`CotterVerificationError`)',
    'code',
    codesOf('VerificationErrorCode'),
  ),
  table('A refused token', 'reason', codesOf('VerificationReason')),
];
const before = readFileSync(PAGE, 'utf8');
if (!TABLES.test(before)) throw new Error(`${PAGE} has no place for tables.`);
const after = await format(
  before.replace(
    TABLES,
    (_, begin, end) => `${begin}\n${tables.join('\n')}\n${end}`,
  ),
  { parser: 'markdown' },
);
if (process.argv.includes('--check')) {
  if (after !== before) {
    process.stderr.write(
      'docs/troubleshooting.md is not current. Run: npm run sync\n',
    );
    process.exitCode = 1;
  }
} else {
  writeFileSync(PAGE, after);
}

function collect(reflections = []) {
  for (const reflection of reflections) {
    named.set(reflection.name, reflection);
    collect(reflection.children);
  }
}

function reflectionOf(name) {
  const reflection = named.get(name);
  if (reflection === undefined) throw new Error(`There is no ${name}.`);
  return reflection;
}

/** The members of a documented union. */
function codesOf(name, className) {
  const { types, elementSummaries = [] } = reflectionOf(name).type;
  return types.map(({ value }, at) => ({
    code: value,
    text: textOf(elementSummaries[at], `${name}: ${value}`),
    className,
  }));
}

/** The errors of the client that have a class each. */
function* classesWithOneCode() {
  for (const { name } of reflectionOf('CotterClientError').type.types) {
    const { children, comment } = reflectionOf(name);
    const { type } = children.find((child) => child.name === 'code');
    if (type.type !== 'literal') continue;
    yield {
      code: type.value,
      text: textOf(comment?.summary, name),
      className: name,
    };
  }
}

/** A comment as one line, without what follows its first paragraph. */
function textOf(parts, what) {
  const text = (parts ?? []).map((part) => part.text).join('');
  const [first = ''] = text.trim().split('\n\n');
  if (first === '') throw new Error(`${what} is not documented.`);
  return first.replaceAll(/\s+/g, ' ').replaceAll('|', '\\|');
}

function table(title, field, rows) {
  const classes = rows.some(({ className }) => className !== undefined);
  const line = (...cells) =>
    `| ${cells.filter((cell) => cell !== undefined).join(' | ')} |`;
  return [
    `### ${title}`,
    '',
    line(
      `\`${field}\``,
      classes ? 'Class' : undefined,
      'What it means, and what to do',
    ),
    line('---', classes ? '---' : undefined, '---'),
    ...rows.map(({ code, className, text }) =>
      line(`\`${code}\``, classes ? `\`${className}\`` : undefined, text),
    ),
    '',
  ].join('\n');
}
