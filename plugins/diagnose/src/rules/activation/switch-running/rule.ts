import type { DiagnosisRule } from '@nixai/api';
import { shellFix } from '../../shared/fix.js';

/** The unit in which a switch runs is still there from an earlier one. */
export const switchRunning: DiagnosisRule = {
  id: 'activation/switch-running',
  class: 'switch-running',
  phase: 'activation',
  title: 'An earlier switch still runs',
  components: ['systemd'],
  confidence: 0.95,
  patterns: [
    {
      anchors: ['was already loaded or has a fragment file'],
      line: /Unit (?<unit>[\w@.\\-]{1,200}\.(?:service|scope)) was already loaded or has a fragment file/,
    },
  ],
  docs: [
    {
      title: 'systemd-run',
      url: 'https://www.freedesktop.org/software/systemd/man/latest/systemd-run.html',
    },
  ],
  explain(evidence) {
    const unit = evidence.get('unit');
    return {
      culprit: unit,
      facts: { unit },
      message: `${unit} is still there: an earlier switch runs yet (often it waits for a unit that does not come up), or failed and was not cleared away.`,
      fixes: [
        shellFix(
          'See what it waits for; then stop it, clear it away, and switch again.',
          `systemctl status ${unit} --no-pager; sudo systemctl stop ${unit}; sudo systemctl reset-failed ${unit}`,
          'restart',
        ),
      ],
      verify: [`systemctl list-units ${unit}`],
    };
  },
};
