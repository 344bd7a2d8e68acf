import type { View } from '@nixai/api';
import type { Applied } from '../merge/report.js';
import { renderVerdicts } from './checks.js';

/** What was added for the machine, and what its rules say; empty where neither was asked for. */
export function renderExtras({ hardware, compliance }: Applied, view: View): string {
  return [
    hardware === undefined
      ? ''
      : hardware.length === 0
        ? 'The hardware of this machine wants nothing that is not said already.'
        : [
            'For the hardware of this machine:',
            ...hardware.map(({ path, value, why, evidence }) =>
              view.wrap(`- ${path} = ${value}: ${why} (${evidence})`, 2),
            ),
          ].join('\n'),
    compliance === undefined
      ? ''
      : compliance.length === 0
        ? 'It has no rules to be held to.'
        : renderVerdicts(compliance, view),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}
