import type { Group } from '../registry/machine.js';
import type { MachineEntry } from '../registry/read.js';

/** What another program's file says, as a registry would. */
export interface Found {
  readonly machines: readonly MachineEntry[];
  readonly groups: readonly Group[];
  /** What of it was left out, and why. */
  readonly left: readonly string[];
}
