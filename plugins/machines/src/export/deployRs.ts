import type { Machine } from '../registry/machine.js';
import { nixList, nixName, nixString } from './nix.js';

/** A function that makes a flake's \`deploy\` output of its nixosConfigurations. */
export function deployRsNodes(machines: readonly Machine[]): string {
  const nodes = machines.map((machine) => {
    const { name, host, sshUser, flake, system = 'x86_64-linux' } = machine;
    const options = sshOptions(machine);
    const output = flake?.includes('#') === true ? flake.slice(flake.indexOf('#') + 1) : name;
    const configuration = `self.nixosConfigurations.${nixName(output)}`;
    return [
      `  nodes.${nixName(name)} = {`,
      `    hostname = ${nixString(host)};`,
      ...(sshUser === undefined ? [] : [`    sshUser = ${nixString(sshUser)};`]),
      ...(options.length === 0 ? [] : [`    sshOpts = ${nixList(options)};`]),
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

/** What ssh is to be told of a machine; a jump through one of the registry's own has no place there. */
const sshOptions = ({ sshPort, sshKey }: Machine): readonly string[] => [
  ...(sshPort === undefined ? [] : ['-p', String(sshPort)]),
  ...(sshKey === undefined ? [] : ['-i', sshKey]),
];
