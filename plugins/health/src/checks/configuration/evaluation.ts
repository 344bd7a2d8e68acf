import { isNixaiError, nix, type HealthCheck, type HealthMachine } from '@nixai/api';
import { NotTold } from '../../machine/unknown.js';

const deadline = 120_000;

export const evaluation: HealthCheck = {
  id: 'config.eval',
  title: 'Evaluation',
  group: 'configuration',
  about:
    'Nix evaluates the whole configuration to the system that would be built, without building it. Takes up to two minutes.',
  only: 'production',
  needs: ['here', 'running', 'nixos'],
  deadline,
  levels: { major: 'Nix refuses it' },
  async run(machine) {
    const target = await targetOf(machine);
    const tool = await machine.host.service(nix);
    try {
      await tool.print(target, { signal: machine.signal, timeout: deadline });
      return [{ status: 'ok', summary: 'Nix evaluates it' }];
    } catch (error) {
      if (!isNixaiError(error) || error.code !== 'nix-failed') throw error;
      const said = error.why ?? error.message;
      // A refusal is Nix's own word; a program that only ends with 1 has not looked.
      if (!/^[ \t]*error:/m.test(said)) throw new NotTold(`nix: ${said.split('\n').at(-1) ?? ''}`);
      return [
        {
          status: 'major',
          summary: 'Nix refuses it',
          evidence: said.split('\n').slice(-6),
          fix: {
            title: 'Have the cause named',
            code: 'nixos-rebuild dry-build 2>&1 | nixai diagnose',
            language: 'sh',
          },
        },
      ];
    }
  },
};

async function targetOf({ configuration, stat, read }: HealthMachine) {
  if ((await stat(`${configuration}/flake.nix`)) !== undefined) {
    const name = (await read('/proc/sys/kernel/hostname'))?.trim();
    if (name === undefined) throw new NotTold('the host name cannot be read');
    return {
      flake: `${configuration}#nixosConfigurations.${JSON.stringify(name)}.config.system.build.toplevel.drvPath`,
    };
  }
  const file = `${configuration}/configuration.nix`;
  if ((await stat(file)) === undefined) throw new NotTold(`there is no ${file}`);
  return {
    expr: `import <nixpkgs/nixos> { configuration = ${JSON.stringify(file)}; }`,
    attribute: 'system.drvPath',
    impure: true,
  };
}
