import type { Candidate, Dependency, PackageFacts, RepoFacts } from '../../analyzer.js';
import { packageName } from '../../analysis/names.js';
import { call, expression, list, text } from '../../nix/value.js';
import type { RepoView } from '../../repo/view.js';
import { factsOf } from '../shared/facts.js';
import { factIn } from '../shared/match.js';
import { gemset, parseGemfileLock } from './lock.js';

/** A gem with programs is a `bundlerApp`: it is installed from its lock, which stands beside it. */
export async function analyzeRuby(
  project: RepoView,
  { manifest }: Candidate,
  repo: RepoFacts,
): Promise<PackageFacts> {
  const spec = manifest.endsWith('.gemspec') ? ((await project.read(manifest)) ?? '') : '';
  const said = (key: string) =>
    factIn(manifest, spec, new RegExp(`\\.${key}\\s*=\\s*%?[qQ]?["'({]([^"')}\\n]+)["')}]`));
  const name = said('name') ?? { value: repo.name, from: manifest };
  const lockText = await project.read('Gemfile.lock');
  const lock = lockText === undefined ? undefined : parseGemfileLock(lockText);
  const programs = programsOf(project, manifest, spec);
  const main = programs.find((one) => one === name.value || one === repo.name) ?? programs[0];
  const made = lock === undefined ? undefined : gemset(lock);
  const dependencies: Dependency[] = [
    ...spec.matchAll(/\.add_(development_|runtime_)?dependency[\s(]+["']([\w.-]+)["']/g),
  ].map((one) => ({
    name: one[2]!,
    scope: one[1] === 'development_' ? 'development' : 'runtime',
    from: manifest,
  }));
  if (dependencies.length === 0)
    for (const gem of lock?.direct ?? [])
      dependencies.push({ name: gem, scope: 'runtime', from: 'Gemfile.lock' });
  const notes: string[] = [];
  if (main === undefined)
    notes.push('It has no exe/ or bin/: an application is run with bundlerEnv, and not installed.');
  return factsOf(
    {
      language: 'ruby',
      buildSystem: 'bundler',
      builder: 'bundlerApp',
      manifest,
      name: { value: packageName(name.value), from: name.from },
    },
    {
      form: 'rec',
      withoutSource: true,
      description: said('summary'),
      homepage: said('homepage'),
      licence:
        said('license') ?? factIn(manifest, spec, /\.licenses\s*=\s*\[\s*["']([^"']+)["']\s*\]/),
      mainProgram: main === undefined ? undefined : { value: main, from: manifest },
      programs,
      attributes: [
        {
          name: 'gemdir',
          value: expression('./.'),
          from: 'Gemfile.lock',
          why: 'the lock stands beside it',
        },
        {
          name: 'exes',
          value: list(programs.map(text)),
          from: manifest,
          why: 'its programs',
        },
        {
          name: 'passthru.updateScript',
          value: call('bundlerUpdateScript', text(packageName(name.value))),
          from: manifest,
          why: 'its gems change with it',
        },
      ],
      dependencies,
      installsItsFiles: true,
      companions: [
        {
          path: 'Gemfile',
          ...(lock?.onlyRegistry === true
            ? {
                text: `source "https://rubygems.org"\n\n${lock.direct.map((gem) => `gem "${gem}"`).join('\n')}\n`,
              }
            : { command: `echo 'source "https://rubygems.org"; gem "${name.value}"' > Gemfile` }),
        },
        {
          path: 'Gemfile.lock',
          ...(lock?.onlyRegistry === true ? { text: lockText! } : { command: 'bundle lock' }),
        },
        {
          path: 'gemset.nix',
          ...(made === undefined ? { command: 'nix run nixpkgs#bundix' } : { text: made }),
        },
      ],
      notes,
    },
  );
}

/** What the gem installs: its executables, by name or by their folder. */
function programsOf(project: RepoView, manifest: string, spec: string): readonly string[] {
  const said =
    /\.executables\s*(?:=|<<)\s*(?:\[([^\]]*)\]|(%w[[({][^\])}]*[\])}])|["']([\w.-]+)["'])/.exec(
      spec,
    );
  if (said !== null) {
    const words = said[1] ?? said[2]?.slice(3, -1) ?? said[3] ?? '';
    const named = words.match(/[\w.-]+/g) ?? [];
    if (named.length > 0) return [...new Set(named)];
  }
  const folder = /\.bindir\s*=\s*["']([\w/-]+)["']/.exec(spec)?.[1];
  const folders =
    folder === undefined ? (manifest === 'Gemfile' ? ['exe'] : ['exe', 'bin']) : [folder];
  const helpers = /^(?:console|setup|rspec|rake|rubocop|rails|bundle|yarn|test)$/;
  for (const one of folders) {
    const files = project
      .inFolder(one)
      .filter((file) => /^[\w.-]+$/.test(file) && !helpers.test(file));
    if (files.length > 0) return files;
  }
  return [];
}
