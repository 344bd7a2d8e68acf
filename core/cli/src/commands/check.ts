import { arg, checker, defineCommand, ExitCode, flag, type CheckReport } from '@nixai/api';

/** Texts that are no files: what was piped in. */
const piped = new Map<string, string>();

export default defineCommand({
  summary: 'Check a configuration without Nix: options, types, practice',
  description: `Reads a file, or the configuration in a folder with everything that it imports. Each option is
looked up in the option set of "nixai docs status", each written value compared with its type. A
comment "# nixai: ignore RULE" on a line, or above it, silences a rule there.`,
  examples: [
    '<%= config.bin %> check /etc/nixos',
    '<%= config.bin %> check configuration.nix --format sarif > check.sarif',
    'cat configuration.nix | <%= config.bin %> check -',
  ],
  flags: {
    format: flag.oneOf(['text', 'sarif'], 'How findings are printed', { default: 'text' }),
  },
  args: { path: arg.string('A file or a folder; - for standard input') },
  async run({ host, args, flags, stdin, progress }) {
    const bar = progress('Checking');
    const service = await host.service(checker);
    const path = args.path ?? (await host.config.get('nixos_folder'));
    const text = path === '-' ? ((await stdin()) ?? '') : undefined;
    if (text !== undefined) piped.set('stdin', text);
    const report = await service.check(text === undefined ? path : { name: 'stdin', text });
    bar.stop();
    return { ...report, format: flags.format };
  },
  exitCode: ({ findings }) =>
    findings.some(({ severity }) => severity !== 'note') ? ExitCode.failure : ExitCode.ok,
  async render({ format, ...report }, view) {
    const { renderReport, toSarif } = await import('../check/index.js');
    return format === 'sarif'
      ? JSON.stringify(await toSarif(report satisfies CheckReport, '1.0.0'), null, 2)
      : renderReport(report, view, piped);
  },
});
