import type { Attribute, Candidate, Fact, Input, PackageFacts, RepoFacts } from '../../analyzer.js';
import { packageName } from '../../analysis/names.js';
import { boolean, call, expression, set, text } from '../../nix/value.js';
import type { RepoView } from '../../repo/view.js';
import { nodeInputs } from './inputs.js';
import { parseNpmLock } from './lock.js';
import { jsonKeyAt, parseNodeManifest, type NodeManifest } from './manifest.js';

/** Which program puts the dependencies there, by the lock that is there. */
export type Manager = 'npm' | 'pnpm' | 'yarn' | 'yarn-berry' | 'bun';

const locks: readonly (readonly [file: string, manager: Manager])[] = [
  ['package-lock.json', 'npm'],
  ['npm-shrinkwrap.json', 'npm'],
  ['pnpm-lock.yaml', 'pnpm'],
  ['yarn.lock', 'yarn'],
  ['bun.lock', 'bun'],
  ['bun.lockb', 'bun'],
];

export async function analyzeNode(
  project: RepoView,
  { manifest }: Candidate,
  repo: RepoFacts,
): Promise<PackageFacts> {
  const own = parseNodeManifest(await project.read('package.json'));
  const root: NodeManifest = own ?? {
    source: '',
    private: false,
    workspaces: [],
    scripts: {},
    programs: {},
    dependencies: {},
    development: {},
  };
  const member = await programOfWorkspace(project, root, repo.name);
  const field = (
    key: 'version' | 'description' | 'homepage' | 'licence',
  ): Fact<string> | undefined => {
    const [holder, file] =
      member !== undefined && member.manifest[key] !== undefined
        ? [member.manifest, `${member.folder}/package.json`]
        : [root, ''];
    const value = holder[key];
    if (value === undefined || (key === 'version' && /^0\.0\.0/.test(value))) return undefined;
    return {
      value,
      from: file === '' ? jsonKeyAt(holder.source, key === 'licence' ? 'license' : key) : file,
    };
  };
  const holder = member?.manifest ?? root;
  const name = holder.name?.replace(/^@[^/]+\//, '') ?? repo.name;
  const programs = Object.keys(holder.programs);
  const main =
    programs.find((one) => one === name) ??
    programs.find((one) => one.toLowerCase() === repo.name.toLowerCase()) ??
    programs[0];
  const { manager, lockFile, notes } = await chooseManager(project, root);
  const lock =
    lockFile === undefined || manager !== 'npm'
      ? undefined
      : parseNpmLock(await project.read(lockFile));
  const names =
    lock?.names ?? new Set([...Object.keys(root.dependencies), ...Object.keys(root.development)]);
  const { inputs, environment } = nodeInputs(names, lock?.built ?? [], lockFile ?? 'package.json');
  const script = buildScript(root);
  const attributes: Attribute[] = [...environment];
  const native = (attribute: string, why: string): Input => ({
    attribute,
    kind: 'native',
    from: lockFile ?? 'package.json',
    why,
  });
  const tools: Input[] = [];
  if (manager === 'npm') {
    if (script === undefined)
      attributes.push({
        name: 'dontNpmBuild',
        value: boolean(true),
        from: jsonKeyAt(root.source, 'scripts'),
        why: 'it has no script that builds',
      });
    else if (script !== 'build')
      attributes.push({
        name: 'npmBuildScript',
        value: text(script),
        from: jsonKeyAt(root.source, script),
        why: 'its script that builds',
      });
    if (member !== undefined)
      attributes.push({
        name: 'npmWorkspace',
        value: text(member.folder),
        from: `${member.folder}/package.json`,
        why: 'the workspace that has the program',
      });
  }
  if (manager === 'pnpm')
    tools.push(
      native('nodejs', 'node'),
      native('pnpm', 'its lock'),
      native('pnpmConfigHook', 'its lock'),
      ...(script === undefined ? [] : [native('npmHooks.npmBuildHook', 'its script that builds')]),
      native('npmHooks.npmInstallHook', 'its programs'),
    );
  if (manager === 'pnpm' && script !== undefined && script !== 'build')
    attributes.push({
      name: 'npmBuildScript',
      value: text(script),
      from: jsonKeyAt(root.source, script),
      why: 'its script that builds',
    });
  if (manager === 'yarn')
    tools.push(
      native('yarnConfigHook', 'its lock'),
      ...(script === undefined ? [] : [native('yarnBuildHook', 'its script that builds')]),
      native('yarnInstallHook', 'its programs'),
      native('nodejs', 'node'),
    );
  if (manager === 'yarn-berry')
    tools.push(
      native('yarn-berry', 'its lock'),
      native('yarn-berry.yarnBerryConfigHook', 'its lock'),
      native('nodejs', 'node'),
    );
  if (manager === 'bun')
    notes.push(
      'nixpkgs has no builder for the lock of bun: package-lock.json beside it (npm install --package-lock-only) makes buildNpmPackage possible.',
    );
  if (lock !== undefined && lock.withoutAddress.length > 0 && lock.tarballs.length === 0)
    notes.push(
      'The lock names no addresses (omit-lockfile-registry-resolved): fetchNpmDeps finds nothing in it.',
    );
  if (programs.length === 0)
    notes.push('package.json has no bin: it is a library or a site, and nothing is put in bin.');
  const deps = dependenciesAttribute(manager);
  return {
    language: 'node',
    buildSystem: manager === 'yarn-berry' ? 'yarn' : manager,
    builder: manager === 'npm' || manager === 'bun' ? 'buildNpmPackage' : 'stdenv.mkDerivation',
    manifest,
    name: { value: packageName(name), from: jsonKeyAt(holder.source, 'name') },
    version: field('version'),
    description: field('description'),
    homepage: field('homepage'),
    licence: field('licence'),
    mainProgram:
      main === undefined ? undefined : { value: main, from: jsonKeyAt(holder.source, 'bin') },
    programs,
    inputs: [...tools, ...inputs],
    unknownInputs: [],
    attributes: [...(deps === undefined ? [] : [deps]), ...attributes],
    dependencies: [
      ...Object.entries(root.dependencies).map(([dependency, version]) => ({
        name: dependency,
        version,
        scope: 'runtime' as const,
        from: jsonKeyAt(root.source, dependency),
      })),
      ...Object.entries(root.development).map(([dependency, version]) => ({
        name: dependency,
        version,
        scope: 'development' as const,
        from: jsonKeyAt(root.source, dependency),
      })),
    ],
    dependencyHash:
      manager === 'npm' && lockFile !== undefined
        ? { attribute: 'npmDepsHash', kind: 'npm', lock: lockFile }
        : deps === undefined
          ? undefined
          : { attribute: `${deps.name}.hash`, kind: manager, lock: lockFile ?? '' },
    notes,
  };
}

/** What nixpkgs fetches the dependencies with; its hash is put in by who prints it. */
function dependenciesAttribute(manager: Manager): Attribute | undefined {
  const common: readonly (readonly [string, ReturnType<typeof text>])[] = [
    ['inherit', expression('(finalAttrs) pname version src')],
  ];
  if (manager === 'pnpm')
    return {
      name: 'pnpmDeps',
      value: call('fetchPnpmDeps', set([...common, ['fetcherVersion', expression('3')]])),
      from: 'pnpm-lock.yaml',
      why: 'its lock',
    };
  if (manager === 'yarn')
    return {
      name: 'yarnOfflineCache',
      value: call(
        'fetchYarnDeps',
        set([['yarnLock', expression('finalAttrs.src + "/yarn.lock"')]]),
      ),
      from: 'yarn.lock',
      why: 'its lock',
    };
  if (manager === 'yarn-berry')
    return {
      name: 'offlineCache',
      value: call(
        'yarn-berry.fetchYarnBerryDeps',
        set([['inherit', expression('(finalAttrs) src')]]),
      ),
      from: 'yarn.lock',
      why: 'its lock',
    };
  return undefined;
}

async function chooseManager(
  project: RepoView,
  root: NodeManifest,
): Promise<{ manager: Manager; lockFile?: string; notes: string[] }> {
  const said = /^(npm|pnpm|yarn|bun)@(\d+)?/.exec(root.packageManager ?? '');
  const there = locks.filter(([file]) => project.has(file));
  const wanted = there.find(([, manager]) => manager === said?.[1]) ?? there[0];
  if (wanted === undefined)
    return {
      manager: 'npm',
      notes: [
        'There is no lock file: npm install --package-lock-only writes package-lock.json, which the derivation then needs beside it.',
      ],
    };
  const [lockFile, manager] = wanted;
  if (manager !== 'yarn') return { manager, lockFile, notes: [] };
  const isBerry =
    /^__metadata:/m.test((await project.head(lockFile, 500)) ?? '') || Number(said?.[2] ?? 1) > 1;
  return { manager: isBerry ? 'yarn-berry' : 'yarn', lockFile, notes: [] };
}

/** The script that makes what is installed from what is in the repository. */
function buildScript({ scripts, programs }: NodeManifest): string | undefined {
  const builds = (name: string): boolean => {
    const text = scripts[name];
    return (
      text !== undefined &&
      /\b(?:tsc|rollup|webpack|esbuild|vite|babel|swc|tsup|ncc|parcel|microbundle|build|compile|bundle|pkgroll|unbuild|gulp|next)\b/.test(
        text,
      ) &&
      !/\bhusky\b(?!.*build)/.test(text)
    );
  };
  if (scripts['build'] !== undefined) return 'build';
  if (builds('compile')) return 'compile';
  const made = Object.values(programs).some((file) =>
    /(?:^|\/)(?:dist|lib|out|build|bin)\//.test(file),
  );
  return ['prepare', 'prepack', 'prepublishOnly', 'bundle', 'dist'].find(
    (name) => builds(name) && made,
  );
}

/** The workspace whose program people want, where the top has none. */
async function programOfWorkspace(
  project: RepoView,
  root: NodeManifest,
  repoName: string,
): Promise<{ folder: string; manifest: NodeManifest } | undefined> {
  if (Object.keys(root.programs).length > 0) return undefined;
  const isWorkspace = root.workspaces.length > 0 || project.has('pnpm-workspace.yaml');
  const found: { folder: string; manifest: NodeManifest }[] = [];
  for (const file of project.files
    .filter((one) => /^(?:[^/]+\/){1,2}package\.json$/.test(one))
    .slice(0, 100)) {
    const manifest = parseNodeManifest(await project.read(file));
    const folder = file.slice(0, -'/package.json'.length);
    if (
      manifest !== undefined &&
      Object.keys(manifest.programs).length > 0 &&
      !/test|example|fixture/.test(folder)
    )
      found.push({ folder, manifest });
  }
  if (!isWorkspace && found.length !== 1) return undefined;
  const same = ({ manifest }: { manifest: NodeManifest }): number =>
    Number(manifest.name?.replace(/^@[^/]+\//, '') === repoName) * 2 +
    Number(Object.keys(manifest.programs).includes(repoName));
  return found.sort((one, other) => same(other) - same(one))[0];
}
