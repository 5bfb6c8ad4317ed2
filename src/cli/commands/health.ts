import { loadConfig } from '../../config/index.ts';
import { exitCodes, type Command, type CommandContext } from '../command.ts';

/** `hub health`: for the image's health check and for monitoring. */
export const health: Command = {
  name: 'health',
  summary: 'Asks a running hub whether it is ready: store reachable, keys valid.',
  positionals: [],
  options: [{ name: 'url', value: 'URL', meaning: "address of the hub; else where hub.yaml's listener is" }],
  examples: ['hub health --url http://127.0.0.1:8080'],
  async run(options, context) {
    const url = `${options.value('url') ?? listenerOf(context)}/health/ready`;
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(3000) });
      const text = await response.text();
      context.out(text.trim());
      return response.ok ? exitCodes.fine : exitCodes.unavailable;
    } catch (error) {
      context.err(
        `health: ${url} does not answer: ${error instanceof Error ? error.message : String(error)}`,
      );
      return exitCodes.unavailable;
    }
  },
};

/** The listener is asked directly, past any proxy. */
function listenerOf({ env }: CommandContext): string {
  if (env['HUB_CONFIG'] === undefined) return 'http://127.0.0.1:8080';
  const { host, port } = loadConfig(env['HUB_CONFIG'], env).listen;
  const address = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return `http://${address}:${port}`;
}
