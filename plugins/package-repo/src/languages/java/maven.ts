import type { Candidate, Dependency, Fact, PackageFacts, RepoFacts } from '../../analyzer.js';
import { packageName } from '../../analysis/names.js';
import { parseExpression } from '../../analysis/spdx.js';
import type { RepoView } from '../../repo/view.js';
import { factsOf } from '../shared/facts.js';
import { factIn } from '../shared/match.js';
import { installJar } from './jar.js';

const inner =
  /<(parent|dependencies|dependencyManagement|build|profiles|properties|modules|licenses|developers|contributors|scm|distributionManagement|repositories|pluginRepositories|reporting|organization|issueManagement|ciManagement|mailingLists)>[\s\S]*?<\/\1>/g;

/** Reads `pom.xml`; its parents and profiles are not resolved, which only Maven can. */
export async function analyzeMaven(
  project: RepoView,
  { manifest }: Candidate,
  repo: RepoFacts,
): Promise<PackageFacts> {
  const source = ((await project.read(manifest)) ?? '').replace(/<!--[\s\S]*?-->/g, blank);
  const own = source.replace(inner, blank);
  const said = (tag: string): Fact<string> | undefined => {
    const found = factIn(manifest, own, new RegExp(`<${tag}>\\s*([^<$]+?)\\s*</${tag}>`));
    return found;
  };
  const name = said('artifactId') ?? { value: repo.name, from: manifest };
  const pname = packageName(repo.name);
  const version = said('version');
  const runs = /<mainClass>|<Main-Class>|<goal>repackage<\/goal>|spring-boot-maven-plugin/.exec(
    source,
  );
  const hasModules = /<modules>/.test(source);
  const program = hasModules ? await programModule(project, repo.name) : undefined;
  const isWhole =
    /maven-shade-plugin|jar-with-dependencies|spring-boot-maven-plugin|onejar|capsule/.test(
      program?.source ?? source,
    );
  const dependencies: Dependency[] = [
    ...source
      .replace(/<(dependencyManagement|build|profiles)>[\s\S]*?<\/\1>/g, blank)
      .matchAll(/<dependency>([\s\S]*?)<\/dependency>/g),
  ].map((one) => {
    const tag = (key: string): string | undefined =>
      new RegExp(`<${key}>\\s*([^<]+?)\\s*</${key}>`).exec(one[1]!)?.[1];
    return {
      name: `${tag('groupId') ?? '?'}:${tag('artifactId') ?? '?'}`,
      version: tag('version')?.startsWith('$') === true ? undefined : tag('version'),
      scope: tag('scope') === 'test' ? 'development' : 'runtime',
      from: `${manifest}:${source.slice(0, one.index).split('\n').length}`,
    };
  });
  const licence = factIn(manifest, source, /<licenses>[\s\S]*?<name>\s*([^<]+?)\s*<\/name>/);
  return factsOf(
    {
      language: 'java',
      buildSystem: 'maven',
      builder: 'maven.buildMavenPackage',
      manifest,
      name: { value: pname, from: name.from },
    },
    {
      version:
        version === undefined
          ? undefined
          : { ...version, value: version.value.replace(/-SNAPSHOT$/, '') },
      description: said('description'),
      homepage: said('url'),
      licence: licence === undefined ? undefined : { ...licence, value: spdxOf(licence.value) },
      mainProgram: runs === null ? undefined : { value: pname, from: manifest },
      programs: runs === null ? [] : [pname],
      inputs:
        runs === null
          ? []
          : [
              {
                attribute: 'makeWrapper',
                kind: 'native',
                from: manifest,
                why: 'a program for the jar',
              },
            ],
      attributes:
        runs === null
          ? []
          : [
              {
                name: 'installPhase',
                value: installJar(
                  program !== undefined
                    ? `${program.folder}/target/${program.artifact}-*${wholeSuffix(program.source)}.jar`
                    : hasModules
                      ? `*/target/${name.value}-*.jar`
                      : `target/${name.value}-*.jar`,
                  pname,
                ),
                from: manifest,
                why: 'Maven installs no program',
                uses: ['jre'],
              },
            ],
      dependencies,
      installsItsFiles: true,
      dependencyHash: { attribute: 'mvnHash', kind: 'maven', lock: manifest },
      notes: [
        ...(runs === null
          ? [
              'pom.xml names no mainClass: a library, or something to be put in place by hand (installPhase).',
            ]
          : []),
        ...(runs !== null && !isWhole
          ? [
              'Its jar may not have its dependencies in it: nothing in pom.xml shades or repackages them.',
            ]
          : []),
        ...(hasModules && program === undefined
          ? ['It has several modules: look which jar is the program.']
          : []),
      ],
    },
  );
}

/** The module whose jar is run: the one that says so, or else the one that is called as the project. */
async function programModule(
  project: RepoView,
  repoName: string,
): Promise<{ folder: string; artifact: string; source: string } | undefined> {
  const modules: { folder: string; artifact: string; source: string; runs: boolean }[] = [];
  for (const file of project.files.filter((one) => /^[\w.-]+\/pom\.xml$/.test(one)).slice(0, 60)) {
    const source = (await project.read(file)) ?? '';
    const artifact = /<artifactId>\s*([\w.-]+)\s*<\/artifactId>/.exec(
      source.replace(/<!--[\s\S]*?-->/g, blank).replace(inner, blank),
    )?.[1];
    if (artifact !== undefined)
      modules.push({
        folder: file.slice(0, -'/pom.xml'.length),
        artifact,
        source,
        runs: /<mainClass>|<Main-Class>|maven-shade-plugin|jar-with-dependencies/.test(source),
      });
  }
  const named = modules.filter(({ artifact }) => artifact === repoName);
  return named.find(({ runs }) => runs) ?? modules.find(({ runs }) => runs) ?? named[0];
}

/** What the jar with all in it is called behind its version, where that is said. */
function wholeSuffix(source: string): string {
  const shaded = /<shadedClassifierName>\s*([\w.-]+)/.exec(source)?.[1];
  if (shaded !== undefined) return `-${shaded}`;
  return /jar-with-dependencies/.test(source) ? '-jar-with-dependencies' : '';
}

/** Blanks, so that lines keep their numbers. */
function blank(text: string): string {
  return text.replace(/[^\n]/g, ' ');
}

/** Names of licences that Maven projects write out. */
function spdxOf(name: string): string {
  if (parseExpression(name) !== undefined) return name;
  const known: readonly (readonly [RegExp, string])[] = [
    [/apache.*2/i, 'Apache-2.0'],
    [/\bMIT\b/, 'MIT'],
    [/eclipse public.*2/i, 'EPL-2.0'],
    [/eclipse public/i, 'EPL-1.0'],
    [/lesser general public.*2\.1/i, 'LGPL-2.1-only'],
    [/lesser general public.*3/i, 'LGPL-3.0-only'],
    [/(?:gnu )?general public.*3|GPL.?v?3/i, 'GPL-3.0-only'],
    [/(?:gnu )?general public.*2|GPL.?v?2/i, 'GPL-2.0-only'],
    [/mozilla public.*2/i, 'MPL-2.0'],
    [/bsd.*3|3-clause/i, 'BSD-3-Clause'],
    [/bsd.*2|2-clause/i, 'BSD-2-Clause'],
  ];
  return known.find(([pattern]) => pattern.test(name))?.[1] ?? name;
}
