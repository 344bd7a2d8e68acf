import {
  ExitCode,
  NixaiError,
  checker,
  type CheckFinding,
  type CheckReport,
  type ComplianceRule,
  type Host,
  type ReadConfiguration,
} from '@nixai/api';
import type { TemplateValue } from '@nixai/contributions';
import type { FromTemplate } from './result.js';
import type { TemplatePlace } from './place.js';

type Texts = ReadonlyMap<string, string>;

/**
 * What the check says of a configuration as it would be, and did not say before.
 * @throws NixaiError `template-faulty` for an error.
 */
export async function newFindings(
  host: Host,
  { target, file, before, entry }: TemplatePlace,
  texts: Texts,
): Promise<FromTemplate['findings']> {
  const service = await host.service(checker);
  const isNew = before === undefined && entry === undefined;
  const old: CheckReport['findings'] = isNew ? [] : (await service.check(target)).findings;
  const text = texts.get(file) ?? '';
  const after = await (isNew
    ? service.check({ name: target, text })
    : service.check(target, { texts }));
  const known = old.map(keyOf);
  const fresh = after.findings.filter((one) => {
    const at = known.indexOf(keyOf(one));
    if (at >= 0) known.splice(at, 1);
    return at < 0 && one.severity !== 'note';
  });
  const error = fresh.find(({ severity }) => severity === 'error');
  if (error !== undefined)
    throw new NixaiError({
      code: 'template-faulty',
      what: 'what the template makes of these values is wrong; nothing was written',
      why: `${error.file}, line ${error.line}: ${error.message}`,
      hint: 'other values, or another template: nixai machines template show NAME',
      exitCode: ExitCode.refused,
    });
  return fresh.map(({ rule, message, file: where, line }) => ({
    rule,
    message,
    file: where,
    line,
  }));
}

const keyOf = ({ rule, message, file }: CheckFinding): string => `${rule} ${file} ${message}`;

/**
 * Holds a configuration as it would be to the rules that come with a template.
 * @throws NixaiError `template-noncompliant` where one is not met.
 */
export async function heldToRules(
  host: Host,
  { target, name }: TemplatePlace,
  texts: Texts,
  of: {
    readonly id: string;
    readonly rules: readonly ComplianceRule[];
    readonly values: Readonly<Record<string, TemplateValue>>;
  },
): Promise<FromTemplate['rules']> {
  const due = of.rules.filter(({ when = {} }) =>
    Object.entries(when).every(([variable, fits]) => fits.includes(String(of.values[variable]))),
  );
  if (due.length === 0) return [];
  const service = await host.service(checker);
  const text = texts.get(target);
  const reads = await service.configurations(text === undefined ? target : { name: target, text }, {
    texts,
  });
  const read = reads.find(
    (one) => one.configuration.set === 'nixos' && (name === undefined || one.name === name),
  );
  const judged = due.map((rule) => ({ rule, ...judge(rule, read) }));
  const unmet = judged.filter(({ outcome }) => outcome === 'unmet');
  if (unmet.length > 0)
    throw new NixaiError({
      code: 'template-noncompliant',
      what: `${unmet.length === 1 ? 'a rule' : `${unmet.length} rules`} of ${of.id} would not be met; nothing was written`,
      why: unmet.map(({ rule, why }) => `${rule.id}: ${rule.about} (${why})`).join('\n'),
      hint: 'other values, or ask whoever made the template',
      exitCode: ExitCode.refused,
    });
  return judged.map(({ rule: { id, about }, outcome }) => ({
    ...{ id, about },
    outcome: outcome === 'met' ? 'met' : 'unknown',
  }));
}

interface Judged {
  readonly outcome: 'met' | 'unmet' | 'unknown';
  readonly why: string;
}

function judge({ option }: ComplianceRule, read: ReadConfiguration | undefined): Judged {
  if (option === undefined || read === undefined)
    return { outcome: 'unknown', why: 'only the machine itself could say' };
  const written = read.configuration.definitions(option.path);
  const [only, ...others] = written;
  if (only === undefined) return { outcome: 'unmet', why: `${option.path} is not set` };
  if (others.length > 0 || only.conditional)
    return { outcome: 'unknown', why: 'which of its values counts, an evaluation would know' };
  const text = read.textOf(only)?.trim() ?? '';
  return text === option.value.trim()
    ? { outcome: 'met', why: '' }
    : { outcome: 'unmet', why: `${option.path} = ${text}, not ${option.value}` };
}
