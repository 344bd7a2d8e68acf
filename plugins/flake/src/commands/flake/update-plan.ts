import { arg, defineCommand, schema, type Infer } from '@nixai/api';

const { object, string, list, optional, oneOf, described, integer } = schema;
const output = object({
  file: string,
  inputs: list(
    object({
      name: string,
      reference: string,
      days: optional(described('How old the locked revision is.', integer)),
      state: oneOf('fresh', 'old', 'old-release', 'end-of-life', 'pinned', 'not-locked', 'unknown'),
      what: string,
      command: optional(string),
      line: optional(described('What flake.nix has to say below inputs.', string)),
    }),
  ),
  together: described('Inputs that change their release at once.', list(string)),
});
export type UpdatePlan = Infer<typeof output>;

export default defineCommand({
  summary: 'What is stale in the lock, and what to do about each input',
  description:
    'By the calendar of releases and the dates in the lock. What has been committed since is not known without the network, and not guessed at.',
  examples: ['<%= config.bin %> flake update-plan', '<%= config.bin %> flake update-plan ~/site'],
  effects: [],
  output,
  args: { path: arg.string('A folder with flake.nix and flake.lock; the current one if absent') },
  async run({ args }): Promise<UpdatePlan> {
    const { planUpdate } = await import('../../update/plan.js');
    return planUpdate(args.path ?? '.', new Date());
  },
  async render(plan, view) {
    return (await import('../../render/updatePlan.js')).renderUpdatePlan(plan, view);
  },
});
