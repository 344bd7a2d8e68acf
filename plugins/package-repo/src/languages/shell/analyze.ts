import type { Candidate, PackageFacts, RepoFacts } from '../../analyzer.js';
import { packageName } from '../../analysis/names.js';
import { lines } from '../../nix/value.js';
import { at, type RepoView } from '../../repo/view.js';
import { scriptsOf } from './index.js';

export async function analyzeShell(
  project: RepoView,
  { manifest }: Candidate,
  repo: RepoFacts,
): Promise<PackageFacts> {
  const scripts = await scriptsOf(project);
  const nameOf = (file: string): string =>
    file
      .split('/')
      .at(-1)!
      .replace(/\.(?:sh|bash)$/, '');
  const inBin = scripts.filter((file) => file.startsWith('bin/'));
  const programs = inBin.length > 0 ? inBin : scripts.filter((file) => nameOf(file) === repo.name);
  const kept = programs.length > 0 ? programs : scripts.slice(0, 1);
  const main =
    kept.find((file) => nameOf(file) === repo.name) ??
    kept.find((file) => repo.name.startsWith(nameOf(file))) ??
    kept[0]!;
  const installer = await project.read('install.sh');
  const takesPrefix = installer === undefined ? -1 : installer.search(/\bPREFIX="?\$\{?1|<prefix>/);
  const how =
    takesPrefix === -1
      ? kept.map((file) => `install -Dm755 ${file} $out/bin/${nameOf(file)}`)
      : ['bash install.sh $out'];
  return {
    language: 'shell',
    buildSystem: 'shell',
    builder: 'stdenvNoCC.mkDerivation',
    manifest,
    name: { value: packageName(repo.name), from: manifest },
    mainProgram: { value: nameOf(main), from: `${main}:1` },
    programs: kept.map(nameOf),
    inputs: [],
    unknownInputs: [],
    attributes: [
      {
        name: 'installPhase',
        value: lines(['runHook preInstall', '', ...how, '', 'runHook postInstall']),
        from: takesPrefix === -1 ? main : at('install.sh', installer!, takesPrefix),
        why: takesPrefix === -1 ? 'its scripts' : 'its own installer',
      },
    ],
    dependencies: [],
    notes: ['What its scripts call has to be on PATH: makeWrapper or resholve pins it.'],
  };
}
