import type { MachineBackend } from './backend.js';

/** colmena (its command line as of 0.5): a hive whose nodes are called as the machines are. */
export const colmena: MachineBackend = {
  program: 'colmena',
  differs: [
    'colmena goes on where one machine fails, and takes none back',
    'it asks for no health, and no machine goes back by itself',
  ],
  unable: ({ flake, config }) =>
    flake?.includes('#') === true || config?.includes('#') === true
      ? 'colmena takes a whole flake: --flake REF without #NAME'
      : undefined,
  argv: ({ machines, flake, config, mode, buildOn, atOnce }) => {
    const hive = flake ?? config;
    return [
      'colmena',
      ...(hive === undefined ? [] : ['--config', hive]),
      ...['apply', mode, '--on', machines.join(','), '--parallel', String(atOnce)],
      ...(buildOn === 'target' ? ['--build-on-target'] : []),
    ];
  },
};
