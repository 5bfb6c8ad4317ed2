// The operators' door: node src/cli/hub.ts COMMAND ... (scripts/NAME are launchers for it).
import { systemContext } from './context.ts';
import { run } from './run.ts';

process.exitCode = await run(process.argv.slice(2), systemContext());
