import type {
  Candidate,
  Fact,
  Input,
  PackageFacts,
  RepoFacts,
  UnknownInput,
} from '../../analyzer.js';
import { packageName } from '../../analysis/names.js';
import { ofMdbook } from '../../native/mdbook.js';
import { lines } from '../../nix/value.js';
import { at, type RepoView } from '../../repo/view.js';
import { factsOf } from '../shared/facts.js';
import { keyAt, lookUp, parseToml, stringAt, tableAt } from '../shared/toml.js';

/** What mdBook does by itself. */
const inMdbook = new Set(['links', 'index', 'html', 'markdown', 'search']);

export async function analyzeDocs(
  project: RepoView,
  { manifest, buildSystem, folder }: Candidate,
  repo: RepoFacts,
): Promise<PackageFacts> {
  const source = (await project.read(manifest)) ?? '';
  const name = packageName(folder === '' ? `${repo.name}-docs` : repo.name);
  const { inputs, unknown, title } =
    buildSystem === 'mdbook' ? mdbook(manifest, source) : mkdocs(manifest, source);
  const build =
    buildSystem === 'mdbook' ? 'mdbook build --dest-dir $out' : 'mkdocs build --site-dir $out';
  return factsOf(
    {
      language: 'docs',
      buildSystem,
      builder: 'stdenvNoCC.mkDerivation',
      manifest,
      name: { value: name, from: manifest },
    },
    {
      description: title,
      inputs,
      unknownInputs: unknown,
      attributes: [
        {
          name: 'buildPhase',
          value: lines(['runHook preBuild', '', build, '', 'runHook postBuild']),
          from: manifest,
          why: buildSystem,
        },
        {
          name: 'installPhase',
          value: lines(['runHook preInstall', '', 'runHook postInstall']),
          from: manifest,
          why: 'the build puts all in place',
        },
      ],
      installsItsFiles: true,
    },
  );
}

interface Parts {
  readonly inputs: readonly Input[];
  readonly unknown: readonly UnknownInput[];
  readonly title?: Fact<string>;
}

function mdbook(manifest: string, source: string): Parts {
  const toml = parseToml(source) ?? {};
  const inputs: Input[] = [
    { attribute: 'mdbook', kind: 'native', from: manifest, why: 'book.toml' },
  ];
  const unknown: UnknownInput[] = [];
  for (const kind of ['preprocessor', 'output'])
    for (const one of Object.keys(tableAt(toml, kind))) {
      if (inMdbook.has(one)) continue;
      const from = keyAt(manifest, source, `[${kind}.${one}`);
      if (ofMdbook.has(one))
        inputs.push({ attribute: `mdbook-${one}`, kind: 'native', from, why: `${kind} ${one}` });
      else unknown.push({ name: `mdbook-${one}`, kind: 'native', from, why: `${kind} ${one}` });
    }
  const title = stringAt(toml, 'book', 'description') ?? stringAt(toml, 'book', 'title');
  return {
    inputs,
    unknown,
    title:
      title === undefined
        ? undefined
        : {
            value: title,
            from: keyAt(
              manifest,
              source,
              lookUp(toml, 'book', 'description') === undefined ? 'title' : 'description',
            ),
          },
  };
}

/** Plugins and themes by the names of PyPI; mkdocs.yml may have tags that no parser knows. */
function mkdocs(manifest: string, source: string): Parts {
  const inputs: Input[] = [
    { attribute: 'python3Packages.mkdocs', kind: 'native', from: manifest, why: 'mkdocs.yml' },
  ];
  const theme = /^theme:[ \t]*(?:\n[ \t]+name:[ \t]*)?["']?([\w-]+)/m.exec(source);
  if (theme !== null && !['mkdocs', 'readthedocs', 'name', 'null'].includes(theme[1]!))
    inputs.push({
      attribute: `python3Packages.mkdocs-${theme[1]}`,
      kind: 'native',
      from: at(manifest, source, theme.index),
      why: `theme ${theme[1]}`,
    });
  const plugins = /^plugins:\s*\n((?:[ \t]+.*\n|\s*\n)*)/m.exec(`${source}\n`);
  for (const one of plugins?.[1]?.matchAll(/^ {0,4}- ([\w-]+)/gm) ?? [])
    if (
      !['search', 'tags', 'social', 'blog', 'meta', 'offline', 'privacy'].includes(
        one[1]!.replace(/^.*\//, ''),
      )
    )
      inputs.push({
        attribute: `python3Packages.mkdocs-${one[1]}`,
        kind: 'native',
        from: manifest,
        why: `plugin ${one[1]}`,
      });
  const title = /^site_description:\s*["']?(.+?)["']?\s*$/m.exec(source);
  return {
    inputs,
    unknown: [],
    title:
      title === null ? undefined : { value: title[1]!, from: at(manifest, source, title.index) },
  };
}
