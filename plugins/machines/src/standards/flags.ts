import { extname } from 'node:path';
import { ExitCode, flag, schema, type CommandContext } from '@nixai/api';
import { editedSchema, type Edited } from '../edits/result.js';
import { registryFlags } from '../registry/flags.js';
import { selectorFlags, type Selector } from '../select/selector.js';
import { isOpenRule, scanSchema, type Scan } from './result.js';
import { ruleSeverities, type Rule, type RuleSeverity } from './rule.js';

const formats = ['report', 'json', 'sarif'] as const;

/** What both commands take that hold machines to rules. */
export const scanFlags = {
  folder: flag.string('Only what is written in this folder or file; no machine is asked', {
    exclusive: ['flake', 'config', 'vulnerabilities'],
  }),
  flake: flag.string('The flake that is read for what is declared'),
  config: flag.string('The file that is read for it', { exclusive: ['flake'] }),
  vulnerabilities: flag.boolean('Have vulnix look for known holes, where it is installed'),
  'output-format': flag.oneOf(formats, 'How it is printed', { default: 'report' }),
  'save-to': flag.string('Write it to this file: .md, .html, .pdf, .json or .sarif'),
  fix: flag.boolean('Write what mends it into the files of the configurations'),
  rule: flag.strings('Only for this rule; it has to be named where its fix may surprise', {
    dependsOn: ['fix'],
  }),
  'dry-run': flag.boolean('Show what --fix would write', { dependsOn: ['fix'] }),
  yes: flag.boolean('Do not ask before files are written', { char: 'y' }),
  'fail-on': flag.oneOf(ruleSeverities, 'End with 1 from this severity on', { default: 'low' }),
  detailed: flag.boolean('Why each matters, and what is not known'),
  ...selectorFlags,
  ...registryFlags,
};

/** The result with what its rendering and exit code need. */
const { object, boolean, oneOf, optional, described } = schema;

export const scanOutput = object({
  scan: scanSchema,
  fixed: optional(described('With --fix', editedSchema)),
  format: oneOf(...formats),
  detailed: boolean,
  failOn: oneOf(...ruleSeverities),
});

interface ScanValues extends Omit<Selector, 'machines'> {
  readonly folder?: string;
  readonly flake?: string;
  readonly config?: string;
  readonly vulnerabilities?: boolean;
  readonly 'output-format': (typeof formats)[number];
  readonly 'save-to'?: string;
  readonly fix?: boolean;
  readonly rule?: readonly string[];
  readonly 'dry-run'?: boolean;
  readonly yes?: boolean;
  readonly 'fail-on': RuleSeverity;
  readonly detailed?: boolean;
  readonly 'registry-path'?: string;
}

type Context = Pick<CommandContext, 'host' | 'tasks' | 'carryOut' | 'argv'> & {
  readonly flags: ScanValues;
};

/** Holds machines, or a folder, to rules, and keeps the report where that is asked for. */
export async function scan(
  context: Context,
  {
    name,
    rules,
    about,
  }: { readonly name: string; readonly rules: readonly Rule[]; readonly about: string },
) {
  const { flags } = context;
  const file = flags['save-to'];
  const machines = await scanned(context, rules);
  const result: Scan = { rules: name, count: rules.length, machines };
  const fixed = flags.fix === true ? await mended(context, machines, rules, about) : undefined;
  const saved = file === undefined ? undefined : await save(context, result, file, about);
  return {
    scan: { ...result, ...(file !== undefined && { saved: { file, written: saved === true } }) },
    ...(fixed !== undefined && { fixed }),
    format: flags['output-format'],
    detailed: flags.detailed === true,
    failOn: flags['fail-on'],
  };
}

async function mended(
  context: Context,
  machines: Scan['machines'],
  rules: readonly Rule[],
  about: string,
) {
  const { readChosen } = await import('../written/read.js');
  const { fixRules } = await import('./fix.js');
  const { rule: only = [], 'dry-run': dryRun = false, yes = false } = context.flags;
  const { machines: read } = await readChosen(context);
  return fixRules(context, machines, read, rules, { about: `${about} --fix`, only, dryRun, yes });
}

async function save(context: Context, result: Scan, file: string, about: string) {
  const { reportFile } = await import('./report/file.js');
  const { saveReport } = await import('../written/save.js');
  const content = await reportFile(result, extname(file));
  return saveReport(context, { file, content }, { about, yes: context.flags.yes === true });
}

async function scanned(context: Context, rules: readonly Rule[]) {
  const { flags } = context;
  const { scanFolder, scanMachines } = await import('./scan.js');
  const { chosenOrHere } = await import('../select/chosen.js');
  const { flake, config, vulnerabilities = false } = flags;
  const chosen = await chosenOrHere(context);
  if ('folder' in chosen) return scanFolder(context, chosen.folder, rules);
  return scanMachines(context, chosen.fleet, chosen.machines, rules, {
    wanted: { flake, config },
    vulnerabilities,
  });
}

/** 1 where a rule is not kept, a machine could not be asked, or nothing at all could be told. */
export function scanExitCode({
  scan: { machines },
  fixed,
  failOn,
}: {
  readonly scan: Scan;
  readonly fixed?: Edited;
  readonly failOn: RuleSeverity;
}): ExitCode {
  const counted = ruleSeverities.slice(0, ruleSeverities.indexOf(failOn) + 1);
  // What runs is as it was: a machine is well after the next deployment only.
  const isMended = ({ name, host }: Scan['machines'][number], id: string): boolean =>
    host === undefined &&
    fixed?.written === true &&
    fixed.edits.some((edit) => edit.machine === name && edit.id === id);
  const isFine = (one: Scan['machines'][number]): boolean =>
    one.fault === undefined &&
    !one.rules.some(
      (rule) => isOpenRule(rule) && counted.includes(rule.severity) && !isMended(one, rule.rule),
    ) &&
    one.rules.some(({ verdict }) => verdict !== 'unknown' && verdict !== 'not-applicable');
  return machines.length > 0 && machines.every(isFine) ? ExitCode.ok : ExitCode.failure;
}
