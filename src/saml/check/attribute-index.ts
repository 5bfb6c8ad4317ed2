import { HubError } from '../../kernel/errors.ts';

/**
 * AttributeConsumingServiceIndex, when given, is one that the service's metadata lists (security.md A12).
 * @throws HubError REQUEST_UNSUPPORTED
 */
export function checkAttributeIndex(
  request: { readonly attributeConsumingServiceIndex?: number },
  known: readonly number[],
): void {
  const index = request.attributeConsumingServiceIndex;
  if (index !== undefined && !known.includes(index)) {
    throw new HubError('REQUEST_UNSUPPORTED', 'AttributeConsumingServiceIndex is not in the metadata');
  }
}
