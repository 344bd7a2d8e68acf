import { nix, processes, redactor, type CommandContext } from '@nixai/api';
import { build, type BuildContext, type Outcome } from '../build.js';
import { nameOf } from '../storeName.js';
import type { Request } from '../request/request.js';
import type { Debugged, Failed } from '../results/debugged.js';
import type { Built } from '../results/built.js';
import { environmentOf } from './environment.js';
import { openingFor } from './opening.js';
import { keptSecret } from './secret.js';
import { workFolder } from './workFolder.js';

type Context = BuildContext & Pick<CommandContext, 'prompt'>;

/** What came of it, and how `diagnose` itself shows why it failed. */
export type DebugOutcome = Debugged & Pick<Outcome, 'show'>;

/**
 * Builds, has Nix keep what a build that fails leaves, and opens a shell in its environment there.
 * @param opens false where it is only said how to open it.
 */
export async function debug(
  context: Context,
  request: Request,
  opens: boolean,
): Promise<DebugOutcome> {
  const kept = new Map<string, string>();
  const listening: BuildContext = {
    ...context,
    emit(event) {
      context.emit(event);
      const folder = event.type === 'message' ? keptIn(event.text) : undefined;
      // The last line of a build that fails, before the next one's.
      if (folder !== undefined) kept.set(derivationIn(folder) ?? folder, folder);
    },
  };
  const built = await build(listening, request, { logs: false, full: true, keepFailed: true });
  const errors = built.errors.filter((text) => keptIn(text) === undefined);
  const head = { argv: built.argv, code: built.code, errors, opened: false };
  const [derivation] = built.failed;
  if (derivation === undefined) return head;
  const failed = await failedOf(context, derivation, built, kept);
  const { diagnosis, show } = built;
  const about = {
    ...{ ...head, failed, environment: await environmentOf(context, request) },
    ...(diagnosis !== undefined && { diagnosis, show }),
  };
  if (!opens || failed.shell === undefined) return about;
  if (diagnosis !== undefined && show !== undefined) context.notice(await show(context.view));
  tellOf(failed, context);
  const runner = await context.host.service(processes);
  const [program = 'nix-shell', ...words] = failed.shell;
  await runner.atTerminal([program, ...words], {
    ...{ cwd: failed.folder, signal: context.signal },
    env: await ownShell(context),
  });
  return { ...about, opened: true };
}

async function failedOf(
  { host, signal }: Context,
  derivation: string,
  { builds }: Built,
  kept: ReadonlyMap<string, string>,
): Promise<Failed> {
  const name = nameOf(derivation);
  const own = builds.findLast((one) => one.derivation === derivation);
  const phase = own?.phases.findLast((one) => one.name !== 'before')?.name;
  const folder = kept.get(name) ?? (kept.size === 1 ? [...kept.values()][0] : undefined);
  const head: Failed = {
    ...{ derivation, name },
    ...(phase !== undefined && { phase }),
    ...(own?.from !== undefined && { from: own.from }),
  };
  if (folder === undefined) return head;
  const drv = await (await host.service(nix)).derivation({ path: derivation }, { signal });
  const work = await workFolder(folder, drv);
  const { shell, again } = openingFor(drv, work, phase);
  // What a builder is given may be a key, and this is printed: without it, it would run something else.
  const { text } = (await host.service(redactor)).redact(again ?? '');
  if (text !== (again ?? '')) return { ...head, folder, shell, secret: true };
  return { ...head, folder, shell, ...(again !== undefined && { again }) };
}

/**
 * `note: keeping build directory '/tmp/nix-build-hello-2.12.drv-0'`, in double quotes in newer ones. A builder
 * can have Nix say the same of any folder: it is one that Nix names so, and is reached without a `..`.
 */
const keptIn = (text: string): string | undefined =>
  /keeping build directory (['"])((?:\/(?!\.\.?\/)[^/'"\n]+)*\/nix-[^/'"\n]+(?:\/build)?)\1/.exec(
    text,
  )?.[2];

/** The name of a derivation, in that of its folder; newer Nix has it in none. */
const derivationIn = (folder: string): string | undefined =>
  /\/nix-build-([^/]+)\.drv-\d+(?:\/|$)/.exec(folder)?.[1];

/** Nix would look for a bash in <nixpkgs>, which many have not: the person's own one will do. */
async function ownShell({ host }: Context): Promise<Readonly<Record<string, string>>> {
  const bash = await (await host.service(processes)).which('bash');
  return process.env['NIX_BUILD_SHELL'] !== undefined || bash === undefined
    ? {}
    : { NIX_BUILD_SHELL: bash };
}

function tellOf(failed: Failed, { notice }: Context): void {
  const { name, phase, folder = '', again } = failed;
  notice(`${name} failed${phase === undefined ? '' : ` in ${phase}`}. What it left: ${folder}`);
  notice('A shell in its environment opens there, without the sandbox. In it:');
  if (again !== undefined) notice(`  ${again}`);
  if (failed.secret === true) notice(`  (${keptSecret(failed)})`);
  notice('  exit');
}
