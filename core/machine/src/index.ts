/** The door of the machine's room: its configuration, read and not evaluated. */
export { assignmentsOf, type Assignment } from './assignments.js';
export { readMachine, type Machine, type MachineFacts, type MachineFile } from './machine.js';
