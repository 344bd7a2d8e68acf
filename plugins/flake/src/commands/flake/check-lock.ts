import { arg, defineCommand, ExitCode, schema, type Infer } from '@nixai/api';

const { object, string, list, oneOf, optional, integer, described } = schema;
const output = object({
  file: string,
  version: integer,
  inputs: described('Those of the flake itself.', integer),
  nodes: described('With the inputs of inputs.', integer),
  facts: list(
    object({
      rule: string,
      severity: oneOf('error', 'warning', 'note'),
      input: optional(string),
      message: string,
      hint: optional(string),
    }),
  ),
});
export type LockChecked = Infer<typeof output>;

export default defineCommand({
  summary: 'What flake.lock tells: old, dead, double, missing',
  description:
    'Releases without support, inputs that only one of flake.nix and flake.lock has, follows that lead nowhere, copies of one repository, what is on this machine alone. Neither Nix nor the network is asked. Exit code 1 for warnings.',
  examples: ['<%= config.bin %> flake check-lock', '<%= config.bin %> flake check-lock ~/site'],
  effects: [],
  output,
  args: { path: arg.string('A folder with flake.nix and flake.lock; the current one if absent') },
  async run({ args }): Promise<LockChecked> {
    const { checkLock } = await import('../../lock/checkLock.js');
    return checkLock(args.path ?? '.', new Date());
  },
  async render(checked, view) {
    return (await import('../../render/checkedLock.js')).renderCheckedLock(checked, view);
  },
  exitCode: ({ facts }) =>
    facts.some(({ severity }) => severity !== 'note') ? ExitCode.failure : ExitCode.ok,
});
