import { point } from '@nixai/api';

/** A deployment that is handed over. */
export interface BackendOrder {
  /** Names of machines, which are nodes of the other program's by the same names. */
  readonly machines: readonly string[];
  /** The flake or the file that has its nodes; what it finds by itself when absent. */
  readonly flake?: string;
  readonly config?: string;
  readonly mode: 'switch' | 'boot' | 'test' | 'dry-activate';
  readonly buildOn: 'local' | 'target';
  /** How many at once. */
  readonly atOnce: number;
}

/** Another program that deploys, and is given the whole of it. */
export interface MachineBackend {
  /** The program that has to be installed: `colmena`. */
  readonly program: string;
  /** What it does otherwise than nixai, a sentence each; a person is told before it begins. */
  readonly differs: readonly string[];
  /** Why it cannot do that; undefined where it can. */
  unable(order: BackendOrder): string | undefined;
  /** The words that start it. */
  argv(order: BackendOrder): readonly [string, ...string[]];
}

/** Programs that `machines deploy --backend NAME` may hand machines to, by their names. */
export const machineBackends = point<MachineBackend>('machines.machineBackends', {
  what: 'machine backend',
  check: ({ program, differs }) => [
    ...(/^[\w.+-]+$/.test(program) ? [] : ['its program is no name of one']),
    ...(differs.length > 0 ? [] : ['it does not say what it does otherwise']),
  ],
});
