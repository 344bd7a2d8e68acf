import type { Candidate, Dependency, Fact, PackageFacts, RepoFacts } from '../../analyzer.js';
import { packageName } from '../../analysis/names.js';
import { expression } from '../../nix/value.js';
import type { RepoView } from '../../repo/view.js';
import { factsOf } from '../shared/facts.js';
import { jsonPlace, parseJson } from '../shared/json.js';
import { stringAt, stringsAt, tableAt } from '../shared/toml.js';

/** Extensions that PHP of nixpkgs has without being asked. */
const enabled = new Set(
  `bcmath calendar ctype curl dom exif fileinfo filter ftp gd gettext gmp iconv intl ldap mbstring mysqli mysqlnd opcache openssl pcntl
   pdo pdo_mysql pdo_odbc pdo_pgsql pdo_sqlite pgsql posix readline session simplexml sockets soap sodium sqlite3 sysvsem tokenizer
   xmlreader xmlwriter zip zlib json hash spl standard core pcre reflection date libxml phar xml random ctype`.split(
    /\s+/,
  ),
);

export async function analyzePhp(
  project: RepoView,
  { manifest }: Candidate,
  repo: RepoFacts,
): Promise<PackageFacts> {
  const source = (await project.read(manifest)) ?? '';
  const json = parseJson(source) ?? {};
  const field = (key: string): Fact<string> | undefined => {
    const value = stringAt(json, key);
    return value === undefined ? undefined : { value, from: jsonPlace(manifest, source, key) };
  };
  const name = field('name');
  const bare = name?.value.split('/').at(-1) ?? repo.name;
  const bins = [
    ...stringsAt(json, 'bin'),
    ...[stringAt(json, 'bin')].filter((one) => one !== undefined),
  ];
  const programs = bins.map((file) => file.split('/').at(-1)!);
  const main = programs.find((one) => one.replace(/\.(?:php|phar)$/, '') === bare) ?? programs[0];
  const asked = (key: string, scope: Dependency['scope']): Dependency[] =>
    Object.entries(tableAt(json, key))
      .filter(([one]) => one.includes('/'))
      .map(([one, version]) => ({
        name: one,
        version: typeof version === 'string' ? version : undefined,
        scope,
        from: jsonPlace(manifest, source, one),
      }));
  const extensions = Object.keys(tableAt(json, 'require'))
    .filter((one) => one.startsWith('ext-'))
    .map((one) => one.slice(4).toLowerCase())
    .filter((one) => !enabled.has(one));
  const hasLock = project.has('composer.lock');
  return factsOf(
    {
      language: 'php',
      buildSystem: 'composer',
      builder: 'php.buildComposerProject2',
      manifest,
      name: { value: packageName(bare), from: name?.from ?? manifest },
    },
    {
      version: field('version'),
      description: field('description'),
      homepage: field('homepage'),
      licence: field('license'),
      mainProgram:
        main === undefined ? undefined : { value: main, from: jsonPlace(manifest, source, 'bin') },
      programs,
      dependencies: [...asked('require', 'runtime'), ...asked('require-dev', 'development')],
      installsItsFiles: true,
      attributes: hasLock
        ? []
        : [
            {
              name: 'composerLock',
              value: expression('./composer.lock'),
              from: manifest,
              why: 'the project has no lock of its own',
            },
          ],
      companions: hasLock
        ? []
        : [{ path: 'composer.lock', command: 'composer update --no-install' }],
      dependencyHash: { attribute: 'vendorHash', kind: 'composer', lock: 'composer.lock' },
      notes:
        extensions.length === 0
          ? []
          : [
              `It needs extensions of PHP that have to be switched on: php = php.buildEnv { extensions = { enabled, all }: enabled ++ (with all; [ ${extensions.join(' ')} ]); };`,
            ],
    },
  );
}
