import {
  checker,
  isNixaiError,
  redactor,
  type CheckFinding,
  type Checker,
  type Host,
} from '@nixai/api';
import { isNix, type Attachment } from './attachment.js';

/** What the checker says of the configuration that a question is about, free of secrets. */
export interface OwnFindings {
  /** The gravest first. */
  readonly findings: readonly CheckFinding[];
  /** How many option definitions were looked at. */
  readonly definitions: number;
  /** "the handbook (823 selected nixos options)". */
  readonly against: string;
  /** False where no option was called unknown, because not all of them are known. */
  readonly complete: boolean;
}

/** Words of somebody who wants what was given along judged, and not only heard. */
const judgement =
  /\b(?:secur\w*|safe\w*|wrong|right|correct|ok(?:ay)?|good|bad|review|check|problems?|mistakes?|issues?|errors?|improve\w*|audit|harden\w*|fix\w*|broken|breaks?|why|fails?|works?|working|valid)\b/i;

/**
 * Checks what was given along where the question is about it: each Nix text, and the folder of the
 * machine. Undefined where nothing is there to check.
 */
export async function ownFindings(
  question: string,
  isAboutIt: boolean,
  attachments: readonly Attachment[],
  folder: string | undefined,
  host: Host,
): Promise<OwnFindings | undefined> {
  if (!isAboutIt && !judgement.test(question)) return undefined;
  const targets = [...attachments.filter(isNix), ...(folder === undefined ? [] : [folder])];
  if (targets.length === 0) return undefined;
  const service = await host.service(checker);
  const reports = [];
  for (const target of targets) reports.push(...(await checked(service, target, host)));
  if (reports.length === 0) return undefined;
  const sets = reports.flatMap(({ against }) => against);
  const clean = (await host.service(redactor)).redactDeep(
    reports.flatMap(({ findings }) => findings),
  );
  return {
    findings: clean.sort((a, b) => gravity[a.severity] - gravity[b.severity]),
    definitions: reports.reduce((sum, report) => sum + report.definitions, 0),
    against: [...new Set(sets.map(({ text }) => text))].join(', '),
    complete: sets.every(({ complete }) => complete),
  };
}

const gravity = { error: 0, warning: 1, note: 2 };

/** None for what cannot be read as a configuration: the question is answered all the same. */
async function checked(service: Checker, target: Attachment | string, host: Host) {
  try {
    return [await service.check(target)];
  } catch (error) {
    if (!isNixaiError(error)) throw error;
    host.log.debug(`not checked: ${error.message}`);
    return [];
  }
}
