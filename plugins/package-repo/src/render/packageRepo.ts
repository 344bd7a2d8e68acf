import type { TreeNode, View } from '@nixai/api';
import type { PackageResult, PackagedResult } from '../packaging/result.js';

/** The answer for a person: derivations, or what was found. */
export function renderPackages(result: PackageResult, view: View): string {
  if (result.template !== undefined) return renderTemplate(result);
  if (result.output !== undefined)
    return [
      renderWritten(result, view),
      ...builds(result, view),
      ...explanation(result, view),
    ].join('\n');
  const parts = result.packages.map((one) =>
    result.mode === 'dependencies'
      ? renderDependencies(one, result.verbose, view)
      : result.mode === 'analysis'
        ? renderAnalysis(one, result.verbose, view)
        : renderDerivation(one, result, view),
  );
  if (result.others.length > 0)
    parts.push(
      view.wrap(
        `Also here: ${result.others
          .map(({ folder, manifest, part }) => `${part ?? folder} (${manifest})`)
          .slice(0, 8)
          .join(', ')}${result.others.length > 8 ? ', …' : ''}. --all packages each.`,
      ),
    );
  if (result.truncated)
    parts.push(
      view.wrap(`Only ${result.files.toLocaleString('en')} files were looked at: there are more.`),
    );
  return [...parts, ...builds(result, view), ...explanation(result, view)].join('\n\n');
}

function renderTemplate({ template, written, undo, dryRun }: PackageResult): string {
  const { name, file } = template!;
  if (!written)
    return dryRun ? `Nothing was written (--dry-run): ${file}.` : `Nothing was written: ${file}.`;
  return `Kept as ${name} in ${file}. To take it back: nixai undo ${undo}\nnixai package-repo PROJECT --template ${name} adds it to another project.`;
}

/** What came of --build. Beside a derivation it is a comment, so that the text stays one. */
function builds({ packages, output }: PackageResult, view: View): string[] {
  const lines = packages.flatMap(({ build, mainProgram }) => {
    if (build === undefined) return [];
    const told = build.hashes.map(
      ({ attribute, hash }) => `The build told ${attribute} = "${hash}".`,
    );
    if (!build.built)
      return [
        ...told,
        `${build.name} does not build: ${build.errors[0]?.split('\n')[0] ?? 'Nix says nothing more'}`,
        ...build.diagnosis,
      ];
    return [
      ...told,
      `${build.name} is built: ${build.output}`,
      ...(build.hasProgram === false
        ? [`bin/${mainProgram?.value} is not in it: mainProgram is another one.`]
        : []),
    ];
  });
  if (lines.length === 0) return [];
  return [
    lines
      .map((line) =>
        output === undefined ? `# ${line.replace(/\s+/g, ' ')}` : view.wrap(`- ${line}`),
      )
      .join('\n'),
  ];
}

function explanation({ ai, mode, output }: PackageResult, view: View): string[] {
  if (ai === undefined) return [];
  if (mode === 'derivation' && output === undefined)
    return [
      [
        `# Explanation by a model (${ai.model}):`,
        ...ai.text.split('\n').map((line) => `# ${line}`.trimEnd()),
      ].join('\n'),
    ];
  const by = view.style.dim(`${ai.model}${ai.complete ? '' : ', incomplete'}`);
  return [`${view.style.heading('Explanation by a model')} ${by}\n${view.markdown(ai.text)}`];
}

/** Text of a foreign project is in comments alone, or escaped: the derivation is shown as it would be written. */
function renderDerivation(one: PackagedResult, result: PackageResult, view: View): string {
  const several =
    result.packages.length > 1
      ? [`# ${one.folder === '' ? '.' : one.folder}: ${one.name}.nix`]
      : [];
  const why = result.verbose ? [evidence(one, view)] : [];
  return [...several, one.nix.trimEnd(), ...comments(one), ...why].join('\n');
}

/** What a person has to know, as comments, so that the text can be written to a file as it is. */
function comments({ notes, check, inNixpkgs }: PackagedResult): string[] {
  const said =
    check.evaluated === 'stub'
      ? []
      : ['It parses; it was not evaluated, since there is no Nix here.'];
  const real =
    inNixpkgs?.failure === undefined
      ? []
      : [`The nixpkgs here (${inNixpkgs.nixpkgs}) says: ${inNixpkgs.failure}`];
  return [...notes, ...said, ...real].map((note) => `# ${note.replace(/\s+/g, ' ')}`);
}

