import type { PackageFacts } from '../../analyzer.js';

type Known = Pick<PackageFacts, 'language' | 'buildSystem' | 'builder' | 'manifest' | 'name'>;

/** Facts of which only the first are known; the rest is empty. */
export function factsOf(known: Known, more: Partial<PackageFacts> = {}): PackageFacts {
  return {
    programs: [],
    inputs: [],
    unknownInputs: [],
    attributes: [],
    dependencies: [],
    notes: [],
    ...known,
    ...more,
  };
}
