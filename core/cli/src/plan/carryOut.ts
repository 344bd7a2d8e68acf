import {
  ExitCode,
  NixaiError,
  type Applied,
  type Approval,
  type CommandContext,
  type Plan,
} from '@nixai/api';

/**
 * Shows a plan, asks, and does it. The one way from a plan to what it changes.
 * @returns undefined where nothing was done: a dry run, a no, or nothing to do.
 * @throws NixaiError `would-lose` (exit 5) where `--yes` meets something that would be lost.
 */
export async function carryOut(
  plan: Plan,
  { dryRun = false, yes = false, question = 'Do this?' }: Approval,
  context: Pick<CommandContext, 'prompt' | 'notice' | 'write' | 'tasks'>,
): Promise<Applied | undefined> {
  const { actions, about } = plan;
  if (actions.length === 0 || dryRun) return undefined;
  const lost = actions.flatMap(({ loses }) => (loses === undefined ? [] : [loses]));
  if (yes && lost.length > 0) throw wouldLose(about, lost);
  if (!yes) {
    context.write(actions.map(({ detail }) => detail.replace(/\n?$/, '\n')).join(''));
    lost.forEach((sentence) => context.notice(sentence));
    if (plan.risk !== 'none') context.notice(risks[plan.risk]);
    if (!(await context.prompt.confirm(question))) return undefined;
  }
  return context.tasks.run(about, (task) => plan.apply(task));
}

const risks = {
  restart: 'This interrupts what is running.',
  data: 'This can lose data.',
  security: 'This opens something to others.',
} as const;

function wouldLose(about: string, lost: readonly string[]): NixaiError {
  return new NixaiError({
    code: 'would-lose',
    what: lost.join('; '),
    why: '--yes does not cover what would be lost with it',
    hint: `look at it and answer: nixai ${about}`,
    exitCode: ExitCode.refused,
  });
}