function renderAnalysis(one: PackagedResult, verbose: boolean, view: View): string {
  const of = (kind: string): string =>
    one.inputs
      .filter((input) => input.kind === kind)
      .map(({ attribute, optional }) => (optional === true ? `${attribute} (optional)` : attribute))
      .join(', ');
  const rows: (readonly [string, string])[] = [
    ['package', `${one.name} ${one.version.value}`],
    ['language', `${one.language}, ${one.buildSystem} (${place(one, one.manifest)})`],
    ['builder', one.builder],
    ['source', one.source],
    [
      'licence',
      one.licence === undefined ? 'none that is understood' : one.licence.spdx.join(', '),
    ],
    ['program', one.mainProgram?.value ?? 'none'],
    ['build tools', [of('native'), of('buildSystem')].filter((text) => text !== '').join(', ')],
    ['libraries', of('build')],
    ['dependencies', summary(one)],
    ['tests need', of('check')],
    ['unknown', one.unknownInputs.map(({ name }) => name).join(', ')],
  ];
  const notes = one.notes.map((note) => view.wrap(`- ${note}`));
  return [
    view.style.heading(`${one.name}: ${one.description?.value ?? one.builder}`),
    view.pairs(rows.filter(([, value]) => value !== '')),
    ...(verbose ? [evidence(one, view)] : []),
    ...(notes.length > 0 ? [notes.join('\n')] : []),
  ].join('\n\n');
}

function place({ folder }: PackagedResult, file: string): string {
  return folder === '' || file.includes('origin') ? file : `${folder}/${file}`;
}

function summary({ dependencies }: PackagedResult): string {
  const count = (scope: string): number =>
    new Set(dependencies.filter((one) => one.scope === scope).map(({ name }) => name)).size;
  return [
    `${count('runtime')} to run`,
    ...(count('build') > 0 ? [`${count('build')} to build`] : []),
    ...(count('development') > 0 ? [`${count('development')} for its developers`] : []),
  ].join(', ');
}

/** Where each thing was found. */
function evidence(one: PackagedResult, view: View): string {
  const rows: [string, string, string][] = [];
  const add = (what: string, from: string | undefined, why = ''): void => {
    if (from !== undefined) rows.push([what, from, why]);
  };
  add(`builder ${one.builder}`, one.manifest, one.buildSystem);
  add(`version ${one.version.value}`, one.version.from);
  add('description', one.description?.from);
  add('homepage', one.homepage?.from);
  add(`licence ${one.licence?.attributes.join(', ') ?? ''}`, one.licence?.from);
  add(`program ${one.mainProgram?.value ?? ''}`, one.mainProgram?.from);
  for (const { attribute, from, why, optional } of one.inputs)
    add(attribute, from, optional === true ? `${why} (optional)` : why);
  for (const { name, from, why } of one.unknownInputs) add(`${name}: unknown`, from, why);
  for (const { name, from, why } of one.attributes) add(name, from, why);
  return view.table(
    [{ title: 'What' }, { title: 'Where' }, { title: 'Why', flexible: true }],
    rows,
  );
}

function renderDependencies(one: PackagedResult, verbose: boolean, view: View): string {
  const titles = {
    runtime: 'to run',
    build: 'to build',
    development: 'for its developers',
  } as const;
  const scopes = (['runtime', 'build', 'development'] as const)
    .map((scope) => ({ label: titles[scope], children: leaves(one, scope, verbose) }))
    .filter(({ children }) => children.length > 0);
  const system = one.inputs
    .filter(({ kind }) => kind === 'native' || kind === 'build')
    .map(({ attribute, kind, why, from }): TreeNode => ({
      label: `${attribute}  (${kind === 'native' ? 'tool' : 'library'}: ${why}${verbose ? `, ${from}` : ''})`,
    }));
  const unknown = one.unknownInputs.map(({ name, why }): TreeNode => ({
    label: `${name}  (unknown here: ${why})`,
  }));
  return view.tree({
    label: `${one.name} ${one.version.value}`,
    children: [
      ...scopes,
      ...(system.length + unknown.length > 0
        ? [{ label: 'from nixpkgs', children: [...system, ...unknown] }]
        : []),
    ],
  });
}

function leaves(one: PackagedResult, scope: string, verbose: boolean): readonly TreeNode[] {
  const attributes = new Map(
    one.inputs
      .filter(({ kind }) => kind === 'dependency')
      .map(({ attribute, from }) => [from, attribute]),
  );
  const found = new Map<string, TreeNode>();
  for (const { name, version, scope: own, from } of one.dependencies) {
    if (own !== scope) continue;
    const attribute = attributes.get(from);
    const mapped = attribute === undefined ? '' : `  → python3Packages.${attribute}`;
    found.set(name, {
      label: `${name}${version === undefined ? '' : ` ${version}`}${mapped}${verbose ? `  (${from})` : ''}`,
    });
  }
  return [...found.values()];
}

function renderWritten(
  { output = [], written, dryRun, undo, packages }: PackageResult,
  view: View,
): string {
  const names = output.map(({ path }) => path).join(', ');
  if (!written)
    return dryRun ? `Nothing was written (--dry-run): ${names}.` : `Nothing was written: ${names}.`;
  const missing = packages.flatMap(({ name, sourceHash, dependencyHash }) =>
    [sourceHash, dependencyHash]
      .filter((one) => one !== undefined && 'missing' in one)
      .map((one) => `${name}: ${'missing' in one ? `${one.missing}. ${one.command}` : ''}`),
  );
  return [
    `Wrote ${names}. To take it back: nixai undo ${undo}`,
    ...missing.map((line) => view.wrap(`- ${line}`)),
    ...packages.flatMap(({ notes }) => notes.map((note) => view.wrap(`- ${note}`))),
  ].join('\n');
}
