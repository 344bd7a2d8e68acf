import { arg, defineCommand, flag } from '@nixai/api';
import { bulkResult, type BulkResult } from '../../results/bulk.js';
import { templateNames } from '../../templates/complete.js';

export default defineCommand({
  summary: 'Write the file of each machine of a list from a template',
  description: `A row of a CSV file for each machine: the column machine (or hostName) says which, the others are variables by their names; several words of one variable stand between semicolons. The list of machines (YAML) says which file is whose, beside or below it.
Every row is checked before the first file is written, and all are written or none. Nothing is sent to a machine: what the files are imported by is yours, or a flake's.`,
  examples: [
    '<%= config.bin %> templates deploy-bulk own/desk --csv-file new-hires.csv --target-machines machines.yaml --dry-run',
  ],
  effects: ['write'],
  args: { template: arg.string('Its id, or pack/id', { required: true, complete: templateNames }) },
  flags: {
    'csv-file': flag.string('The table', { required: true }),
    'target-machines': flag.string('The list of machines and their files', { required: true }),
    force: flag.boolean('Replace files that are there'),
    'dry-run': flag.boolean('Show what would be written, and write nothing'),
    yes: flag.boolean('Do not ask', { char: 'y' }),
  },
  output: bulkResult,
  async run({ host, args, flags, carryOut }): Promise<BulkResult> {
    const { resolve } = await import('node:path');
    const { readText } = await import('../../snippets/readText.js');
    const { readCsv } = await import('../../bulk/csv.js');
    const { readTargets } = await import('../../bulk/targets.js');
    const { planBulk } = await import('../../bulk/plan.js');
    const list = resolve(flags['target-machines']);
    const targets = readTargets(await readText(host, list), list);
    const table = readCsv(await readText(host, resolve(flags['csv-file'])));
    const force = flags.force === true;
    const { rows, plan } = await planBulk(host, args.template, table, targets, force);
    const dryRun = flags['dry-run'] === true;
    const count = plan.actions.length;
    const question = `Write ${count === 1 ? 'this file' : `these ${count} files`}?`;
    const done = await carryOut(plan, { dryRun, yes: flags.yes, question });
    const diffs = dryRun ? plan.actions.map(({ detail }) => detail) : [];
    const undo = done?.change;
    const written = done !== undefined;
    return { template: args.template, rows, diffs, written, dryRun, ...(undo && { undo }) };
  },
  async render({ rows, diffs, written, dryRun, undo }, view) {
    const table = view.table(
      [{ title: 'Machine' }, { title: 'Line' }, { title: '' }, { title: 'File', flexible: true }],
      rows.map(({ machine, line, change, file }) => [machine, String(line), change, file]),
    );
    const outcome = written
      ? `Written. To take it back: nixai undo ${undo}`
      : rows.every(({ change }) => change === 'none')
        ? 'All of them are so already.'
        : dryRun
          ? 'Nothing was written (--dry-run).'
          : 'Nothing was written.';
    return [...diffs.map((one) => one.trimEnd()), table, outcome].join('\n\n');
  },
});
