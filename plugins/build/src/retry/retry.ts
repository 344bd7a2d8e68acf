import { relative, resolve } from 'node:path';
import { expectOf, files, type CommandContext, type Host, type View } from '@nixai/api';
import { build, type BuildContext, type BuildOptions, type Outcome } from '../build.js';
import { diagnose, endsOf, logsOf, type Diagnosis } from '../diagnosis/diagnose.js';
import { noDiagnosis, wordsNotKept } from '../faults.js';
import { failureMeant, type Kept } from '../record/read.js';
import type { Retried } from '../results/retried.js';
import { editFor } from './edits/index.js';
import type { Edit, Proposal } from './edits/edit.js';
import { folderOf, ownFilesIn } from './ownFiles.js';

/** How it went, and how what failed shows itself. */
export type Retry = Omit<Retried, 'after'> & {
  readonly after?: Outcome;
  /** What failed before, as `diagnose` shows it; where there was no edit. */
  show?(view: View): Promise<string>;
};

type Context = BuildContext & Pick<CommandContext, 'carryOut'>;

export interface RetryOptions extends BuildOptions {
  readonly id?: string;
  readonly folder: string;
  readonly dryRun: boolean;
  readonly yes: boolean;
}

/** What passes by itself, or is mended elsewhere than in a file: it is built again as it is. */
const passing = ['connection-failed', 'dns-failure', 'github-rate-limit'];

/** Reads a failure that was recorded, makes the edit that mends it, and builds again. */
export async function retry(
  context: Context,
  { id, folder, dryRun, yes, ...how }: RetryOptions,
): Promise<Retry> {
  const { host } = context;
  const kept = await failureMeant(host.paths, { id, folder });
  const { request, result, date } = kept;
  if (!host.hasCommand('diagnose')) throw noDiagnosis();
  if (/<SECRET:/.test(JSON.stringify(request))) throw wordsNotKept(result.argv);
  const logs = await logsOf(context, result.failed);
  const failure = { argv: result.argv, logs, errors: result.errors };
  const said = await diagnose(context, failure, how.full);
  const before = beforeOf(kept, said?.result);
  const head = {
    ...{ record: kept.id, date, argv: [...result.argv], folder: request.folder, before },
    ...(said !== undefined && { diagnosis: said.result as unknown }),
  };
  const show = async (view: View): Promise<string> =>
    said === undefined ? endsOf(failure, view).join('\n\n') : said.show(view);
  const isPassing = said?.result.findings.some(
    ({ role, class: of }) => role === 'cause' && passing.includes(of),
  );
  const proposal = await proposed(host, kept, said?.result);
  if ('why' in proposal) {
    const { why } = proposal;
    if (isPassing !== true) return { ...head, way: 'by-hand', why, written: false, show };
    const after = dryRun ? undefined : await build(context, request, how);
    return { ...head, way: 'again', written: false, ...(after !== undefined && { after }) };
  }
  const plan = await planOf(host, proposal);
  const edit = {
    ...{ file: proposal.file, line: proposal.line, what: proposal.what },
    diff: plan.actions.map(({ detail }) => detail).join('\n'),
  };
  const done = await context.carryOut(plan, {
    ...{ dryRun, yes },
    question: `Write this to ${relative(folder, proposal.file)}, and build again?`,
  });
  if (done === undefined) return { ...head, way: 'edit', edit, written: false };
  const after = await build(context, request, how);
  const undo = done.change === undefined ? {} : { undo: done.change };
  return { ...head, way: 'edit', edit, written: true, ...undo, after };
}

const planOf = async (host: Host, { file, before, after }: Edit) =>
  (await host.service(files)).plan(
    [{ path: file, content: after, expect: expectOf(before) }],
    'build retry',
  );

function beforeOf({ result }: Kept, said: Diagnosis | undefined): Retried['before'] {
  const cause = said?.findings.find(({ role }) => role === 'cause');
  const { code, seconds, failed } = result;
  const why = cause === undefined ? {} : { why: `${cause.title}: ${cause.culprit}` };
  return { code, seconds, failed: [...failed], ...why };
}

/** The edit, or why it is for the person. */
async function proposed(
  host: Host,
  { request }: Kept,
  said: Diagnosis | undefined,
): Promise<Proposal> {
  if (said === undefined) return { why: 'no rule knows why it failed' };
  const folder = folderOf(request);
  if (folder === undefined) return { why: 'what failed is not of files in a folder of yours' };
  const own = await ownFilesIn(folder);
  if (own === undefined) return { why: `${folder} holds too many files to look through` };
  // Of a flake's copy a diagnosis gives the name below its folder.
  const findings = said.findings.map(({ at, ...finding }) => ({
    ...finding,
    ...(at !== undefined && { at: { ...at, file: resolve(folder, at.file) } }),
  }));
  return editFor(host, findings, own);
}
