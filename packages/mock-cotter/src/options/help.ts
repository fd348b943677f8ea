import {
  VARIABLE_PREFIX,
  allOptions,
  type Option,
  type OptionSchema,
} from './schema.ts';

const WIDTH = 100;
const INDENT = 22;

const USAGE = `Usage: mock-cotter [options]
       mock-cotter mint identity|event|access|id [options]

Answers as Cotter's OAuth token API does, on this machine. mint prints a token of a running mock (see mint --help).`;

const SOURCES = `Each option is a flag, a variable (--max-sessions is ${VARIABLE_PREFIX}MAX_SESSIONS) and a key of the configuration file
(maxSessions); a flag wins over a variable, and a variable over the file. --no- before a switch turns it off.`;

const SIGNALS = 'SIGINT or SIGTERM stops it, after the requests under way.';

/** The text of `--help`. Default: of the options of options.yaml. */
export function helpText(all: readonly Option[] = allOptions()): string {
  return [
    USAGE,
    SOURCES,
    [
      'Options:',
      ...all.flatMap(({ flag, schema }) =>
        flag === undefined
          ? []
          : entry(`--${flag}${valueName(schema)}`, textOf(schema)),
      ),
      entry('--config <file>', 'A configuration file in JSON. (default: none)'),
      entry('--help', 'Shows this text.'),
      entry('--version', 'Shows the version.'),
    ].join('\n'),
    [
      'Secrets, which are no flags because every program on a machine sees the flags of the others:',
      ...all.flatMap(({ flag, variable, schema }) =>
        flag === undefined
          ? entry(`${variable}=${schema['x-value'] ?? ''}`, textOf(schema))
          : [],
      ),
    ].join('\n'),
    SIGNALS,
  ].join('\n\n');
}

function valueName(schema: OptionSchema): string {
  const value = schema['x-value'];
  return value === undefined ? '' : ` <${value}>`;
}

function textOf(schema: OptionSchema): string {
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
  const beside = lines.map((each) => ' '.repeat(INDENT) + each).join('\n');
  return head.length + 2 <= INDENT
    ? head + beside.slice(head.length)
    : `${head}\n${beside}`;
}
