import { sanitizer, schema, type CommandContext, type Infer } from '@nixai/api';
import type { Fleet, KnownMachine } from '../registry/load.js';
import { faultSchema, onEach } from '../ssh/each.js';

const { object, string, boolean, integer, optional, described } = schema;

/** What a command said on a machine. */
export const execSchema = object({
  name: string,
  code: optional(described('Its exit code; absent where it is not known', integer)),
  stdout: described('Without what a terminal obeys', string),
  stderr: string,
  truncated: described('Whether some of it was dropped', boolean),
  fault: optional(faultSchema),
});
export type Executed = Infer<typeof execSchema>;

/** Runs a command on machines, and says what each said, prefixed, as it ends. */
export async function execOn(
  context: Pick<CommandContext, 'host' | 'tasks' | 'write'>,
  fleet: Fleet,
  machines: readonly KnownMachine[],
  argv: readonly [string, ...string[]],
  timeout: number,
): Promise<readonly Executed[]> {
  const { clean } = await context.host.service(sanitizer);
  const width = Math.max(...machines.map(({ name }) => name.length));
  const title = `running ${argv[0]}`;
  const outcomes = await onEach(context, fleet, machines, title, async (remote, { signal }) => {
    const said = await remote.run(argv, { signal, timeout });
    const result = { ...said, stdout: clean(said.stdout), stderr: clean(said.stderr) };
    for (const text of [result.stdout, result.stderr])
      for (const line of text.split('\n').filter((one) => one !== ''))
        context.write(`${remote.machine.name.padEnd(width)}  ${line}\n`);
    return result;
  });
  return outcomes.map((one) =>
    one.ok
      ? { name: one.machine.name, ...one.value }
      : { name: one.machine.name, stdout: '', stderr: '', truncated: false, fault: one.fault },
  );
}
