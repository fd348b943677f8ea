// Reads what TypeDoc wrote as JSON, and fails where a public option does not name its default or, as a number, its unit,
// or where a public function does not say what it throws or rejects with.
import { readFileSync } from 'node:fs';
import process from 'node:process';

const [file = '', ...mustFind] = process.argv.slice(2);
const { children: modules } = JSON.parse(readFileSync(file, 'utf8'));

/** What of TypeDoc's kinds is read here. */
const INTERFACE = 256;
const TYPE_ALIAS = 2_097_152;

const DEFAULT = /\bDefault: \S/;
const UNIT =
  /\b(milliseconds|seconds|bytes|characters|percent)\b|\bhow many\b|\bport\b/i;
const THROWS = /\b(rejects?|throws?)\b/i;

const problems = [];
const found = new Set();

for (const { reflection, path } of reflections(modules, [])) {
  if (reflection.kind === INTERFACE && /Options$/.test(reflection.name)) {
    found.add(reflection.name);
    for (const option of reflection.children ?? []) checkOption(option, path);
  }
  const signatures = signaturesOf(reflection);
  if (signatures.length > 0) found.add(reflection.name);
  const texts = [reflection, ...signatures].map(({ comment }) =>
    textOf(comment),
  );
  if (signatures.length > 0 && !THROWS.test(texts.join(' '))) {
    problems.push(`${path}: says not what it throws or rejects with`);
  }
}
for (const name of mustFind.filter((name) => !found.has(name))) {
  problems.push(`${name}: is not in ${file}, so nothing was checked`);
}
for (const problem of problems) process.stderr.write(`${problem}\n`);
process.stdout.write(
  `${String(found.size)} public options interfaces and functions checked, ${String(problems.length)} problems\n`,
);
process.exitCode = problems.length > 0 ? 1 : 0;

function checkOption({ name, flags, comment, type }, path) {
  const text = textOf(comment);
  if (flags.isOptional && !DEFAULT.test(text)) {
    problems.push(`${path}.${name}: names no default`);
  }
  if (holdsNumber(type) && !UNIT.test(text)) {
    problems.push(`${path}.${name}: names no unit`);
  }
}

/** Every reflection with its path. A function that the caller hands in, as an option or a listener, is the caller's. */
function* reflections(children, names) {
  for (const reflection of children ?? []) {
    const path = [...names, reflection.name];
    if (reflection.kind === TYPE_ALIAS) continue;
    yield { reflection, path: path.join('.') };
    if (/Options$/.test(reflection.name)) continue;
    yield* reflections(reflection.children, path);
  }
}

/** Functions, methods, constructors, and properties that hold a function. */
function signaturesOf({ signatures = [], type }) {
  return [...signatures, ...(type?.declaration?.signatures ?? [])].filter(
    // What a class has from elsewhere is documented there.
    ({ inheritedFrom }) => inheritedFrom === undefined,
  );
}

function textOf(comment) {
  if (comment === undefined) return '';
  const { summary = [], blockTags = [] } = comment;
  const tags = blockTags.flatMap(({ tag, content }) => [
    { text: ` ${tag} ` },
    ...content,
  ]);
  return [...summary, ...tags].map(({ text }) => text).join('');
}

function holdsNumber(type) {
  return (
    (type?.type === 'intrinsic' && type.name === 'number') ||
    (type?.type === 'union' && type.types.some(holdsNumber))
  );
}
