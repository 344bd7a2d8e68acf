import {
  ExitCode,
  NixaiError,
  processes,
  sanitizer,
  schema,
  type CommandContext,
  type Host,
  type Infer,
  type Plan,
} from '@nixai/api';
import type { Fleet, KnownMachine } from '../registry/load.js';
import { faultSchema, onEach } from '../ssh/each.js';
import { readFacts } from '../status/facts.js';
import { machineBackends, type BackendOrder, type MachineBackend } from './backend.js';

const { object, string, list, boolean, integer, optional, described } = schema;

export const handedOverSchema = object({
  backend: string,
  argv: described('What was run, or would be', list(string)),
  code: optional(described('What the program ended with', integer)),
  machines: described(
    'What each runs and boots, asked before and after',
    list(
      object({
        name: string,
        before: optional(string),
        after: optional(string),
        next: optional(described('What it boots', string)),
        changed: described('It runs or boots another system than before', boolean),
        fault: optional(faultSchema),
      }),
    ),
  ),
});
export type HandedOver = Infer<typeof handedOverSchema>;

type Context = Pick<CommandContext, 'host' | 'tasks' | 'carryOut'>;

/** Gives a deployment to another program, and asks the machines themselves what became of it. */
export async function handOver(
  { host, tasks, carryOut }: Context,
  fleet: Fleet,
  machines: readonly KnownMachine[],
  name: string,
  order: Omit<BackendOrder, 'machines'>,
  approval: { readonly dryRun: boolean; readonly yes: boolean },
): Promise<HandedOver> {
  const backend = await backendNamed(host, name);
  const whole = { ...order, machines: machines.map((one) => one.name) };
  const unable = backend.unable(whole);
  if (unable !== undefined) throw cannot(unable);
  const argv = backend.argv(whole);
  const runner = await host.service(processes);
  if ((await runner.which(backend.program)) === undefined) throw missing(name, backend.program);
  const { clean } = await host.service(sanitizer);
  const ask = () =>
    onEach({ host, tasks }, fleet, machines, 'asking machines', (remote, { signal }) =>
      readFacts(remote, signal),
    );
  const before = await ask();
  let code: number | undefined;
  const plan: Plan = {
    about: `machines deploy ${whole.machines.join(' ')} with ${name}`,
    risk: 'restart',
    actions: [
      {
        kind: 'run',
        target: backend.program,
        detail: [argv.join(' '), ...backend.differs].map((line) => `${line}\n`).join(''),
      },
    ],
    async apply(task) {
      const program = await runner.start(argv, { signal: task.signal });
      const told = (['stdout', 'stderr'] as const).map(async (stream) => {
        for await (const line of program.lines(stream)) task.log(clean(line));
      });
      await Promise.all(told);
      ({ code } = await program.exited);
      return {};
    },
  };
  const count = machines.length === 1 ? 'this machine' : `these ${machines.length} machines`;
  await carryOut(plan, { ...approval, question: `Hand ${count} to ${name}?` });
  const after = code === undefined ? before : await ask();
  return {
    backend: name,
    argv,
    ...(code !== undefined && { code }),
    machines: after.map((now, at) => {
      const then = before[at];
      const was = then?.ok === true ? then.value : undefined;
      if (!now.ok)
        return { name: now.machine.name, before: was?.current, changed: false, fault: now.fault };
      const { current, next } = now.value;
      const changed = was !== undefined && (current !== was.current || next !== was.next);
      return { name: now.machine.name, before: was?.current, after: current, next, changed };
    }),
  };
}

async function backendNamed(host: Host, name: string): Promise<MachineBackend> {
  const all = await host.point(machineBackends).list();
  const found = all.find((one) => one.name === name);
  if (found !== undefined) return found.create();
  throw new NixaiError({
    code: 'backend-unknown',
    what: `nothing deploys as "${name}"`,
    why: `there are nixai, ${all.map((one) => one.name).join(', ')}`,
    exitCode: ExitCode.usage,
  });
}

const cannot = (why: string): NixaiError =>
  new NixaiError({ code: 'backend-unable', what: why, exitCode: ExitCode.usage });

const missing = (name: string, program: string): NixaiError =>
  new NixaiError({
    code: 'program-missing',
    what: `${name} is not installed: there is no ${program}`,
    hint: `nix shell nixpkgs#${name}`,
    exitCode: ExitCode.refused,
  });
