import {
  isNixaiError,
  nix,
  type CommandContext,
  type Nix,
  type NixBuild,
  type View,
} from '@nixai/api';
import { pathsOf } from './cacheMiss/derivation.js';
import { coresOf, watchCores, type Look } from './cores/cores.js';
import { Course, type AtTheEnd } from './course/course.js';
import { createShown } from './course/show.js';
import { toldOf } from './course/told.js';
import { diagnose, endsOf, logsOf } from './diagnosis/diagnose.js';
import { earlierIn } from './record/earlier.js';
import { recordsIn } from './record/read.js';
import { record } from './record/record.js';
import { argvOf, namesOf, outputMeant, type Request } from './request/request.js';
import type { BuildEvent, Built } from './results/built.js';

export type BuildContext = Pick<CommandContext, 'host' | 'signal' | 'view' | 'tasks' | 'notice'> & {
  emit(event: BuildEvent): void;
};

/** How a build went, and how `diagnose` itself shows what failed. */
export type Outcome = Built & { show?(view: View): Promise<string> };

export interface BuildOptions {
  /** Show the lines of all logs as they come. */
  readonly logs: boolean;
  /** Of what failed all that is known. */
  readonly full: boolean;
  /** Have Nix keep what a build that fails leaves. */
  readonly keepFailed?: boolean;
}

/** Builds, shows it as it runs, explains what failed, and keeps a record of it. */
export async function build(
  context: BuildContext,
  request: Request,
  { logs, full, keepFailed = false }: BuildOptions,
): Promise<Outcome> {
  const course = new Course(() => context.signal.aborted);
  const started = Date.now();
  const { done, atTheEnd, looks } = await run(context, request, course, { logs, keepFailed });
  const now = Date.now();
  const { code, built, failed, errors } = done;
  const builds = course.times(atTheEnd, { since: started, now });
  const cores = coresOf(builds, looks, started);
  const result: Built = {
    ...{ argv: argvOf(request), folder: request.folder, code, seconds: (now - started) / 1000 },
    outputs: built.flatMap(({ outputs }) => Object.values(outputs)),
    ...(cores !== undefined && { cores }),
    ...{
      builds,
      fetched: await weighed(context, course.fetched(now)),
      failed,
      errors,
    },
  };
  if (code === 0) return kept(context, request, result);
  const read = await logsOf(context, failed, (derivation) => course.logOf(derivation));
  const failure = { argv: result.argv, logs: read, errors };
  const said = await diagnose(context, failure, full);
  const whole = await kept(context, request, {
    ...result,
    ...(said !== undefined && { diagnosis: said.result }),
  });
  const show = async (view: View): Promise<string> =>
    said === undefined ? endsOf(failure, view).join('\n\n') : said.show(view);
  const hint = await outputMeant(request, errors);
  return { ...whole, ...(hint !== undefined && { hint }), show };
}

/** What was fetched, with the bytes that the store has of it. */
async function weighed(
  { host, signal }: BuildContext,
  fetched: Built['fetched'],
): Promise<Built['fetched']> {
  if (fetched.length === 0) return fetched;
  const service = await host.service(nix);
  const paths = fetched.map(({ path }) => path);
  const infos = await service.pathInfo(paths, { signal });
  const sizes = new Map(infos.map(({ path, narSize }) => [path, narSize]));
  return fetched.map((one) => ({ ...one, bytes: sizes.get(one.path) ?? one.bytes }));
}

interface Run {
  readonly done: NixBuild;
  readonly atTheEnd: AtTheEnd;
  readonly looks: readonly Look[];
}

/** Runs Nix, and shows what it does. */
async function run(
  { host, tasks, emit, signal, notice }: BuildContext,
  { targets, folder: cwd, args, ...how }: Request,
  course: Course,
  { logs, keepFailed }: Required<Omit<BuildOptions, 'full'>>,
): Promise<Run> {
  const service = await host.service(nix);
  const earlierOf = earlierIn(await recordsIn(host.paths));
  let ended: Omit<Run, 'looks'> | undefined;
  const stopWatch = watchCores();
  let looks: readonly Look[] = [];
  const shownAs = `Building ${namesOf(targets).join(' ')}`;
  await tasks
    .run(shownAs, async (task) => {
      const shown = createShown(task, earlierOf);
      try {
        const done = await service.build(targets, {
          ...{ ...how, cwd, signal: task.signal, timeout: 'none' },
          args: [...args, ...(keepFailed ? ['--keep-failed'] : [])],
          onEvent(event) {
            shown.take(event, course.take(event));
            const told = toldOf(event);
            if (told !== undefined) emit(told);
            if (event.type === 'message' && event.level === 'warning') task.log(event.text);
            if (logs && event.type === 'log') task.log(`${course.nameOf(event.id)}> ${event.line}`);
          },
        });
        const built =
          done.code === 0 ? new Set(course.unsure()) : await inStore(service, course, signal);
        ended = { done, atTheEnd: { failed: done.failed, built } };
        shown.end(course.ends(ended.atTheEnd));
      } finally {
        shown.end();
      }
      // A result here, and a failure to whoever watches.
      if (ended.done.code !== 0) throw new Error(`Nix ended with ${ended.done.code}`);
    })
    .catch((error: unknown) => {
      if (signal.aborted) notice('Broken off. What was built by then stays in the store.');
      if (ended === undefined) throw error;
    })
    .finally(async () => {
      looks = await stopWatch();
    });
  return { ...(ended as unknown as Omit<Run, 'looks'>), looks };
}

/** Of the derivations that Nix may have broken off: those that were built before, by what the store has. */
async function inStore(
  service: Nix,
  course: Course,
  signal: AbortSignal,
): Promise<ReadonlySet<string>> {
  const built = new Set<string>();
  for (const path of course.unsure()) {
    const outputs = pathsOf(await service.derivation({ path }, { signal }));
    const found = await service.pathInfo(outputs, { signal });
    if (outputs.length > 0 && found.length === outputs.length) built.add(path);
  }
  return built;
}

/** A build is what was asked for; that no record can be kept of it takes nothing from it. */
async function kept(
  { host, notice }: BuildContext,
  request: Request,
  result: Built,
): Promise<Built> {
  try {
    return { ...result, record: await record(host, request, result) };
  } catch (error) {
    if (!isNixaiError(error)) throw error;
    notice(`It is not recorded: ${error.message}.`);
    return result;
  }
}
