import type {
  Attribute,
  Candidate,
  Dependency,
  Input,
  PackageFacts,
  RepoFacts,
} from '../../analyzer.js';
import { packageName } from '../../analysis/names.js';
import { boolean, call, expression, lines, set, text } from '../../nix/value.js';
import type { RepoView } from '../../repo/view.js';
import { factsOf } from '../shared/facts.js';
import { factIn } from '../shared/match.js';
import { installJar } from './jar.js';

/** Reads Gradle's build files, which are programs: what they say plainly, and no more. */
export async function analyzeGradle(
  project: RepoView,
  { manifest }: Candidate,
  repo: RepoFacts,
): Promise<PackageFacts> {
  const texts: [string, string][] = [];
  for (const file of project.files
    .filter(
      (one) =>
        /(?:^|\/)(?:build|settings)\.gradle(?:\.kts)?$/.test(one) &&
        !/buildSrc|test|example/.test(one),
    )
    .slice(0, 40))
    texts.push([file, ((await project.read(file)) ?? '').replace(/^[ \t]*\/\/.*$/gm, '')]);
  const first = (pattern: RegExp) =>
    texts.map(([file, source]) => factIn(file, source, pattern)).find((one) => one !== undefined);
  const root = first(/rootProject\.name\s*=\s*["']([\w.-]+)["']/);
  // A root is often called `NAME-root` or `NAME-parent`.
  const called = root?.value.replace(/[-_](?:root|parent|project|build)$/i, '');
  const pname = packageName(called ?? repo.name);
  const application = texts.find(([, source]) =>
    /\bid\s*\(?\s*["'](?:application|org\.gradle\.application)["']|^[ \t]*application\s*$|apply plugin:\s*["']application["']|`application`/m.test(
      source,
    ),
  );
  const shadow = texts.find(([, source]) =>
    /com\.(?:github\.johnrengelman\.|gradleup\.)?shadow\b/.test(source),
  );
  const module = (file: string): string =>
    file.includes('/') ? file.slice(0, file.lastIndexOf('/') + 1) : '';
  const said = first(/\bapplicationName\s*=\s*["']([\w.-]+)["']/);
  const program =
    said?.value ??
    (application === undefined
      ? shadow === undefined
        ? undefined
        : pname
      : module(application[0]) === ''
        ? (root?.value ?? repo.name)
        : module(application[0]).slice(0, -1).split('/').at(-1)!);
  const version =
    first(/^[ \t]*version\s*=\s*["']v?(\d[\w.+-]*)["']/m) ?? (await versionOfProperties(project));
  const inputs: Input[] = [
    { attribute: 'gradle', kind: 'native', from: manifest, why: 'its build system' },
    { attribute: 'makeWrapper', kind: 'native', from: manifest, why: 'its program finds Java' },
  ];
  const attributes: Attribute[] = [
    {
      name: 'mitmCache',
      value: call(
        'gradle.fetchDeps',
        set([
          ['pkg', expression('finalAttrs.finalPackage')],
          ['data', expression('./deps.json')],
        ]),
      ),
      from: manifest,
      why: 'its dependencies',
    },
    {
      name: '__darwinAllowLocalNetworking',
      value: boolean(true),
      from: manifest,
      why: 'Gradle takes its dependencies from a server of its own',
    },
  ];
  if (application !== undefined)
    attributes.push(
      {
        name: 'gradleBuildTask',
        value: text('installDist'),
        from: application[0],
        why: 'the application plugin',
      },
      {
        name: 'installPhase',
        value: lines([
          'runHook preInstall',
          '',
          `mkdir -p $out/share`,
          `cp -r ${module(application[0])}build/install/${program} $out/share/${pname}`,
          `makeWrapper $out/share/${pname}/bin/${program} $out/bin/${program} --set-default JAVA_HOME \${jre.home}`,
          '',
          'runHook postInstall',
        ]),
        from: application[0],
        why: 'what installDist makes',
        uses: ['jre'],
      },
    );
  else if (shadow !== undefined)
    attributes.push(
      {
        name: 'gradleBuildTask',
        value: text('shadowJar'),
        from: shadow[0],
        why: 'the shadow plugin',
      },
      {
        name: 'installPhase',
        value: installJar(`${module(shadow[0])}build/libs/*-all.jar`, pname),
        from: shadow[0],
        why: 'a jar with its dependencies in it',
        uses: ['jre'],
      },
    );
  return factsOf(
    {
      language: 'java',
      buildSystem: 'gradle',
      builder: 'stdenv.mkDerivation',
      manifest,
      name: { value: pname, from: root?.from ?? manifest },
    },
    {
      version,
      mainProgram:
        program === undefined
          ? undefined
          : { value: program, from: said?.from ?? application?.[0] ?? shadow![0] },
      programs: program === undefined ? [] : [program],
      inputs,
      attributes,
      dependencies: texts.flatMap(([file, source]) => dependenciesIn(file, source)),
      installsItsFiles: true,
      companions: [
        {
          path: 'deps.json',
          command: `$(nix-build -E 'with import <nixpkgs> { }; (callPackage ./${pname}.nix { }).mitmCache.updateScript')`,
        },
      ],
      notes:
        program === undefined
          ? [
              'It uses neither the application nor the shadow plugin: what is installed is for installPhase to say.',
            ]
          : [],
    },
  );
}

async function versionOfProperties(project: RepoView) {
  const source = await project.read('gradle.properties');
  return source === undefined
    ? undefined
    : factIn('gradle.properties', source, /^(?:\w*[vV]ersion)\s*=\s*(\d[\w.+-]*)\s*$/m);
}

function dependenciesIn(file: string, source: string): readonly Dependency[] {
  return [
    ...source.matchAll(
      /^[ \t]*(implementation|api|compileOnly|runtimeOnly|testImplementation|testRuntimeOnly|kapt|ksp|annotationProcessor)\s*\(?\s*["']([\w.-]+:[\w.-]+)(?::([\w.+-]+))?["']/gm,
    ),
  ].map((one) => ({
    name: one[2]!,
    version: one[3],
    scope: one[1]!.startsWith('test')
      ? 'development'
      : /kapt|ksp|annotation|compileOnly/.test(one[1]!)
        ? 'build'
        : 'runtime',
    from: `${file}:${source.slice(0, one.index).split('\n').length}`,
  }));
}
