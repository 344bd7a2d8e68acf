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
  const places = fontsOf(project);
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
