import { ExitCode, arg, defineCommand, flag } from '@nixai/api';
import { shownRolloutFlags } from '../../deploy/flags.js';
import { registryFlags, writeFlags } from '../../registry/flags.js';
import { completeSelection } from '../../select/complete.js';
import { fromTemplateSchema } from '../../templates/result.js';

export default defineCommand({
  summary: 'Write a machine’s configuration from a template, and deploy it',
  description: `Values are put in as Nix literals, and held to the template's variables. What comes out is parsed,
checked, held to the template's rules, shown and asked for, written with a way back (nixai undo), then built and
deployed as machines deploy does, guard and all. A configuration that is not there yet, or that this template has
made, is the file itself; else it is a module of its own below nixai/, which the machine's own file imports. Any NixOS
template of nixai templates will do.`,
  examples: [
    '<%= config.bin %> machines deploy-from-template web-server-template --target web4 --variables "app_version=1.3.0,log_level=info" --dry-run',
  ],
  effects: ['network', 'run', 'write', 'destructive'],
  grace: 10_000,
  output: fromTemplateSchema,
  args: { template: arg.string('Its id, or pack/id', { required: true }) },
  flags: {
    target: flag.string('The machine', { required: true, complete: completeSelection }),
    variables: flag.string('Values: "app_version=1.3.0,log_level=info"'),
    set: flag.strings('NAME=VALUE, whatever is in the value; may be given again'),
    flake: flag.string('The flake that has its configuration', { exclusive: ['config'] }),
    config: flag.string('The file that is its configuration, or is to be'),
    force: flag.boolean('Replace a file that this template has not made'),
    'write-only': flag.boolean('Write the configuration, and deploy nothing'),
    ...shownRolloutFlags([
      'health-check-url',
      'health-command',
      'validate-health',
      'confirm-timeout',
    ]),
    ...registryFlags,
    ...writeFlags,
  },
  async run(context) {
    const { deployFromTemplate } = await import('../../templates/deployFrom.js');
    const { args, flags } = context;
    const { flake, config, variables } = flags;
    return deployFromTemplate(context, {
      template: args.template,
      machine: flags.target,
      set: flags.set ?? [],
      ...(variables !== undefined && { listed: variables }),
      wanted: { ...(flake !== undefined && { flake }), ...(config !== undefined && { config }) },
      ...(flags['registry-path'] !== undefined && { registry: flags['registry-path'] }),
      rollout: flags,
      force: flags.force === true,
      writeOnly: flags['write-only'] === true,
      dryRun: flags['dry-run'] === true,
      yes: flags.yes === true,
    });
  },
  async render(result, view) {
    return (await import('../../render/templates.js')).renderFromTemplate(result, view);
  },
  exitCode({ deployment, plan = [] }) {
    if (deployment !== undefined)
      return deployment.state === 'done' ? ExitCode.ok : ExitCode.failure;
    return plan.every(({ fault }) => fault === undefined) ? ExitCode.ok : ExitCode.failure;
  },
});
