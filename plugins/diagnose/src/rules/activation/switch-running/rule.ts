import { shellWord, type DiagnosisRule } from '@nixai/api';
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
          'See whether it runs yet, and what it waits for. While it does, let it end.',
          `systemctl status --no-pager -- ${shellWord(unit)}; systemctl list-jobs`,
        ),
        shellFix(
          'If it failed, or waits for what never comes: stop it and clear it away; then switch again.',
          `sudo systemctl stop -- ${shellWord(unit)}; sudo systemctl reset-failed -- ${shellWord(unit)}`,
          'restart',
        ),
      ],
      verify: [`systemctl list-units --all -- ${shellWord(unit)}`],
    };
  },
};
