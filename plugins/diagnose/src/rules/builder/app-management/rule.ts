import type { DiagnosisRule } from '@nixai/api';
import { advice, shellFix } from '../../shared/fix.js';
import { buildAgain } from '../../shared/verify.js';

/** macOS lets a program change an application only if a person has allowed that program to. */
export const appManagement: DiagnosisRule = {
  id: 'build/app-management',
  class: 'macos-app-management',
  phase: 'build',
  title: 'macOS does not let it write an application',
  components: ['build', 'darwin'],
  confidence: 0.9,
  patterns: [
    {
      anchors: ['Operation not permitted'],
      line: /(?<path>\/(?:nix\/store\/[0-9a-z]{32}-[^'"\s]{1,200}|Applications|Users\/[\w.-]{1,60}\/Applications)[^'"]{0,160}\/(?<app>[^/'"]{1,80}\.app)\b[^'"]{0,160}?)['"]?: Operation not permitted/,
    },
  ],
  docs: [
    {
      title: 'Apple: App Management in Privacy & Security',
      url: 'https://support.apple.com/guide/mac-help/mchl211c911f/mac',
    },
  ],
  explain(evidence) {
    const app = evidence.get('app');
    const name = evidence.block.derivation;
    return {
      culprit: `${app}${name === undefined ? '' : ` in ${name}`}`,
      facts: { path: evidence.get('path'), derivation: name },
      message: `macOS refuses to have ${app} written: it guards applications, and the program that Nix was started from (the terminal, or nix-daemon) has not been allowed to manage them.`,
      fixes: [
        shellFix(
          'Allow it: System Settings, Privacy & Security, App Management: switch your terminal on (and Full Disk Access, if that is not enough); quit the terminal, open it anew, and run it again.',
          "open 'x-apple.systempreferences:com.apple.preference.security?Privacy_AppBundles'",
        ),
        advice(
          'Over SSH: allow full disk access for remote users (General, Sharing, Remote Login), or run it once in a terminal on the machine itself.',
        ),
      ],
      verify: buildAgain(name),
    };
  },
};
