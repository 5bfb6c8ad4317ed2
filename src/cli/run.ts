import type { ErrorCode } from '../kernel/error-table.ts';
import { isHubError } from '../kernel/errors.ts';
import { exitCodes, type Command, type CommandContext, type ExitCode } from './command.ts';
import { commandHelp, overview } from './help.ts';
import { parseOptions } from './parse-options.ts';
import { printable } from './printable.ts';

/** A row of the table of commands; its code is loaded when it is called. */
export interface CommandRow {
  readonly summary: string;
  load(): Promise<Command>;
}

/** Every command of the hub. A new one is a row here and a file under commands/. */
export const commands: ReadonlyMap<string, CommandRow> = new Map([
  [
    'import-metadata',
    {
      summary: "Look at a partner's metadata file and store it",
      load: async () => (await import('./commands/import-metadata.ts')).importMetadata,
    },
  ],
  [
    'demo',
    {
      summary: 'Walk the main job against simulated parties and print what each service received',
      load: async () => (await import('./commands/demo.ts')).demo,
    },
  ],
  [
    'health',
    {
      summary: 'Ask a running hub whether it is ready',
      load: async () => (await import('./commands/health.ts')).health,
    },
  ],
]);

/** Runs one command line. Never throws for what went wrong in it: that is what the exit code and the last line say. */
export async function run(
  args: readonly string[],
  context: CommandContext,
  table: ReadonlyMap<string, CommandRow> = commands,
): Promise<ExitCode> {
  const [name, ...rest] = args;
  if (name === undefined || name === '--help' || name === 'help') {
    overview(table).forEach((line) => context.out(line));
    return name === undefined ? exitCodes.usage : exitCodes.fine;
  }
  const row = table.get(name);
  if (row === undefined) {
    context.err(`hub: no command ${printable(name)}; hub --help lists them`);
    return exitCodes.usage;
  }
  try {
    const command = await row.load();
    const options = parseOptions(command, rest);
    if (options.flag('help')) {
      commandHelp(command).forEach((line) => context.out(line));
      return exitCodes.fine;
    }
    return await command.run(options, context);
  } catch (error) {
    return report(name, error, rest.includes('--json'), context);
  }
}

function report(name: string, error: unknown, asJson: boolean, context: CommandContext): ExitCode {
  if (!isHubError(error)) throw error;
  const { code, detail, facts } = error;
  if (asJson) context.out(JSON.stringify({ command: name, error: { code, detail, facts } }, null, 2));
  context.err(`${name}: ${code}${detail === '' ? '' : `: ${printable(detail)}`}`);
  const exit = exitCodeOf(code);
  if (exit === exitCodes.usage) context.err(`${name} --help says how`);
  return exit;
}

function exitCodeOf(code: ErrorCode): ExitCode {
  switch (code) {
    case 'USAGE':
    case 'CONFIG_INVALID':
      return exitCodes.usage;
    case 'STORE_UNAVAILABLE':
    case 'KEY_UNAVAILABLE':
      return exitCodes.unavailable;
    default:
      return exitCodes.refused;
  }
}
