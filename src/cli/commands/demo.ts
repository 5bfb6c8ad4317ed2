import { writeFile } from 'node:fs/promises';
import { runDemo, sceneCount, type Row } from '../../compose/demo/run.ts';
import { HubError } from '../../kernel/errors.ts';
import { exitCodes, type Command, type CommandContext } from '../command.ts';

/** `npm run demo`: the main job from end to end, without a screen. */
export const demo: Command = {
  name: 'demo',
  summary: 'Walk the eight logins, single sign-on, migration and a refusal against simulated parties',
  positionals: [],
  options: [{ name: 'json', value: 'FILE', meaning: 'write the eight logins as rows of JSON to FILE' }],
  examples: ['npm run demo', 'npm run demo -- --json logins.json'],
  async run(options, context) {
    context.out(
      'MitID, NemID and both services are simulated; the hub is real. Free ports, a temporary store.',
    );
    let done = 0;
    const rows = await runDemo(context, (row) => {
      done += 1;
      context.err(
        `[${done}/${sceneCount}] ${row.scene}: ${row.user} at ${row.sp} ${row.ok ? 'ok' : `FAILED: ${row.why}`}`,
      );
    });
    context.out('');
    for (const line of table(rows)) context.out(line);
    const good = rows.filter(({ ok }) => ok).length;
    const complete = rows.length === sceneCount;
    context.out('');
    context.out(
      `${good} of ${sceneCount} steps as expected${complete ? '' : `, ${sceneCount - rows.length} not run`}`,
    );
    const file = options.value('json');
    if (file !== undefined) await writeRows(file, rows, context);
    return good === sceneCount && complete ? exitCodes.fine : exitCodes.findings;
  },
};

const columns: readonly { readonly head: string; readonly cell: (row: Row) => string }[] = [
  { head: 'step', cell: ({ scene }) => scene },
  { head: 'user', cell: ({ user }) => user },
  { head: 'IdP', cell: ({ idp }) => idp },
  { head: 'service', cell: ({ sp }) => sp },
  { head: 'dialect received', cell: ({ dialect }) => dialect },
  { head: 'identifier', cell: ({ identifier }) => identifier },
  { head: 'level', cell: ({ level }) => level },
  { head: 'ms', cell: ({ milliseconds }) => String(milliseconds) },
  { head: 'ok', cell: ({ ok, why }) => (ok ? 'yes' : `NO: ${why}`) },
];

function table(rows: readonly Row[]): string[] {
  const cells = [columns.map(({ head }) => head), ...rows.map((row) => columns.map(({ cell }) => cell(row)))];
  const widths = columns.map((_, at) => Math.max(...cells.map((row) => row[at]?.length ?? 0)));
  const lines = cells.map((row) =>
    row
      .map((text, at) => text.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return [lines[0] ?? '', widths.map((width) => '-'.repeat(width)).join('  '), ...lines.slice(1)];
}

async function writeRows(file: string, rows: readonly Row[], context: CommandContext): Promise<void> {
  const logins = rows
    .filter(({ scene }) => scene === 'login')
    .map(({ user, idp, sp, dialect, identifier, level, ok }) => ({
      user,
      idp,
      sp,
      dialect,
      identifier,
      level,
      ok,
    }));
  try {
    await writeFile(file, `${JSON.stringify(logins, null, 2)}\n`);
  } catch (cause) {
    throw new HubError('USAGE', `${file} cannot be written`, { file }, cause);
  }
  context.out(`wrote ${logins.length} logins to ${file}`);
}
