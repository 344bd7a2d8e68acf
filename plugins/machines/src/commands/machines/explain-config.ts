import { ExitCode, NixaiError, defineCommand, flag, schema } from '@nixai/api';
import { explainedSchema } from '../../explain/result.js';
import { registryFlags } from '../../registry/flags.js';
import { selectorArg, selectorFlags } from '../../select/selector.js';
import { writtenFlags } from '../../written/flags.js';

const noOption = (): NixaiError =>
  new NixaiError({
    code: 'usage',
    what: 'no option was named',
    hint: '--option services.openssh.enable',
    exitCode: ExitCode.usage,
  });

export default defineCommand({
  summary: 'Explain an option, with what each machine declares of it',
  description: `What an option of NixOS is, and what machines' configurations set it to, by file and line, without
Nix; of a group of options all that is set below it. No machine is asked unless --running: then each says what it
has, for what it tells (kernel parameters, sshd, Nix, login.defs, and what the rules of security-scan read). Ends
with 1 where there is no such option.`,
  examples: [
    '<%= config.bin %> machines explain-config --option services.openssh.settings.PermitRootLogin',
    '<%= config.bin %> machines explain-config --group web --option services.nginx.virtualHosts',
  ],
  effects: ['network'],
  output: schema.object({ explained: explainedSchema, full: schema.boolean }),
  args: selectorArg,
  strict: false,
  flags: {
    option: flag.string('The option, by its whole name', { required: true }),
    running: flag.boolean('Ask the machines what they have', { exclusive: ['folder'] }),
    full: flag.boolean('All that is said of the option'),
    ...writtenFlags,
    ...selectorFlags,
    ...registryFlags,
  },
  async run(context) {
    const { flags } = context;
    if (flags.option.trim() === '') throw noOption();
    const { explainConfig } = await import('../../explain/explain.js');
    const { readChosen } = await import('../../written/read.js');
    const read = await readChosen(context);
    const explained = await explainConfig(context, flags.option, read, flags.running === true);
    return { explained, full: flags.full === true };
  },
  async render({ explained, full }, view) {
    return (await import('../../render/explained.js')).renderExplained(explained, full, view);
  },
  exitCode: ({ explained: { known } }) =>
    known === 'unknown' || known === 'removed' || known === 'renamed'
      ? ExitCode.failure
      : ExitCode.ok,
});
