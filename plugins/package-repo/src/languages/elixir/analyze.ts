import type { Attribute, Candidate, Dependency, PackageFacts, RepoFacts } from '../../analyzer.js';
import { packageName } from '../../analysis/names.js';
import { call, expression, interpolated, set, text } from '../../nix/value.js';
import { at, type RepoView } from '../../repo/view.js';
import { factsOf } from '../shared/facts.js';
import { factIn } from '../shared/match.js';

/** Reads `mix.exs`, which is a program: what it says plainly. */
export async function analyzeElixir(
  project: RepoView,
  { manifest }: Candidate,
  repo: RepoFacts,
): Promise<PackageFacts> {
  const source = ((await project.read(manifest)) ?? '').replace(/^[ \t]*#.*$/gm, '');
  const app = factIn(manifest, source, /\bapp:\s*:(\w+)/);
  const name = packageName(repo.name);
  const escript = /\bescript:\s/.test(source);
  const script = factIn(manifest, source, /\bescript:[\s\S]{0,200}?\bname:\s*:?"?(\w+)/) ?? app;
  const needed: Dependency[] = [
    ...source.matchAll(/\{\s*:(\w+)\s*,\s*(?:"([^"]*)")?([^}]*)\}/g),
  ].map((one) => ({
    name: one[1]!,
    version: one[2],
    scope: /only:\s*(?:\[[^\]]*)?:(?:dev|test|docs)|runtime:\s*false/.test(one[3]!)
      ? 'development'
      : 'runtime',
    from: at(manifest, source, one.index),
  }));
  const attributes: Attribute[] =
    needed.length === 0
      ? []
      : [
          {
            name: 'mixFodDeps',
            value: call(
              'beamPackages.fetchMixDeps',
              set([
                ['pname', interpolated('mix-deps-${finalAttrs.pname}')],
                ['inherit', expression('(finalAttrs) version src')],
              ]),
            ),
            from: project.has('mix.lock') ? 'mix.lock' : manifest,
            why: 'its dependencies',
          },
        ];
  if (escript && script !== undefined)
    attributes.push({
      name: 'escriptBinName',
      value: text(script.value),
      from: script.from,
      why: 'it is one file',
    });
  const program = escript ? script : app;
  return factsOf(
    {
      language: 'elixir',
      buildSystem: 'mix',
      builder: 'beamPackages.mixRelease',
      manifest,
      name: { value: name, from: app?.from ?? manifest },
    },
    {
      form: 'rec',
      version:
        factIn(manifest, source, /\bversion:\s*"([^"]+)"/) ??
        factIn(manifest, source, /@version\s+"([^"]+)"/),
      description: factIn(manifest, source, /\bdescription:\s*"([^"]+)"/),
      licence: factIn(manifest, source, /\blicenses:\s*\[\s*"([^"]+)"\s*\]/),
      mainProgram: program,
      programs: program === undefined ? [] : [program.value],
      attributes,
      dependencies: needed,
      installsItsFiles: true,
      dependencyHash:
        needed.length === 0
          ? undefined
          : { attribute: 'mixFodDeps.hash', kind: 'mix', lock: 'mix.lock' },
      notes: /apps_path:/.test(source)
        ? ['An umbrella: releases in mix.exs say which of its applications is started.']
        : [],
    },
  );
}
