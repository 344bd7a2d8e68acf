import { schema, toolOf, type Arg } from '@nixai/api';
import type { HealthReport } from '../results/report.js';
import type { healthFlags } from '../run/flags.js';

const { object, optional, string } = schema;

/** What is wrong with the machine that the server runs on. */
export const healthTool = toolOf<
  HealthReport,
  typeof healthFlags,
  { readonly checks: Arg<readonly string[]> }
>()({
  name: 'nixos_health',
  description:
    "What is wrong with the user's machine now: configuration, services, disks, boot, store, network, updates, security; each with what it means and what mends it. Changes nothing.",
  input: {
    checks: { to: 'checks', list: true, description: 'Only these: disk, unit.failed' },
  },
  item: object({
    check: string,
    status: string,
    summary: string,
    fix: optional(string),
    code: optional(string),
  }),
  answer({ results, status, counts }) {
    const told = results.filter((one) => one.status !== 'ok' && one.status !== 'skipped');
    return {
      about: `Status ${status}: ${counts.ok} in order, ${counts.minor} minor, ${counts.major} major, ${counts.critical} critical, ${counts.unknown} could not be told.`,
      items: told.map(({ check, status: how, summary, fix }) => ({
        ...{ check, status: how, summary, fix: fix?.title, code: fix?.code },
      })),
    };
  },
  text: ({ check, status, summary, fix, code }) =>
    `${status} ${check}: ${summary}${fix === undefined ? '' : ` Fix: ${fix}`}${code === undefined ? '' : `\n  ${code.replaceAll('\n', '\n  ')}`}`,
});
