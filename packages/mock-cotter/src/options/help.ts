import { VARIABLE_PREFIX, allOptions, type Option } from './schema.ts';

const WIDTH = 100;
const INDENT = 22;

const USAGE = `Usage: mock-cotter [options]
       mock-cotter mint identity|event|access|id [options]

Answers as Cotter's OAuth token API does, on this machine. mint prints a token of a running mock (see mint --help).`;

const SOURCES = `Each option is a flag, a variable (--max-sessions is ${VARIABLE_PREFIX}MAX_SESSIONS) and a key of the configuration file
(maxSessions); a flag wins over a variable, and a variable over the file. --no- before a switch turns it off.`;

const SIGNALS = 'SIGINT or SIGTERM stops it, after the requests under way.';

/** The text of `--help`, made from options.yaml. */
export function helpText(): string {
  const all = allOptions();
  const flags = all.filter(({ flag }) => flag !== undefined);
  const variables = all.filter(({ flag }) => flag === undefined);
  return [
    USAGE,
    SOURCES,
    [
      'Options:',
      ...flags.map((option) =>
        entry(`--${option.flag ?? ''}${valueName(option)}`, textOf(option)),
      ),
      entry('--config <file>', 'A configuration file in JSON. (default: none)'),
      entry('--help', 'Shows this text.'),
      entry('--version', 'Shows the version.'),
    ].join('\n'),
    [
      'Secrets, which are no flags because every program on a machine sees the flags of the others:',
      ...variables.map((option) =>
        entry(
          `${option.variable}=${option.schema['x-value'] ?? ''}`,
          textOf(option),
        ),
      ),
    ].join('\n'),
    SIGNALS,
  ].join('\n\n');
}

function valueName({ schema }: Option): string {
  const value = schema['x-value'];
  return value === undefined ? '' : ` <${value}>`;
}

function textOf({ schema }: Option): string {
  const value = schema['x-command-line-default'] ?? schema.default;
  const shown =
    value === undefined
      ? 'none'
      : typeof value === 'string'
        ? value
        : JSON.stringify(value);
  return `${schema.description ?? ''} (default: ${shown})`;
}

/** A name, and its text in lines beside it. */
function entry(name: string, text: string): string {
  const lines: string[] = [];
  let line = '';
  // What is code in a document is plain here.
  for (const word of text.replaceAll('`', '').split(' ')) {
    if (INDENT + line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  lines.push(line);
  const head = `  ${name}`;
  const indent = ' '.repeat(INDENT);
  const [first = '', ...more] = lines;
  const beside =
    head.length + 2 <= INDENT
      ? [head.padEnd(INDENT) + first]
      : [head, indent + first];
  return [...beside, ...more.map((each) => indent + each)].join('\n');
}
