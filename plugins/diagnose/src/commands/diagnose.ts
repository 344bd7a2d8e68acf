import { ExitCode, NixaiError, arg, defineCommand, flag } from '@nixai/api';

export default defineCommand({
  summary: 'Name the root cause of a failure, and the fix, from its log',
  description:
    'Reads a build log, the output of nixos-rebuild or home-manager, or a journal; a file, or what is piped in. Rules do the work: no model and no network is needed. Ends with 1 when something is found, and with 0 when nothing is wrong.',
  examples: [
    'nix build 2>&1 | <%= config.bin %> diagnose',
    '<%= config.bin %> diagnose rebuild.log',
    'journalctl -b -u postgresql | <%= config.bin %> diagnose --format markdown',
  ],
  args: { file: arg.string('The log; what is piped in if absent') },
  flags: {
    'log-file': flag.string('Read this log', { helpValue: 'FILE' }),
    filter: flag.string('Only this part of the system: networking, systemd, boot, build …', {
      helpValue: 'COMPONENT',
    }),
    format: flag.oneOf(['text', 'json', 'markdown', 'sarif'], 'How to print it', {
      default: 'text',
    }),
  },
  async run({ host, args, flags, signal, progress }) {
    if (args.file !== undefined && flags['log-file'] !== undefined)
      throw new NixaiError({
        code: 'usage',
        what: 'two logs are named',
        why: `${args.file} and ${flags['log-file']}`,
        hint: 'nixai diagnose --help',
        exitCode: ExitCode.usage,
      });
    const [{ openInput }, { diagnoseLog }] = await Promise.all([
      import('../input/openInput.js'),
      import('../diagnosis/diagnoseLog.js'),
    ]);
    const input = await openInput(flags['log-file'] ?? args.file);
    const shown = progress('Reading the log');
    const result = await diagnoseLog(host, input, { component: flags.filter, signal });
    shown.stop();
    return { format: flags.format, ...result };
  },
  async render(result, view) {
    const { format } = result;
    if (format === 'json') return JSON.stringify(result, undefined, 2);
    if (format === 'markdown')
      return (await import('../render/markdown.js')).renderMarkdown(result);
    if (format === 'sarif') return (await import('../render/sarif.js')).renderSarif(result);
    return (await import('../render/text.js')).renderText(result, view);
  },
  exitCode: ({ outcome }) => (outcome === 'nothing-wrong' ? ExitCode.ok : ExitCode.failure),
});
