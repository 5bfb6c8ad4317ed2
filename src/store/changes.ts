import type { Change } from '../domain/storage/ports.ts';

export type ChangeListener = (change: Change) => void;

/** Those who want to hear of changes. One listener that throws keeps nothing from the others. */
export interface ChangeHub {
  add(listener: ChangeListener): () => void;
  announce(change: Change): void;
}

export function changeHub(warn: (message: string) => void): ChangeHub {
  const listeners = new Set<ChangeListener>();
  return {
    add(listener) {
      const own: ChangeListener = (change) => listener(change);
      listeners.add(own);
      return () => listeners.delete(own);
    },
    announce(change) {
      for (const listener of listeners) {
        try {
          listener(change);
        } catch (error) {
          warn(`a change listener failed on ${change.collection}: ${String(error)}`);
        }
      }
    },
  };
}
