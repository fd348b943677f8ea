import { beforeAll, describe, expect, it } from 'vitest';
import { helpText } from './help.ts';
import { allOptions, type Option } from './schema.ts';

let usage = '';
let sources = '';
let flags = '';
let secrets = '';
let signals = '';

function sectionsOf(text: string): [string, string, string, string, string] {
  const [first = '', second = '', third = '', fourth = '', fifth = ''] =
    text.split(/\n\n(?!Mocks)/);
  return [first, second, third, fourth, fifth];
}

/** The entries of a section by their names, each text in one line. */
function entries(section: string): Record<string, string> {
  return Object.fromEntries(
    section
      .split(/\n(?= {2}\S)/)
      .slice(1)
      .map((entry) => {
        const [, name = '', said = ''] =
          /^ {2}(.+?)\s{2,}(.*)$/s.exec(entry) ?? [];
        return [name, said.replaceAll(/\n {22}/g, ' ')];
      }),
  );
}

/** What the help says of each option: its description and default. */
const described = allOptions().map(({ flag, variable, info, ...option }) => {
  const { value } = info;
  const preset = info.commandLineDefault ?? option.default ?? 'none';
  const text = typeof preset === 'string' ? preset : JSON.stringify(preset);
  return {
    name:
      flag === undefined
        ? `${variable}=${value ?? ''}`
        : `--${flag}${value === undefined ? '' : ` <${value}>`}`,
    secret: flag === undefined,
    text: `${info.description.replaceAll('`', '')} (default: ${text})`,
  };
});

function expected(secret: boolean): Record<string, string> {
  const of = described.filter((each) => each.secret === secret);
  return Object.fromEntries(of.map(({ name, text }) => [name, text]));
}

const [port] = allOptions();
if (port === undefined) throw new Error('There are no options.');

describe('the help', () => {
  beforeAll(() => {
    [usage, sources, flags, secrets, signals] = sectionsOf(helpText());
  });

  it('tells every flag with its value, its meaning and its default', () => {
    expect(flags).toMatch(/^Options:\n/);
    expect(entries(flags)).toEqual({
      ...expected(false),
      '--config <file>': 'A configuration file in JSON. (default: none)',
      '--log <format>':
        'Prints requests and events as text or json. (default: text)',
      '--quiet':
        'Prints the ready line, warnings and errors only. (default: false)',
      '-h, --help': 'Shows this text.',
      '--version': 'Shows the version.',
    });
    expect(flags).toContain('--port <number>');
    expect(flags).toContain('(default: 4010)');
  });

  it('tells of secrets by their variables, and why', () => {
    expect(secrets).toMatch(/^Secrets can't be flags, because .*:\n/);
    expect(entries(secrets)).toEqual(expected(true));
    expect(secrets).toContain('MOCK_COTTER_CONTROL_TOKEN=text');
  });

  it('tells how to call it, where options come from and how to stop it', () => {
    expect(usage).toContain('Usage: mock-cotter [serve] [options]');
    expect(usage).toContain('mint identity|event|access|id');
    expect(sources).toContain('variable (MOCK_COTTER_MAX_SESSIONS)');
    expect(sources).toContain('A flag wins over a variable');
    expect(signals).toContain('SIGINT, SIGTERM or SIGHUP');
  });

  it('is at most 100 columns wide, and fills them', () => {
    const lines = `${flags}\n${secrets}`.split('\n').slice(1);
    const wide = lines.filter((line) => !line.startsWith('Secrets'));
    expect(Math.max(...wide.map(({ length }) => length))).toBeLessThanOrEqual(
      100,
    );
    // A line ends where the next word would not have fitted.
    for (const [at, line] of wide.entries()) {
      const next = wide[at + 1] ?? '';
      const word = /^ {22}(\S+)/.exec(next)?.[1];
      if (
        word !== undefined &&
        line.length > 22 &&
        !/^ {2}\S+( <\S+>)?$/.test(line)
      )
        expect(`${line} ${word}`.length).toBeGreaterThan(100);
      expect(line).not.toMatch(/\s$/);
    }
  });

  it('puts a text beside its name, or below where the name is long', () => {
    for (const line of flags.split('\n').slice(1)) {
      const beside = /^ {2}\S.*? {2,}\S/.exec(line)?.[0].length;
      if (beside !== undefined) expect(beside).toBe(23);
    }
    expect(secrets).toMatch(/\n {2}MOCK_COTTER_API_KEYS=id:secret\n {22}The/);
    expect(flags).toMatch(/\n {2}--port <number> {5}The port/);
  });

  it('leaves two blanks at least between a name and its text', () => {
    const named = (flag: string): Option => ({
      ...port,
      flag,
      info: { description: 'Text.', must: '' },
      default: undefined,
    });
    const names = ['a'.repeat(16), 'b'.repeat(17), 'c'.repeat(20)];
    const [, , shown] = sectionsOf(helpText(names.map(named)));
    expect(shown.split('\n').slice(1, 6)).toEqual([
      `  --${'a'.repeat(16)}  Text. (default: none)`,
      `  --${'b'.repeat(17)}`,
      `${' '.repeat(22)}Text. (default: none)`,
      `  --${'c'.repeat(20)}`,
      `${' '.repeat(22)}Text. (default: none)`,
    ]);
  });
});
