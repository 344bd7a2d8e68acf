import type { Machine } from '../registry/machine.js';
import { nixList, nixName, nixString } from './nix.js';

/** A function that makes a flake's \`deploy\` output of its nixosConfigurations. */
export function deployRsNodes(machines: readonly Machine[]): string {
  const nodes = machines.map((machine) => {
    const { name, host, sshUser, sshPort, flake, system = 'x86_64-linux' } = machine;
    const output = flake?.includes('#') === true ? flake.slice(flake.indexOf('#') + 1) : name;
    const configuration = `self.nixosConfigurations.${nixName(output)}`;
    return [
      `  nodes.${nixName(name)} = {`,
      `    hostname = ${nixString(host)};`,
      ...(sshUser === undefined ? [] : [`    sshUser = ${nixString(sshUser)};`]),
      ...(sshPort === undefined ? [] : [`    sshOpts = ${nixList(['-p', String(sshPort)])};`]),
      '    profiles.system = {',
      '      user = "root";',
      `      path = deploy-rs.lib.${nixName(system)}.activate.nixos ${configuration};`,
      '    };',
      '  };',
    ].join('\n');
  });
  const use = '# In flake.nix: deploy = import ./deploy.nix { inherit self deploy-rs; };';
  return `${use}\n{ self, deploy-rs }:\n{\n${nodes.join('\n\n')}\n}\n`;
}
