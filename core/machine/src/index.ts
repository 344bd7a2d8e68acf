/** The door of the machine's room: its configuration, read and not evaluated. */
export { readRegular } from './readRegular.js';
export { assignmentsOf, type Assignment } from './assignments.js';
export type { LockedInput } from './flakeLock.js';
export {
  readMachine,
  type Machine,
  type MachineFacts,
  type MachineFile,
  type MachineFlake,
} from './machine.js';
export { lockedReleases, type LockedRelease, type LockedReleases } from './lockedReleases.js';
export { bringsNothingNew } from './modules/knownImports.js';
export {
  ModuleLoader,
  isBroken,
  type Loaded,
  type LoadedModule,
  type MissingImport,
  type Root,
  type SourceFile,
} from './modules/load.js';
