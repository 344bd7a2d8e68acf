import {
  arg,
  checker,
  defineCommand,
  ExitCode,
  flag,
  NixaiError,
  type CheckReport,
} from '@nixai/api';
import type { FixResult } from '@nixai/check';
import { programManifest } from '../packageRoot.js';
import { checkResult } from '../results/check.js';

/** Texts that are no files: what was piped in. */
const piped = new Map<string, string>();

export default defineCommand({
  summary: 'Check a configuration without Nix: options, types, practice',
  description: `Reads a file, or the configuration in a folder with everything that it imports. Each option is
looked up in the option set of "nixai docs status", each written value compared with its type. A
comment "# nixai: ignore RULE" on a line, or above it, silences a rule there. With --fix it writes what
can be mended without changing what is meant, such as renamed options, and shows it first.`,
  examples: [
    '<%= config.bin %> check /etc/nixos',
    '<%= config.bin %> check configuration.nix --format sarif > check.sarif',
    'cat configuration.nix | <%= config.bin %> check -',
    '<%= config.bin %> check --fix --dry-run',
  ],
  effects: ['write'],
  output: checkResult,
  flags: {
    format: flag.oneOf(['text', 'sarif', 'github'], 'How findings are printed', {
      default: 'text',
    }),
    fix: flag.boolean('Mend what can be mended safely; asks first'),
    'dry-run': flag.boolean('With --fix: show what it would do, and change nothing'),
    yes: flag.boolean('With --fix: do not ask', { char: 'y' }),
  },
  args: { path: arg.string('A file or a folder; - for standard input') },
  async run(context) {
    const { host, args, flags, stdin, progress } = context;
    const path = args.path ?? (await host.config.get('nixos_folder'));
    const { format } = flags;
    if (flags.fix && path === '-') throw nothingToWrite();
    const bar = progress('Checking');
    if (flags.fix) {
      const { prepareFixes } = await import('@nixai/check');
      const fixes = await prepareFixes(host, path);
      bar.stop();
      const done = await context.carryOut(fixes.plan, {
        dryRun: flags['dry-run'],
        yes: flags.yes,
        question: 'Write this?',
      });
      if (done === undefined) return { ...fixes.before, format, fix: fixes.result };
      const fix = { ...fixes.result, applied: true, change: done.change };
      return { ...fixes.after, format, fix };
    }
    const service = await host.service(checker);
    const text = path === '-' ? ((await stdin()) ?? '') : undefined;
    if (text !== undefined) piped.set('stdin', text);
    const report = await service.check(text === undefined ? path : { name: 'stdin', text });
    bar.stop();
    return { ...report, format, fix: undefined as FixResult | undefined };
  },
  exitCode: ({ findings }) =>
    findings.some(({ severity }) => severity !== 'note') ? ExitCode.failure : ExitCode.ok,
  async render({ format, fix, ...report }, view) {
    const { renderFixes, renderReport, toGithub, toSarif } = await import('@nixai/check');
    if (format === 'sarif')
      return JSON.stringify(
        await toSarif(report satisfies CheckReport, programManifest().version),
        null,
        2,
      );
    if (format === 'github') return toGithub(report);
    const text = await renderReport(report, view, piped);
    return fix === undefined ? text : `${text}\n\n${await renderFixes(fix)}`;
  },
});

function nothingToWrite(): NixaiError {
  return new NixaiError({
    code: 'check-no-file',
    what: 'what is piped in cannot be mended',
    why: '--fix writes files',
    hint: 'nixai check configuration.nix --fix',
    exitCode: ExitCode.usage,
  });
}
