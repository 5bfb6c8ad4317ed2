/**
 * What a command of the operators' CLI is: a function of parsed options and handed-in collaborators.
 * Conventions (design.md 11): every command looks first and acts with `--apply`; `--json` for machines; exit codes below.
 * A command never ends the process, never reads the environment by itself, never prints past its context.
 */
import type { Clock } from '../kernel/clock.ts';
import type { Random } from '../kernel/random.ts';
import type { Store } from '../domain/storage/index.ts';

/** Exit codes of every command. */
export const exitCodes = {
  /** Done, or nothing to say. */
  fine: 0,
  /** Looked, and found something worth a look. */
  findings: 1,
  /** The command line is wrong. */
  usage: 2,
  /** The hub does not do this. */
  refused: 3,
  /** Store, key or network cannot be reached. */
  unavailable: 4,
} as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** The world as a command sees it. */
export interface CommandContext {
  /** One line to standard output. */
  out(line: string): void;
  /** One line to standard error. */
  err(line: string): void;
  readonly clock: Clock;
  readonly random: Random;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The store of `--store`, else of HUB_STORE, else of the hub's configuration. The caller closes it. */
  openStore(url: string | undefined): Promise<Store>;
  /** entityIDs of the hub itself, from its configuration; empty without one. */
  ownEntityIds(): readonly string[];
  /** @throws HubError USAGE if it cannot be read or is larger than `maxBytes`. */
  readFile(path: string, maxBytes: number): Promise<Buffer>;
}

/** An option of a command; a flag takes no value. */
export interface OptionDeclaration {
  readonly name: string;
  /** Shown in the help as the value's place; absent = a flag. */
  readonly value?: string;
  /** The only values allowed. */
  readonly choices?: readonly string[];
  readonly meaning: string;
}

/** What stands on the command line, checked against the declarations. */
export interface ParsedOptions {
  readonly positionals: readonly string[];
  flag(name: string): boolean;
  value(name: string): string | undefined;
}

export interface Command {
  readonly name: string;
  readonly summary: string;
  /** Names of the positional arguments, all required. */
  readonly positionals: readonly string[];
  readonly options: readonly OptionDeclaration[];
  /** Lines for the end of the help. */
  readonly examples?: readonly string[];
  run(options: ParsedOptions, context: CommandContext): Promise<ExitCode>;
}

/** Options that every command has. */
export const sharedOptions: readonly OptionDeclaration[] = [
  { name: 'json', meaning: 'print one JSON document instead of text' },
  { name: 'help', meaning: 'print this help' },
];

/** What may stand on a command's line; a command's own option takes the place of a shared one of its name. */
export function optionsOf(command: Command): readonly OptionDeclaration[] {
  const own = new Set(command.options.map(({ name }) => name));
  return [...command.options, ...sharedOptions.filter(({ name }) => !own.has(name))];
}
