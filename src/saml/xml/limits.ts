/** What one document may cost. Counts are of the whole document unless they say otherwise. */
export interface XmlLimits {
  /** UTF-16 code units of the text. */
  readonly size: number;
  readonly depth: number;
  readonly elements: number;
  readonly attributesPerElement: number;
  readonly namespaceDeclarations: number;
  /** Characters of one element name, attribute name or namespace name. */
  readonly nameLength: number;
}

export const defaultLimits: XmlLimits = {
  size: 1_000_000,
  depth: 60,
  elements: 5_000,
  attributesPerElement: 60,
  namespaceDeclarations: 200,
  nameLength: 500,
};

/**
 * For text that the hub canonicalised itself: exclusive C14N repeats a declaration wherever it is used,
 * so the count of the document it came from, which was checked, no longer holds.
 */
export const canonicalLimits: XmlLimits = {
  ...defaultLimits,
  size: 4_000_000,
  namespaceDeclarations: Number.POSITIVE_INFINITY,
};
