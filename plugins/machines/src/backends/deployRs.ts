import type { MachineBackend } from './backend.js';

/** deploy-rs: a flake whose `deploy.nodes` are called as the machines are. */
export const deployRs: MachineBackend = {
  program: 'deploy',
  differs: [
    'deploy-rs takes one machine after the other; where one fails, those that are done go back',
    'that a machine is well means that SSH lets one in again',
  ],
  unable({ mode, config, flake, atOnce }) {
    if (config !== undefined) return 'deploy-rs takes a flake, and no --config FILE';
    if (flake?.includes('#') === true) return 'deploy-rs takes --flake REF without #NAME';
    if (mode === 'test') return 'deploy-rs has no --mode test';
    return atOnce > 1 ? 'deploy-rs takes one machine after the other' : undefined;
  },
  argv: ({ machines, flake = '.', mode, buildOn }) => [
    'deploy',
    ...(mode === 'boot' ? ['--boot'] : []),
    ...(mode === 'dry-activate' ? ['--dry-activate'] : []),
    ...(buildOn === 'target' ? ['--remote-build'] : []),
    // It takes as many as follow, so they come last. A dot would begin the name of a profile.
    ...['--targets', ...machines.map((name) => `${flake}#"${name}"`)],
  ],
};
