import type { Candidate, PackageFacts, RepoFacts } from '../../analyzer.js';
import { packageName } from '../../analysis/names.js';
import { lines } from '../../nix/value.js';
import type { RepoView } from '../../repo/view.js';
import { factsOf } from '../shared/facts.js';
import { fontsOf } from './index.js';

/** Where a repository has a font in several forms, the plain files are taken, and no variable ones beside them. */
export async function analyzeFonts(
  project: RepoView,
  { manifest }: Candidate,
  repo: RepoFacts,
): Promise<PackageFacts> {
  const places = together(fontsOf(project));
  const steps = places.map(({ folder, kind }) => {
    const extension = kind === 'opentype' ? 'otf' : 'ttf';
    return `install -Dm644 ${folder === '' ? '' : `${folder}/`}*.${extension} -t $out/share/fonts/${kind}`;
  });
  return factsOf(
    {
      language: 'fonts',
      buildSystem: 'fonts',
      builder: 'stdenvNoCC.mkDerivation',
      manifest,
      name: { value: packageName(repo.name), from: manifest },
    },
    {
      attributes: [
        {
          name: 'installPhase',
          value: lines(['runHook preInstall', '', ...steps, '', 'runHook postInstall']),
          from: manifest,
          why: 'its font files',
        },
      ],
      installsItsFiles: true,
      notes:
        places.length > 2
          ? ['The fonts are there in several folders: keep those that people are to have.']
          : [],
    },
  );
}

type Places = ReturnType<typeof fontsOf>;

/** `Roman/*` where a folder has more than three with fonts of one kind. */
function together(places: Places): Places {
  const byParent = new Map<string, Places[number][]>();
  for (const one of places) {
    const parent = one.folder.includes('/')
      ? one.folder.slice(0, one.folder.lastIndexOf('/') + 1)
      : '';
    const key = `${one.kind} ${parent === '' ? one.folder : `${parent}*`}`;
    byParent.set(key, [...(byParent.get(key) ?? []), one]);
  }
  return [...byParent].flatMap(([key, all]) =>
    all.length > 3 ? [{ ...all[0]!, folder: key.slice(key.indexOf(' ') + 1) }] : all,
  );
}
