import type { DiagnosisRule, Evidence } from '@nixai/api';
import { advice, shellFix } from '../../shared/fix.js';

export const portInUse: DiagnosisRule = {
  id: 'runtime/port-in-use',
  class: 'port-in-use',
  phase: 'runtime',
  title: 'Port is taken',
  components: ['services', 'systemd', 'networking'],
  confidence: 0.9,
  patterns: [
    {
      anchors: ['ddress already in use', 'EADDRINUSE', 'port is already allocated'],
      line: /[Aa]ddress already in use|EADDRINUSE|port is already allocated/,
    },
  ],
  docs: [{ title: 'ss(8)', url: 'https://man7.org/linux/man-pages/man8/ss.8.html' }],
  explain(evidence) {
    const address =
      /(?<host>\[[\da-f:]{2,40}\]|\*|[\w.-]{1,80}|:{2,3})?:(?<port>\d{2,5})\b(?!:\d\d)|port (?<named>\d{2,5})\b|(?<plain>\d{1,3}(?:\.\d{1,3}){3})[#: ]{1,2}(?<number>\d{2,5})\b/;
    const found = (
      address.exec(evidence.line.text) ??
      evidence.before(address, 4) ??
      evidence.after(address, 2)
    )?.groups;
    const port = found?.['port'] ?? found?.['named'] ?? found?.['number'];
    // Tests listen on the same port twice on purpose.
    if (evidence.block.derivation !== undefined || port === undefined) return undefined;
    const program = programOf(evidence);
    return {
      culprit: `port ${port}${program === undefined ? '' : ` (${program})`}`,
      facts: { port, program },
      message: `${program ?? 'The program'} cannot listen on port ${port}: another process has it already.`,
      fixes: [
        shellFix('See who has it.', `sudo ss -ltnup 'sport = :${port}'`),
        advice(
          `Stop the other service, or give one of the two another port (mostly services.<name>.port or .settings). Two web servers (nginx, caddy, apache) cannot both have 80 and 443.`,
        ),
      ],
      verify: [`sudo ss -ltnup 'sport = :${port}'`],
    };
  },
};

/** The line's own beginning (`nginx: [emerg] …`) tells more than a journal's identifier, which may be a shell. */
function programOf({ line }: Evidence): string | undefined {
  const named = /^(?<is>[a-z][\w.-]{1,40})(?:\[\d{1,8}\])?: (?!error\b)/.exec(line.text)?.groups?.[
    'is'
  ];
  return named ?? line.source?.replace(/\.service$/, '');
}
