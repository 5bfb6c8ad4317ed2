import { optionsOf, type Command, type OptionDeclaration } from './command.ts';

/** The help of one command. */
export function commandHelp(command: Command): string[] {
  const arguments_ = command.positionals.map((name) => ` ${name}`).join('');
  return [
    `${command.name}${arguments_} [options]`,
    '',
    command.summary,
    '',
    'Options',
    ...optionLines(optionsOf(command)),
    '',
    'Exit codes: 0 fine, 1 findings, 2 usage, 3 refused, 4 unavailable',
    ...(command.examples ? ['', 'Examples', ...command.examples.map((line) => `  ${line}`)] : []),
  ];
}

/** The list of commands. */
export function overview(commands: ReadonlyMap<string, { readonly summary: string }>): string[] {
  const width = Math.max(...[...commands.keys()].map((name) => name.length));
  return [
    'hub COMMAND [options]',
    '',
    ...[...commands].map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`),
    '',
    'hub COMMAND --help says more. Commands look first and act with --apply.',
  ];
}

function optionLines(options: readonly OptionDeclaration[]): string[] {
  const lefts = options.map(({ name, value, choices }) => {
    const place = choices ? choices.join('|') : value;
    return place === undefined ? `--${name}` : `--${name} ${place}`;
  });
  const width = Math.max(...lefts.map((left) => Math.min(left.length, 36)));
  return options.map(({ meaning }, position) => `  ${(lefts[position] ?? '').padEnd(width)}  ${meaning}`);
}
