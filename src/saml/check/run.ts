/** One rule, named; throws a HubError when it is broken. */
export type Check<Message, Context> = readonly [
  name: string,
  check: (message: Message, context: Context) => void,
];

/** Every check in its order; none is skipped because a part is absent. */
export function runChecks<Message, Context>(
  checks: readonly Check<Message, Context>[],
  message: Message,
  context: Context,
): void {
  for (const [, check] of checks) check(message, context);
}
