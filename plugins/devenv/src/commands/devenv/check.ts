import { arg, defineCommand, ExitCode, schema, type Infer } from '@nixai/api';

const { object, string, list, oneOf, optional, integer } = schema;
const output = object({
  files: list(string),
  findings: list(
    object({
      rule: string,
      severity: oneOf('error', 'warning', 'note'),
      message: string,
      hint: optional(string),
      file: string,
      line: integer,
    }),
  ),
  against: string,
});
export type Checked = Infer<typeof output>;

export default defineCommand({
  summary: 'Check devenv.nix and devenv.yaml',
  description:
    'Option names and types, inputs that options need, ports that two services want, and the keys of devenv.yaml; without devenv and without Nix. Exit code 1 where there is an error.',
  examples: ['<%= config.bin %> devenv check', '<%= config.bin %> devenv check ~/shop --json'],
  effects: [],
  output,
  args: { path: arg.string('A folder, or a devenv.nix; the current folder if absent') },
  async run({ host, args }): Promise<Checked> {
    return (await import('../../check/checkFolder.js')).checkFolder(host, args.path ?? '.');
  },
  async render(checked, view) {
    return (await import('../../render/checked.js')).renderChecked(checked, view);
  },
  exitCode: ({ findings }) =>
    findings.some(({ severity }) => severity === 'error') ? ExitCode.failure : ExitCode.ok,
});
