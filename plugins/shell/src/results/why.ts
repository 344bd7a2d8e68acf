import { schema, type Infer } from '@nixai/api';

const { any, described, integer, object, oneOf, string } = schema;

export const shellWhy = object({
  command: string,
  status: described('The exit code that it ended with', integer),
  folder: string,
  kind: described(
    'Where what it said was found: recorded by nixai run, in the build log that Nix kept, in the terminal, or said again by an evaluation',
    oneOf('recorded', 'build-log', 'terminal', 'evaluated'),
  ),
  from: described('The same for people', string),
  outcome: oneOf('diagnosed', 'not-recognised', 'nothing-wrong'),
  diagnosis: described('What nixai diagnose returns', any),
});
export type ShellWhy = Infer<typeof shellWhy>;
