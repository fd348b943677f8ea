import { VARIABLE_PREFIX, allOptions, type Option } from './schema.ts';

const WIDTH = 100;
const INDENT = 22;

const USAGE = `Usage: mock-cotter [serve] [options]
       mock-cotter mint identity|event|access|id [options]
       mock-cotter explain [token] [options]
       mock-cotter curl [options]

Mocks Cotter's OAuth token API on this machine. mint prints a token of a running mock, explain checks one, and curl
prints a line for each kind of request. Each has its own --help.`;

const SOURCES = `Set each option by flag (--max-sessions), variable (${VARIABLE_PREFIX}MAX_SESSIONS) or key of the configuration file
(maxSessions). A flag wins over a variable, and a variable over the file. --no- before a switch turns it off.`;

const SIGNALS =
  'SIGINT, SIGTERM or SIGHUP stops the mock. Requests in progress have 2 seconds to complete.';

/** The text of `--help`. */
export function helpText(all: readonly Option[] = allOptions()): string {
  return [
    USAGE,
    SOURCES,
    [
      'Options:',
      ...all.flatMap((option) =>
        option.flag === undefined
          ? []
          : entry(`--${option.flag}${valueName(option)}`, textOf(option)),
      ),
      entry('--config <file>', 'A configuration file in JSON. (default: none)'),
      entry(
        '--quiet',
        'Prints the ready line, warnings and errors only. (default: false)',
      ),
      entry(
        '--log <format>',
        'Prints requests and events as text or json. (default: text)',
      ),
      entry('-h, --help', 'Shows this text.'),
      entry('--version', 'Shows the version.'),
    ].join('\n'),
    [
      "Secrets can't be flags, because other processes can read your command line. Set these variables:",
      ...all.flatMap((option) =>
        option.flag === undefined
          ? entry(
              `${option.variable}=${option.info.value ?? ''}`,
              textOf(option),
            )
          : [],
      ),
    ].join('\n'),
    SIGNALS,
  ].join('\n\n');
}

function valueName({ info: { value } }: Option): string {
  return value === undefined ? '' : ` <${value}>`;
}

function textOf({ info, default: usual }: Option): string {
  const value = info.commandLineDefault ?? usual;
  const text =
    value === undefined
      ? 'none'
      : typeof value === 'string'
        ? value
        : JSON.stringify(value);
  return `${info.description} (default: ${text})`;
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
