import { ExitCode, arg, defineCommand } from '@nixai/api';
import { pluginsVerifyResult } from '../../results/pluginsVerify.js';

export default defineCommand({
  summary: 'Check a plugin before it is published',
  description: `Loads it in a process of its own and checks what it says of itself, how fast it registers, each
command and contribution against the contract, and whether it works installed as it does linked.
Ends with 1 when something is wrong.`,
  examples: [
    '<%= config.bin %> plugins verify',
    '<%= config.bin %> plugins verify @acme/nixai-wiki',
  ],
  effects: ['run'],
  output: pluginsVerifyResult,
  args: { plugin: arg.string('A folder, or the name of an installed plugin; the current folder') },
  async run({ host, args, signal, progress }) {
    const { pluginFolder, verifyPlugin } = await import('../../plugins/index.js');
    const root = await pluginFolder(host, args.plugin ?? '.');
    const working = progress('Checking …');
    const verified = await verifyPlugin(host, root, signal);
    working.stop();
    return verified;
  },
  render({ name, version = '', checks, sound }, view) {
    const lines = checks.flatMap(({ about, faults }) => [
      `${faults.length === 0 ? view.style.good('ok  ') : view.style.bad('bad ')} ${about}`,
      ...faults.map((fault) => view.wrap(fault, 5)),
    ]);
    const verdict = sound ? 'is fit to be published' : 'is not fit to be published yet';
    return [...lines, '', `${name} ${version} ${verdict}.`].join('\n');
  },
  exitCode: ({ sound }) => (sound ? ExitCode.ok : ExitCode.failure),
});
