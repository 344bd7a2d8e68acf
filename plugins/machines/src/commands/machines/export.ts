import { defineCommand, flag, schema } from '@nixai/api';
import { registryFlags } from '../../registry/flags.js';
import { selectorArg, selectorFlags } from '../../select/selector.js';

const { object, string, list, oneOf, described } = schema;

export default defineCommand({
  summary: 'Print machines as another program has them',
  description: `colmena: a hive.nix. deploy-rs: a deploy.nix, whose first line says how a flake takes it. Groups
have no place there. What of a machine belongs into ~/.ssh/config (its jump, for colmena its key) is said.`,
  examples: [
    '<%= config.bin %> machines export --to colmena',
    '<%= config.bin %> machines export --to deploy-rs --environment production',
  ],
  effects: [],
  output: object({
    to: oneOf('colmena', 'deploy-rs'),
    machines: list(string),
    text: string,
    left: described('What has no place there, and where it belongs', list(string)),
  }),
  args: selectorArg,
  strict: false,
  flags: {
    to: flag.oneOf(['colmena', 'deploy-rs'], 'For which program', { default: 'colmena' }),
    ...selectorFlags,
    ...registryFlags,
  },
  async run(context) {
    const { leftOut } = await import('../../export/leftOut.js');
    const { chooseMachines } = await import('../../select/chosen.js');
    const { to } = context.flags;
    const { machines: chosen } = await chooseMachines(context, true);
    const machines = chosen.map(({ name }) => name);
    const left = leftOut(chosen, to);
    left.forEach((sentence) => context.notice(sentence));
    const text =
      to === 'colmena'
        ? (await import('../../export/colmena.js')).colmenaHive(chosen)
        : (await import('../../export/deployRs.js')).deployRsNodes(chosen);
    return { to, machines, text, left };
  },
  render: ({ text }) => text,
});
