import {
  ArgumentError,
  COMMON_HELP,
  type ControlCommand,
} from './control-command.ts';

/** Prints curl lines of a running mock. */
export const curlCommand: ControlCommand<void> = {
  name: 'curl',
  help: `Usage: mock-cotter curl [options]

Prints a curl line for each kind of request, with live tokens of a running mock. One that uses up a refresh token works
once.

Options:
${COMMON_HELP}`,
  read({ positionals: [first] }) {
    if (first !== undefined)
      throw new ArgumentError(`Unexpected argument '${first}'`);
  },
  async ask(client) {
    const { data, error } = await client.GET('/__mock/curl-lines');
    return data === undefined
      ? { refusal: error.msg }
      : { text: data.lines.join('\n') };
  },
};
