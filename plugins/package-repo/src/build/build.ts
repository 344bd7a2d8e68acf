import { access } from 'node:fs/promises';
import { join } from 'node:path';
import {
  ExitCode,
  NixaiError,
  commands,
  isNixaiError,
  nix,
  processes,
  type Host,
  type NixBuild,
  type Task,
} from '@nixai/api';
import { callIn, findNixpkgs } from '../check/nixpkgs.js';
import { isFake } from '../edit/places.js';
import { findMismatches, replaceHash } from '../log/mismatch.js';
import type { OutputFile } from '../packaging/layout.js';
import { withScratch, writeScratch } from '../repo/scratch.js';

/** How a derivation was built. */
export interface Built {
  readonly name: string;
  readonly nixpkgs: string;
  readonly built: boolean;
  /** In the store. */
  readonly output?: string;
  /** Whether the main program is in it; undefined where the derivation has none. */
  readonly hasProgram?: boolean;
  /** False hashes that the build has told the right ones for. */
  readonly hashes: readonly { readonly attribute: string; readonly hash: string }[];
  /** The derivation with those hashes. */
  readonly nix: string;
  /** What Nix says went wrong. */
  readonly errors: readonly string[];
  /** What the rules of `nixai diagnose` make of the log, a sentence each. */
  readonly diagnosis: readonly string[];
}

/** What is built. */
export interface ToBuild {
  readonly name: string;
  /** With paths from `cwd`. */
  readonly text: string;
  /** With paths from where it is going to stand. */
  readonly shown: string;
  /** Files that it reads beside it. */
  readonly beside: readonly OutputFile[];
  /** Where its relative paths begin. */
  readonly cwd: string;
  readonly program?: string;
}

/** A build tells one hash at a time: source, then dependencies. */
const mostRounds = 4;

/**
 * Builds a derivation in a nixpkgs. Where it stops because a hash of it is the false one, the right
 * one is put in, and it goes on; nothing else is ever changed.
 * @throws NixaiError `package-build` where there is no Nix or no nixpkgs.
 */
export async function buildDerivation(
  host: Host,
  { name, text: derivation, shown, beside, cwd, program }: ToBuild,
  task: Task,
): Promise<Built> {
  const { signal } = task;
  const service = await host.service(nix);
  if ((await service.version().catch(() => undefined)) === undefined)
    throw refused(
      'there is no Nix here to build with',
      'without --build the derivation is printed',
    );
  const nixpkgs = await findNixpkgs(host, signal);
  if (nixpkgs === undefined)
    throw refused(
      'there is no nixpkgs here to build in',
      'NIXAI_NIXPKGS=DIR names one; nix-channel --add https://channels.nixos.org/nixos-unstable nixpkgs',
    );
  const run = await host.service(processes);
  return withScratch(run, signal, async (scratch) => {
    for (const { path, text: content } of beside)
      await writeScratch(run, join(scratch, path), content, signal);
    let text = derivation;
    let nixText = shown;
    const hashes: { attribute: string; hash: string }[] = [];
    for (let round = 1; ; round++) {
      const here = besideIn(text, beside, scratch);
      const lines: string[] = [];
      const done = await task.step(`building ${name}`, () =>
        service.build([{ expr: callIn(nixpkgs, here), impure: true }], {
          signal,
          cwd,
          timeout: 'none',
          onEvent: (event) => {
            if (event.type === 'log') lines.push(event.line);
          },
        }),
      );
      const log = [...lines, ...done.errors].join('\n');
      const told =
        done.code === 0
          ? []
          : findMismatches(log).filter(({ specified }) => isFake(`"${specified}"`));
      const before = text;
      for (const mismatch of told) {
        const answer = replaceHash(text, mismatch);
        if ('why' in answer) continue;
        text = answer.text;
        const also = replaceHash(nixText, mismatch);
        if ('text' in also) nixText = also.text;
        hashes.push({ attribute: answer.attribute, hash: mismatch.got });
      }
      if (text !== before && round < mostRounds) continue;
      return {
        name,
        nixpkgs,
        hashes,
        nix: nixText,
        ...(await outcome(host, done, log, scratch, program, signal)),
      };
    }
  });
}

/** The text with the paths of what stands beside it in a folder of ours: it may not be written yet. */
function besideIn(text: string, beside: readonly OutputFile[], scratch: string): string {
  const named = beside.reduce(
    (before, { path }) => before.replaceAll(`./${path}`, join(scratch, path)),
    text,
  );
  return beside.length === 0 ? named : named.replace('gemdir = ./.;', `gemdir = ${scratch};`);
}

async function outcome(
  host: Host,
  { code, built, errors }: NixBuild,
  log: string,
  scratch: string,
  program: string | undefined,
  signal: AbortSignal,
): Promise<Pick<Built, 'built' | 'output' | 'hasProgram' | 'errors' | 'diagnosis'>> {
  const outputs = built[0]?.outputs ?? {};
  const output = outputs['bin'] ?? outputs['out'] ?? Object.values(outputs)[0];
  if (code !== 0 || output === undefined)
    return {
      built: false,
      errors: errors.length > 0 ? errors : [`nix build ended with ${code}, and said nothing`],
      diagnosis: await diagnose(host, log, scratch, signal),
    };
  const hasProgram =
    program === undefined
      ? undefined
      : await access(join(output, 'bin', program)).then(
          () => true,
          () => false,
        );
  return { built: true, output, hasProgram, errors: [], diagnosis: [] };
}

/** What the diagnosis makes of a log, where that command is installed. */
async function diagnose(
  host: Host,
  log: string,
  scratch: string,
  signal: AbortSignal,
): Promise<readonly string[]> {
  if (log.trim() === '') return [];
  const file = join(scratch, 'build.log');
  await writeScratch(await host.service(processes), file, log, signal);
  try {
    const service = await host.service(commands);
    const { result } = await service.invoke<Diagnosed>('diagnose', { argv: [file, '--no-ai'] });
    return (result.findings ?? [])
      .slice(0, 3)
      .map(({ message, fixes }) =>
        [message, ...fixes.slice(0, 1).map(({ title }) => title)].join(': '),
      );
  } catch (error) {
    // Another plugin's command: what it cannot say takes nothing from what Nix says.
    if (isNixaiError(error)) return [];
    throw error;
  }
}

/** What is taken of its answer. */
interface Diagnosed {
  readonly findings?: readonly {
    readonly message: string;
    readonly fixes: readonly { readonly title: string }[];
  }[];
}

function refused(what: string, hint: string): NixaiError {
  return new NixaiError({ code: 'package-build', what, hint, exitCode: ExitCode.failure });
}
