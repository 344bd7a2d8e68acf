import type { Attribute, Candidate, Fact, Input, PackageFacts, RepoFacts } from '../../analyzer.js';
import { packageName } from '../../analysis/names.js';
import { boolean, list, text } from '../../nix/value.js';
import type { RepoView } from '../../repo/view.js';
import { nodeInputs } from './inputs.js';
import { parseNpmLock } from './lock.js';
import { chooseManager, dependenciesAttribute, pnpmOf } from './manager.js';
import { jsonKeyAt, parseNodeManifest, type NodeManifest } from './manifest.js';
import { buildScript } from './script.js';
import { membersOf, programOfWorkspace } from './workspace.js';

export async function analyzeNode(
  project: RepoView,
  { manifest, part }: Candidate,
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
  const member =
    part === undefined
      ? await programOfWorkspace(project, root, repo.name)
      : (await membersOf(project, root)).find(({ folder }) => folder === part);
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
  const place = (of: NodeManifest, key: string): string =>
    of === root ? jsonKeyAt(root.source, key) : `${member!.folder}/package.json`;
  const name = holder.name?.replace(/^@[^/]+\//, '') ?? repo.name;
  const programs = Object.keys(holder.programs);
  const called =
    programs.find((one) => one === name) ??
    programs.find((one) => one.toLowerCase() === repo.name.toLowerCase()) ??
    programs[0];
  const main = called === undefined ? undefined : await usualName(project, holder.programs, called);
  const { manager, lockFile, notes } = await chooseManager(project, root);
  const lock =
    lockFile === undefined || manager !== 'npm'
      ? undefined
      : parseNpmLock(await project.read(lockFile));
  const names =
    lock?.names ?? new Set([...Object.keys(root.dependencies), ...Object.keys(root.development)]);
  const pnpm = pnpmOf(root);
  const deps = dependenciesAttribute(manager, pnpm);
  const { inputs, environment } = nodeInputs(names, lock?.built ?? [], lockFile ?? 'package.json');
  // npm runs the script of the workspace that it is told of.
  const scripted = manager === 'npm' || part !== undefined ? holder : root;
  const script = buildScript(scripted);
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
        from: place(scripted, 'scripts'),
        why: 'it has no script that builds',
      });
    else if (script !== 'build')
      attributes.push({
        name: 'npmBuildScript',
        value: text(script),
        from: place(scripted, script),
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
      native(pnpm, 'its lock'),
      native('pnpmConfigHook', 'its lock'),
      ...(script === undefined ? [] : [native('npmHooks.npmBuildHook', 'its script that builds')]),
      native('npmHooks.npmInstallHook', 'its programs'),
    );
  if (manager === 'pnpm')
    attributes.push({
      name: 'dontNpmPrune',
      value: boolean(true),
      from: lockFile ?? 'package.json',
      why: 'npm knows nothing of what pnpm put in node_modules',
    });
  if (manager === 'pnpm' && script !== undefined && script !== 'build')
    attributes.push({
      name: 'npmBuildScript',
      value: text(script),
      from: place(scripted, script),
      why: 'its script that builds',
    });
  if (manager === 'pnpm' && part !== undefined && member?.manifest.name !== undefined) {
    attributes.push({
      name: 'pnpmWorkspaces',
      value: list([text(member.manifest.name)]),
      from: `${part}/package.json`,
      why: 'one package of the workspace',
    });
    notes.push('What is installed of one package of a pnpm workspace is for installPhase to say.');
  }
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
  return {
    language: 'node',
    buildSystem: manager === 'yarn-berry' ? 'yarn' : manager,
    builder: manager === 'npm' || manager === 'bun' ? 'buildNpmPackage' : 'stdenv.mkDerivation',
    manifest,
    name: { value: packageName(name), from: place(holder, 'name') },
    version: field('version'),
    description: field('description'),
    homepage: field('homepage'),
    licence: field('licence'),
    mainProgram: main === undefined ? undefined : { value: main, from: place(holder, 'bin') },
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
    missingLock:
      manager === 'bun' || (manager === 'npm' && lockFile === undefined)
        ? { file: 'package-lock.json', command: 'npm install --package-lock-only' }
        : undefined,
    notes,
  };
}

/** Of several names of one program the one that the README has people type: `ncu`. */
async function usualName(
  project: RepoView,
  programs: Readonly<Record<string, string>>,
  name: string,
): Promise<string> {
  const names = Object.keys(programs).filter((one) => programs[one] === programs[name]);
  const file = project.files.find((one) => /^readme(?:\.(?:md|markdown|rst))?$/i.test(one));
  if (names.length < 2 || file === undefined) return name;
  const text = (await project.read(file)) ?? '';
  const typed = (one: string): number =>
    [...text.matchAll(/^[ \t]*(?:[$>] )?([\w.-]+)(?:[ \t]|$)/gm)].filter(([, word]) => word === one)
      .length;
  return names.reduce((best, one) => (typed(one) > 2 * typed(best) ? one : best), name);
}
