import { ExitCode, arg, defineCommand } from '@nixai/api';
import { diagnoseFlags, runDiagnose } from '../diagnosis/command.js';
import { diagnoseResult } from '../results/diagnose.js';
import { diagnoseTool } from '../tools/diagnose.js';

export default defineCommand({
  summary: 'Name the root cause of a failure, and the fix, from its log',
  description:
    'Reads a build log, the output of nixos-rebuild or home-manager, or a journal; a file, or what is piped in. Rules do the work: no model and no network is needed. Ends with 1 when something is found, and with 0 when nothing is wrong.',
  examples: [
    'nix build 2>&1 | <%= config.bin %> diagnose',
    '<%= config.bin %> diagnose rebuild.log',
    '<%= config.bin %> diagnose rebuild.log --format html > report.html',
    '<%= config.bin %> diagnose --nix-log nixpkgs#hello',
    'journalctl -f | <%= config.bin %> diagnose --stream --filter systemd',
  ],
  effects: ['run', 'network'],
  output: diagnoseResult,
  args: { file: arg.string('The log; what is piped in if absent') },
  flags: diagnoseFlags,
  tools: [diagnoseTool],
  run: (context) => runDiagnose(context),
  async render(result, view) {
    if ('prompt' in result) return result.prompt;
    // After a line of JSON for each finding, one for all.
    if (result.format === 'json')
      return JSON.stringify(result, undefined, result.streamed === true ? undefined : 2);
    if (result.format === 'markdown')
      return (await import('../render/markdown.js')).renderMarkdown(result);
    if (result.format === 'html')
      return (await import('../render/html.js')).renderHtml(result, new Date());
    if (result.format === 'sarif') return (await import('../render/sarif.js')).renderSarif(result);
    return (await import('../render/text.js')).renderText(result, view, {
      full: result.full,
      cut: process.stdout.isTTY,
    });
  },
  exitCode: (result) =>
    'prompt' in result || result.outcome === 'nothing-wrong' ? ExitCode.ok : ExitCode.failure,
});
