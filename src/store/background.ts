/** Work that repeats by itself: one run at a time, never keeping the process alive, its failures told as warnings. */
export interface Background {
  /** Stops the repetition and waits for a run that is under way. */
  stop(): Promise<void>;
}

export function inBackground(
  name: string,
  everyMilliseconds: number,
  work: () => Promise<unknown>,
  warn: (message: string) => void,
): Background {
  let running: Promise<void> | undefined;
  const timer = setInterval(() => {
    running ??= run();
  }, everyMilliseconds);
  timer.unref();

  async function run(): Promise<void> {
    try {
      await work();
    } catch (error) {
      warn(`${name} failed: ${error instanceof Error ? error.message : String(error)}`);
    } finally {
      running = undefined;
    }
  }

  return {
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}
