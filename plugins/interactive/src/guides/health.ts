import type { View } from '@nixai/api';
import { interruptible } from '../shell/interruptible.js';
import { toldFailure, type Outcome } from '../shell/outcome.js';
import type { Shell } from '../shell/shell.js';

interface Result {
  readonly check: string;
  readonly title: string;
  readonly status: 'ok' | 'minor' | 'major' | 'critical' | 'unknown' | 'skipped';
  readonly target?: string;
  readonly summary: string;
  readonly evidence: readonly string[];
  readonly cause?: string;
  readonly fix?: {
    readonly title: string;
    readonly code?: string;
    readonly language?: 'sh' | 'nix';
    readonly safe?: string;
  };
}

interface Report {
  readonly results: readonly Result[];
}

const gravity = ['critical', 'major', 'minor'] as const;

/** Looks at the machine, and goes through what is wrong: what it means, how to look, what to do. */
export async function guidedHealth(shell: Shell): Promise<Outcome> {
  const { context, state } = shell;
  const progress = context.progress('Looking at this machine');
  try {
    const report = await interruptible(async (signal) => {
      const { result, exitCode, render } = await shell
        .session()
        .invoke<Report>('health', { argv: [] }, { ...calls(shell), signal });
      return { result, status: exitCode, text: await render() };
    }).finally(() => progress.stop());
    shell.print(report.text);
    state.lastAnswer = report.text;
    const wrong = gravity.flatMap((grave) =>
      report.result.results.filter(({ status }) => status === grave),
    );
    if (wrong.length > 0) await goThrough(shell, wrong);
    return { status: report.status, failed: false };
  } catch (error) {
    return toldFailure(context, error);
  }
}

const calls = ({ context }: Shell) => ({ view: context.view, prompt: context.prompt });

async function goThrough(shell: Shell, wrong: readonly Result[]): Promise<void> {
  const { context } = shell;
  const many =
    wrong.length === 1 ? 'this issue' : `these ${wrong.length} issues, the gravest first`;
  if (!(await context.prompt.confirm(`Go through ${many}?`, true))) return;
  for (const [at, result] of wrong.entries()) {
    shell.print(`\n${renderResult(result, at, wrong.length, context.view)}\n`);
    const choice = await context.prompt.select('What now?', choices(result));
    if (choice === 'leave') return;
    if (choice === 'fix') await fix(shell, result);
    if (choice === 'why') await explain(shell, result);
  }
}

type Choice = 'fix' | 'why' | 'next' | 'leave';

/** a, b, c: only what can really be done. */
function choices({ fix }: Result): { name: string; value: Choice }[] {
  const can: { name: string; value: Choice }[] = [
    ...(fix?.safe === undefined
      ? []
      : [{ name: `${fix.title} (shown first, done after a yes)`, value: 'fix' as const }]),
    { name: 'What this check looks at, and why', value: 'why' },
  ];
  const lettered = can.map(({ name, value }, at) => ({ name: `${'abc'[at]}) ${name}`, value }));
  return [
    ...lettered,
    { name: 'manual: I do it by hand; go on', value: 'next' },
    { name: 'leave', value: 'leave' },
  ];
}

function renderResult(result: Result, at: number, of: number, view: View): string {
  const { title, status, target, summary, evidence, cause, fix } = result;
  const style = status === 'critical' ? view.style.bad : view.style.warn;
  const where = target === undefined ? '' : ` (${target})`;
  const parts = [
    view.style.heading(`Issue ${at + 1} of ${of}: ${title}${where}`),
    `Severity: ${style(status)}`,
    view.wrap(`Impact: ${summary}`),
    cause === undefined ? '' : view.wrap(`Cause: ${cause}`),
    evidence.length === 0 ? '' : view.code(evidence.join('\n'), 'text'),
    fix === undefined ? '' : view.wrap(`By hand: ${fix.title}`),
    fix?.code === undefined ? '' : view.code(fix.code, fix.language ?? 'sh'),
  ];
  return parts.filter((part) => part !== '').join('\n');
}

/** Has `health` do what is safe, which shows and asks; then looks once more. */
async function fix(shell: Shell, { check, fix, target }: Result): Promise<void> {
  const { context } = shell;
  const safe = fix?.safe;
  if (safe === undefined) return;
  await run(shell, 'health', [check, '--auto-fix', '--fix', safe]);
  const { result } = await interruptible((signal) =>
    shell.session().invoke<Report>('health', { argv: [check] }, { ...calls(shell), signal }),
  );
  const now = result.results.find((one) => one.check === check && one.target === target);
  context.notice(
    now === undefined || now.status === 'ok'
      ? 'Checked again: it is in order now.'
      : `Checked again: it is still ${now.status}: ${now.summary}`,
  );
}

const explain = (shell: Shell, { check }: Result): Promise<void> =>
  run(shell, 'health explain', [check]);

async function run(shell: Shell, id: string, argv: readonly string[]): Promise<void> {
  try {
    const text = await interruptible(async (signal) => {
      const { render } = await shell.session().invoke(id, { argv }, { ...calls(shell), signal });
      return render();
    });
    shell.print(text);
  } catch (error) {
    toldFailure(shell.context, error);
  }
}
