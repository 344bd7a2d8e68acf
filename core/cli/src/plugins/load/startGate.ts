import { createGate, type Gate, type RefusedPlugin } from './gate.js';

let gate: Gate | undefined;

/** Makes the gate that the plugins of this start pass. */
export function openGate(data: string, systemFolder?: string): Gate {
  gate = createGate(data, systemFolder);
  return gate;
}

/** What did not pass it: oclif knows nothing of those, so that nothing of them can run. */
export const refusedAtStart = (): readonly RefusedPlugin[] => gate?.refused ?? [];
