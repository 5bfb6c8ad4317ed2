import { parseArgs } from 'node:util';
import { HubError } from '../kernel/errors.ts';
import { optionsOf, type Command, type OptionDeclaration, type ParsedOptions } from './command.ts';

/**
 * Checks a command line against what the command declares.
 * @throws HubError USAGE naming the first thing that is wrong: unknown option, value missing or not allowed, argument
 *   missing or one too many. `--help` alone is always right.
 */
export function parseOptions(command: Command, args: readonly string[]): ParsedOptions {
  const declared = new Map(optionsOf(command).map((option) => [option.name, option]));
  const { values, positionals } = parse([...declared.values()], args);
  const given = new Map(Object.entries(values));
  for (const [name, value] of given) checkChoice(declared.get(name), value);
  if (given.get('help') !== true) checkPositionals(command.positionals, positionals);
  return {
    positionals,
    flag: (name) => given.get(name) === true,
    value: (name) => {
      const value = given.get(name);
      return typeof value === 'string' ? value : undefined;
    },
  };
}

function parse(
  options: readonly OptionDeclaration[],
  args: readonly string[],
): { values: Record<string, unknown>; positionals: string[] } {
  const table = Object.fromEntries(
    options.map(({ name, value }) => [name, { type: value === undefined ? 'boolean' : 'string' } as const]),
  );
  try {
    return parseArgs({ args: [...args], options: table, allowPositionals: true, strict: true });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw usage(message.split('. ')[0] ?? message);
  }
}

function checkChoice(option: OptionDeclaration | undefined, value: unknown): void {
  if (option?.choices === undefined || option.choices.includes(String(value))) return;
  throw usage(`--${option.name} takes one of: ${option.choices.join(', ')}`);
}

function checkPositionals(names: readonly string[], given: readonly string[]): void {
  const missing = names[given.length];
  if (missing !== undefined) throw usage(`${missing} is missing`);
  if (given.length > names.length) throw usage(`too many arguments: ${given.slice(names.length).join(' ')}`);
}

const usage = (message: string): HubError => new HubError('USAGE', message, { problem: message });
