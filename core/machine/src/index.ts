/** The door of the machine's room: its configuration, read and not evaluated. */
export { nixFilesIn } from './nixFiles.js';
export { readRegular } from './readRegular.js';
export { assignmentsOf, type Assignment } from './assignments.js';
export { readFlakeLock, type LockedInput } from './lock/lockedInputs.js';
export {
  readMachine,
  type Machine,
  type MachineFacts,
  type MachineFile,
  type MachineFlake,
} from './machine.js';
export { lockedReleases, type LockedRelease, type LockedReleases } from './lockedReleases.js';
export { addsToNoSubmodule, bringsNothingNew } from './modules/knownImports.js';
export { isForCopying } from './modules/forCopying.js';
export { ModuleLoader } from './modules/load.js';
export type { Loaded, LoadedModule, MissingImport, Root } from './modules/loaded.js';
export { isBroken, isFlake, saysNothing, type SourceFile } from './modules/sourceFiles.js';
