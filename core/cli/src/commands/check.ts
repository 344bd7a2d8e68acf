import {
  arg,
  checker,
  defineCommand,
  ExitCode,
  flag,
  NixaiError,
  type CheckReport,
  type View,
} from '@nixai/api';
import type { FixResult } from '@nixai/check';
import { programManifest } from '../packageRoot.js';
import { checkFormats, checkResult } from '../results/check.js';
import { applyFixTool, checkTool } from '../tools/index.js';

/** Texts that are no files: what was piped in. */
const piped = new Map<string, string>();

export default defineCommand({
  summary: 'Check a configuration without Nix: options, types, practice',
  description: `Reads a file, or the configuration in a folder with everything that it imports. Each option is
looked up in the option set of "nixai docs status", each written value compared with its type. A
comment "# nixai: ignore RULE" on a line, or above it, silences a rule there; the settings check.rules
and check.presets weigh rules everywhere. With --fix it writes what can be mended without changing what
is meant, such as renamed options, and shows it first.`,
  examples: [
    '<%= config.bin %> check /etc/nixos',
    '<%= config.bin %> check configuration.nix --format sarif > check.sarif',
    '<%= config.bin %> check --format html > report.html',
    'cat configuration.nix | <%= config.bin %> check -',
    '<%= config.bin %> check --fix --dry-run',
  ],
  effects: ['run', 'write'],
  output: checkResult,
  flags: {
    format: flag.oneOf(checkFormats, 'How findings are printed', {
      default: 'text',
    }),
    full: flag.boolean('Show notes with their lines too'),
    changed: flag.boolean('Only of files that differ from the last Git commit'),
    since: flag.string('Only of files that differ from this commit, or since this branch was left'),
    watch: flag.boolean('Check again whenever a file is written, until Ctrl-C', {
      exclusive: ['fix', 'json'],
    }),
    fix: flag.boolean('Mend what can be mended safely; asks first', {
      exclusive: ['changed', 'since', 'watch'],
    }),
    'dry-run': flag.boolean('With --fix: show what it would do, and change nothing'),
    yes: flag.boolean('With --fix: do not ask', { char: 'y' }),
  },
  args: { path: arg.string('A file or a folder; - for standard input') },
  tools: [checkTool, applyFixTool],
  async run(context) {
    const { host, args, flags, stdin, progress, signal } = context;
    const path = args.path ?? (await host.config.get('nixos_folder'));
    const { format, full } = flags;
    const needsFiles = flags.fix || flags.watch || flags.changed || flags.since !== undefined;
    if (needsFiles && path === '-') throw noFiles();
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
      if (done === undefined) return { ...fixes.before, format, full, fix: fixes.result };
      const fix = { ...fixes.result, applied: true, change: done.change };
      return { ...fixes.after, format, full, fix };
    }
    const service = await host.service(checker);
    const text = path === '-' ? ((await stdin()) ?? '') : undefined;
    if (text !== undefined) piped.set('stdin', text);
    const examine = async (): Promise<CheckReport> => {
      const report = await service.check(text === undefined ? path : { name: 'stdin', text });
      if (!flags.changed && flags.since === undefined) return report;
      const { onlyChanged } = await import('@nixai/check');
      return onlyChanged(host, report, path, flags.since);
    };
    if (flags.watch) {
      const { changesIn } = await import('@nixai/check');
      const changes = await changesIn(path, signal);
      for (;;) {
        const report = await examine();
        bar.stop();
        context.write(`${await shown(report, { format, full }, context.view)}\n\n`);
        context.notice(`watching ${path}; Ctrl-C ends it`);
        await changes.next();
      }
    }
    const report = await examine();
    bar.stop();
    return { ...report, format, full, fix: undefined as FixResult | undefined };
  },
  exitCode: ({ findings }) =>
    findings.some(({ severity }) => severity !== 'note') ? ExitCode.failure : ExitCode.ok,
  async render({ format, full, fix, ...report }, view) {
    const text = await shown(report, { format, full }, view);
    if (fix === undefined || format !== 'text') return text;
    const { renderFixes } = await import('@nixai/check');
    return `${text}\n\n${await renderFixes(fix, report.findings)}`;
  },
});

interface Manner {
  readonly format: (typeof checkFormats)[number];
  readonly full?: boolean;
}

async function shown(report: CheckReport, { format, full }: Manner, view: View): Promise<string> {
  const { renderReport, toGithub, toHtml, toJunit, toSarif } = await import('@nixai/check');
  switch (format) {
    case 'sarif':
      return JSON.stringify(await toSarif(report, programManifest().version), null, 2);
    case 'github':
      return toGithub(report);
    case 'junit':
      return toJunit(report);
    case 'html':
      return toHtml(report, piped, new Date());
    case 'text':
      return renderReport(report, view, piped, full);
  }
}

function noFiles(): NixaiError {
  return new NixaiError({
    code: 'check-no-file',
    what: 'what is piped in is no file',
    why: '--fix, --watch, --changed and --since are about files',
    hint: 'nixai check configuration.nix --fix',
    exitCode: ExitCode.usage,
  });
}
