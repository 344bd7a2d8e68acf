import { configurationOf } from '../registry/describe.js';
import type { Machine } from '../registry/machine.js';
import { nixList, nixName, nixPath, nixString } from './nix.js';

/** A hive.nix with these machines. What a flake or the machine itself has stays to be put in. */
export function colmenaHive(machines: readonly Machine[]): string {
  const nodes = machines.map((machine) => {
    const { kind, of } = configurationOf(machine);
    const { name, host, sshUser, sshPort, tags } = machine;
    const deployment = [
      `targetHost = ${nixString(host)};`,
      ...(sshUser === undefined ? [] : [`targetUser = ${nixString(sshUser)};`]),
      ...(sshPort === undefined ? [] : [`targetPort = ${sshPort};`]),
      ...(tags.length === 0 ? [] : [`tags = ${nixList(tags)};`]),
    ];
    const modules =
      kind === 'file' && of !== undefined
        ? [`    imports = [ ${nixPath(of)} ];`]
        : [
            `    # Its modules belong here${of === undefined ? '' : `; nixai has ${of.replaceAll('\n', ' ')}`}.`,
          ];
    return [
      `  ${nixName(name)} = { ... }: {`,
      `    deployment = {`,
      ...deployment.map((line) => `      ${line}`),
      '    };',
      ...modules,
      '  };',
    ].join('\n');
  });
  return `{\n  meta.nixpkgs = import <nixpkgs> { };\n${nodes.map((node) => `\n${node}\n`).join('')}}\n`;
}
