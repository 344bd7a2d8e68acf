import {
  expectOf,
  ExitCode,
  files as fileService,
  isNixaiError,
  NixaiError,
  type FileChange,
  type Host,
  type Plan,
} from '@nixai/api';
import { fillTemplate, findTemplate, readRegular } from '@nixai/contributions';
import { checkText } from '../templates/prepare.js';
import { refuseUnready } from '../templates/refuse.js';
import { invalid, type Row } from './csv.js';

/** What a machine gets. */
export interface BulkRow {
  readonly machine: string;
  readonly line: number;
  readonly file: string;
  readonly change: 'create' | 'change' | 'none';
}

/**
 * A file for each machine, all of them or none; every row is checked before the first is written.
 * @throws NixaiError `csv-invalid`, `file-exists`, and what a template refuses.
 */
export async function planBulk(
  host: Host,
  name: string,
  rows: readonly Row[],
  targets: ReadonlyMap<string, string>,
  force: boolean,
): Promise<{ readonly rows: readonly BulkRow[]; readonly plan: Plan }> {
  const { template } = await findTemplate(host, name);
  const variables = new Map(template.variables.map((one) => [one.name, one]));
  const changes: FileChange[] = [];
  const told: BulkRow[] = [];
  const faults: string[] = [];
  for (const { line, cells } of rows) {
    const machine = cells['machine'] ?? cells['hostName'] ?? cells['host'];
    if (machine === undefined) throw invalid(1, 'it has no column machine (or hostName)');
    const file = targets.get(machine);
    if (file === undefined) {
      faults.push(`line ${line}: the list of machines has no ${machine}`);
      continue;
    }
    if (told.some((one) => one.machine === machine)) {
      faults.push(`line ${line}: ${machine} is there twice`);
      continue;
    }
    try {
      // A column that is no variable is somebody's remark; an empty cell is the default.
      const typed = Object.entries(cells).filter(
        ([column, cell]) => variables.has(column) && cell !== '',
      );
      const words = typed.map(([column, cell]): [string, string[]] => [
        column,
        variables.get(column)?.type === 'strings' ? cell.split(/\s*;\s*/) : [cell],
      ]);
      const { nix, missing } = fillTemplate(template, Object.fromEntries(words));
      refuseUnready({ id: template.id, missing, check: await checkText(host, template.kind, nix) });
      const before = await readRegular(file, 'utf8').catch(() => undefined);
      if (before !== undefined && before !== nix && !force)
        faults.push(`line ${line}: there is a file ${file} already (--force replaces it)`);
      const expect = expectOf(before);
      changes.push({ path: file, content: nix, expect });
      const change = before === undefined ? 'create' : before === nix ? 'none' : 'change';
      told.push({ machine, line, file, change });
    } catch (error) {
      if (!isNixaiError(error)) throw error;
      faults.push(
        `line ${line} (${machine}): ${[error.message, error.why].filter(Boolean).join(': ')}`,
      );
    }
  }
  if (faults.length > 0)
    throw new NixaiError({
      code: 'csv-invalid',
      what: `${faults.length} of ${rows.length} rows are not right; nothing was written`,
      why: faults.join('\n'),
      hint: `nixai templates show ${name} has the variables`,
      exitCode: ExitCode.usage,
    });
  const service = await host.service(fileService);
  return { rows: told, plan: await service.plan(changes, `templates deploy-bulk ${name}`) };
}
