import { arg, defineCommand, schema } from '@nixai/api';
import { registryFlags } from '../../registry/flags.js';
import { completeMachines } from '../../select/complete.js';

const { object, string, integer } = schema;

export default defineCommand({
  summary: 'Log in to a machine',
  description: `Hands the terminal to ssh, with the host, key, user and jumps that the registry has. Ends as ssh
does: with 1 where it failed.`,
  examples: ['<%= config.bin %> machines ssh web1'],
  effects: ['network', 'run', 'destructive'],
  output: object({ name: string, code: integer }),
  args: { name: arg.string('Its name', { required: true, complete: completeMachines }) },
  flags: registryFlags,
  async run({ host, args, flags }) {
    const { processes } = await import('@nixai/api');
    const { loadSomeFleet } = await import('../../registry/load.js');
    const { machineNamed } = await import('../../select/chosen.js');
    const { withOpensshConfig } = await import('../../ssh/configForPrograms.js');
    const { aliasOf } = await import('../../ssh/openssh.js');
    const fleet = await loadSomeFleet(host, flags['registry-path']);
    const machine = machineNamed(fleet, args.name);
    const runner = await host.service(processes);
    return withOpensshConfig(host, fleet, [machine], async (file) => {
      const { code } = await runner.atTerminal(['ssh', '-F', file, '--', aliasOf(machine.name)]);
      return { name: machine.name, code };
    });
  },
  render: () => '',
  exitCode: ({ code }) => (code === 0 ? 0 : 1),
});
