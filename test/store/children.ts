import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const running = new Set<ChildProcess>();

/** For afterEach: a test that failed half way leaves no process writing. */
export function endChildren(): void {
  for (const child of running) child.kill('SIGKILL');
}

export interface Child {
  /** How many lines it has printed so far. */
  said(): number;
  /** Resolves when so many lines have been printed; fails if the process ends before. */
  lines(count: number): Promise<void>;
  /** Ends it as a power cut would: nothing in it runs any more. Gives all it had printed. */
  kill(): Promise<readonly string[]>;
  /** Waits for its own end. Gives all it printed; fails if it failed. */
  done(): Promise<readonly string[]>;
}

/** Starts `<script>.child.ts` of this folder with the Node that runs the tests. */
export function startChild(script: string, ...values: readonly string[]): Child {
  const file = fileURLToPath(new URL(`./${script}.child.ts`, import.meta.url));
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', file, ...values]);
  running.add(child);
  let out = '';
  let complaints = '';
  let wake = (): void => {};
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
    wake();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaints += text));
  const closed = once(child, 'close').then(() => {
    running.delete(child);
    wake();
  });
  const printed = (): readonly string[] => out.split('\n').slice(0, -1);
  const ended = (): boolean => child.exitCode !== null || child.signalCode !== null;

  return {
    said: () => printed().length,
    async lines(count) {
      while (printed().length < count) {
        if (ended()) throw new Error(`${script} ended early: ${complaints}`);
        await new Promise<void>((resolve) => (wake = resolve));
      }
    },
    async kill() {
      child.kill('SIGKILL');
      await closed;
      if (child.signalCode !== 'SIGKILL') throw new Error(`${script} ended by itself: ${complaints}`);
      return printed();
    },
    async done() {
      await closed;
      if (child.exitCode !== 0) throw new Error(`${script} failed: ${complaints}`);
      return printed();
    },
  };
}
