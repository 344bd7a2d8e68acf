import type { View } from '@nixai/api';
import type { UpdatePlan } from '../commands/flake/update-plan.js';

export function renderUpdatePlan({ inputs, together }: UpdatePlan, view: View): string {
  const { style } = view;
  const mark = (state: UpdatePlan['inputs'][number]['state'], text: string) =>
    state === 'end-of-life'
      ? style.bad(text)
      : state === 'fresh' || state === 'pinned'
        ? style.dim(text)
        : text;
  const lines = inputs.flatMap(({ name, state, what, command, line }) => [
    view.wrap(`${style.bold(name)}: ${mark(state, what)}`),
    ...(command === undefined ? [] : [`    ${command}`]),
    ...(line === undefined ? [] : [`    ${line}`]),
  ]);
  if (inputs.length === 0) lines.push('There are no inputs.');
  if (together.length > 0)
    lines.push(
      '',
      view.wrap(
        `Change ${together.join(', ')} at once: their releases belong together. Then nix flake lock.`,
      ),
    );
  return lines.join('\n');
}
