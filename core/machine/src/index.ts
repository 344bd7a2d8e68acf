/** The door of the machine's room: its configuration, read and not evaluated. */
export { assignmentsOf, type Assignment } from './assignments.js';
export type { LockedInput } from './flakeLock.js';
export {
  readMachine,
  type Machine,
  type MachineFacts,
  type MachineFile,
  type MachineFlake,
} from './machine.js';
export { nixFilesIn } from './nixFiles.js';
