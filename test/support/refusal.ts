import { isHubError } from '../../src/kernel/errors.ts';

/** The code of the HubError that the call ends in; undefined when it goes through. Any other error is passed on. */
export function codeOf(call: () => unknown): string | undefined {
  try {
    call();
    return undefined;
  } catch (failure) {
    if (isHubError(failure)) return failure.code;
    throw failure;
  }
}

/** The same of a promise. */
export async function codeOfAsync(call: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await call();
    return undefined;
  } catch (failure) {
    if (isHubError(failure)) return failure.code;
    throw failure;
  }
}
