import { posix } from 'node:path';
import type { Attribute, InputKind } from '../analyzer.js';
import type { Component } from '../analysis/component.js';
import type { SourcePlan } from '../repo/source.js';
import { printBinding, printValue } from './print.js';
import {
  call,
  escaped,
  expression,
  interpolated,
  lines,
  list,
  plus,
  scoped,
  set,
  text,
  type NixValue,
} from './value.js';

/** A hash as it is put in, or why the false one stands in its place. */
export type PlacedHash =
  { readonly hash: string | null } | { readonly missing: string; readonly command: string };

export interface Hashes {
  readonly source?: PlacedHash;
  readonly dependencies?: PlacedHash;
}

/** Attributes in the order in which nixpkgs has them. */
const order = [
  'pname',
  'version',
  'pyproject',
  '__structuredAttrs',
  'strictDeps',
  'src',
  'sourceRoot',
  'vendorHash',
  'proxyVendor',
  'cargoHash',
  'cargoLock',
  'cargoDeps',
  'npmDepsHash',
  'npmWorkspace',
  'pnpmDeps',
  'yarnOfflineCache',
  'offlineCache',
  'mvnHash',
  'mixFodDeps',
  'zigDeps',
  'mitmCache',
  'nugetDeps',
  'pubspecLock',
  'lockFile',
  'shardsFile',
  'build-system',
  'nativeBuildInputs',
  'buildInputs',
  'dependencies',
  'propagatedBuildInputs',
  'env',
  'subPackages',
  'cargoBuildFlags',
  'cmakeDir',
  'makeFlags',
  'ldflags',
  'tags',
  'npmBuildScript',
  'dontNpmBuild',
  'dontNpmPrune',
  'nativeCheckInputs',
  'pythonImportsCheck',
  'installPhase',
  'postInstall',
  'postFixup',
  'nativeInstallCheckInputs',
  'doInstallCheck',
  'passthru',
  'meta',
];

/** The text of `package.nix`. */
export function printDerivation(component: Component, source: SourcePlan, hashes: Hashes): string {
  const { facts } = component;
  const formals = new Set<string>(['lib', facts.builder.split('.')[0]!]);
  const bindings: [name: string, value: NixValue, comments: string[]][] = [];
  const add = (name: string, value: NixValue, ...comments: string[]): void => {
    bindings.push([name, value, comments]);
  };
  add('pname', text(component.name));
  // A builder that takes a set of gems has the version from there, and knows no other.
  if (facts.withoutSource !== true) add('version', text(component.version.value));
  if (hasStructure(component)) {
    add('__structuredAttrs', expression('true'));
    add('strictDeps', expression('true'));
  }
  if (facts.withoutSource !== true) {
    for (const name of source.formals) formals.add(name);
    add('src', source.value(hashOf(hashes.source)), ...commentOf(hashes.source));
  }
  if (facts.withoutSource !== true && (component.folder !== '' || source.below !== '')) {
    const below = [source.below, component.folder].filter((one) => one !== '').join('/');
    if (source.fetched)
      add('sourceRoot', interpolated(`\${finalAttrs.src.name}/${escaped(below)}`));
  }
  for (const attribute of grouped(facts.attributes)) {
    const own =
      facts.dependencyHash?.attribute === `${attribute.name}.hash`
        ? withHash(attribute.value, hashOf(hashes.dependencies))
        : attribute.value;
    add(attribute.name, own, ...(own === attribute.value ? [] : commentOf(hashes.dependencies)));
    for (const name of [...namesIn(own), ...(attribute.uses ?? [])]) formals.add(name);
  }
  if (facts.dependencyHash !== undefined && !facts.dependencyHash.attribute.includes('.')) {
    const isLocal = facts.dependencyHash.attribute === 'cargoHash' && !source.fetched;
    if (isLocal)
      add(
        'cargoLock.lockFile',
        expression(source.path(posix.join(component.folder, 'Cargo.lock'))),
      );
    else
      add(
        facts.dependencyHash.attribute,
        hashOf(hashes.dependencies),
        ...commentOf(hashes.dependencies),
      );
  }
  addInputs(component, add, formals);
  const { lines: install, guarded } = component.installed;
  if (install.length > 0 || guarded.length > 0) {
    const guard = expression(
      'lib.optionalString (stdenv.buildPlatform.canExecute stdenv.hostPlatform)',
    );
    if (guarded.length > 0) formals.add('stdenv');
    const always = install.length === 0 ? undefined : lines(install);
    const sometimes = guarded.length === 0 ? undefined : call(printValue(guard), lines(guarded));
    add(
      'postInstall',
      always === undefined
        ? sometimes!
        : sometimes === undefined
          ? always
          : plus(always, sometimes),
    );
  }
  if (component.versionCheck !== undefined) {
    formals.add('versionCheckHook');
    add('nativeInstallCheckInputs', list([expression('versionCheckHook')]));
    add('doInstallCheck', expression('true'));
  }
  if (source.tagged && facts.metaAtTop !== true && facts.withoutSource !== true) {
    formals.add('nix-update-script');
    add('passthru.updateScript', expression('nix-update-script { }'));
  }
  if (facts.metaAtTop === true)
    for (const [name, value] of meta(component, source)) add(name, value);
  else add('meta', set(meta(component, source)));
  bindings.sort(([one], [other]) => rank(one) - rank(other));
  const body = bindings.map(([name, value, comments]) =>
    [...comments.map((one) => `  # ${one}`), `  ${printBinding(name, value, 2)}`].join('\n'),
  );
  const inner = joined(
    body,
    bindings.map(([name]) => name),
  );
  const head = `${printFormals(formals)}:\n\n${facts.builder}`;
  return facts.form === 'rec'
    ? `${head} ${/finalAttrs/.test(inner) ? 'rec ' : ''}{\n${withoutFinalAttrs(inner)}\n}\n`
    : `${head} (finalAttrs: {\n${inner}\n})\n`;
}

/** `version` for `finalAttrs.version`: builders that take a set and no function of it. */
function withoutFinalAttrs(text: string): string {
  return text.replace(/finalAttrs\./g, '').replace(/inherit \(finalAttrs\)/g, 'inherit');
}

/** New packages of nixpkgs are to have both; builders that bring a shell of their own may not bear them. */
function hasStructure({ facts }: Component): boolean {
  return facts.form !== 'rec' && facts.withoutSource !== true;
}

/** Short lines of one kind stand together, all else has a line between. */
function joined(body: readonly string[], names: readonly string[]): string {
  return body
    .map((part, index) => {
      const together =
        (names[index - 1] === 'pname' && names[index] === 'version') ||
        (names[index - 1] === 'version' && names[index] === 'pyproject') ||
        (names[index - 1] === '__structuredAttrs' && names[index] === 'strictDeps') ||
        (names[index - 1] === 'nativeInstallCheckInputs' && names[index] === 'doInstallCheck');
      return index === 0 ? part : `${together ? '\n' : '\n\n'}${part}`;
    })
    .join('');
}

function rank(name: string): number {
  const index = order.indexOf(name.split('.')[0]!);
  return index === -1 ? order.indexOf('ldflags') + 0.5 : index;
}

/** `env.A` and `env.B` as one set. */
function grouped(attributes: readonly Attribute[]): readonly Attribute[] {
  const env = attributes.filter(({ name }) => name.startsWith('env.'));
  const rest = attributes.filter(({ name }) => !name.startsWith('env.'));
  if (env.length < 2) return attributes;
  const entries = [...new Map(env.map(({ name, value }) => [name.slice(4), value]))];
  return [...rest, { name: 'env', value: set(entries), from: env[0]!.from, why: env[0]!.why }];
}

function hashOf(placed: PlacedHash | undefined): NixValue {
  if (placed === undefined || 'missing' in placed) return expression('lib.fakeHash');
  return placed.hash === null ? expression('null') : text(placed.hash);
}

function commentOf(placed: PlacedHash | undefined): readonly string[] {
  if (placed === undefined || !('missing' in placed)) return [];
  return [
    `Not computed: ${placed.missing}.`,
    ...(placed.command === '' ? [] : [`Next: ${placed.command}`]),
  ].map((one) => one.replace(/[\r\n]+/g, ' '));
}

function withHash(value: NixValue, hash: NixValue): NixValue {
  if (value.kind !== 'call' || value.argument.kind !== 'set') return value;
  return call(value.callee, set([...value.argument.entries, ['hash', hash]]));
}

const lists: readonly (readonly [InputKind, string])[] = [
  ['buildSystem', 'build-system'],
  ['native', 'nativeBuildInputs'],
  ['build', 'buildInputs'],
  ['dependency', 'dependencies'],
  ['check', 'nativeCheckInputs'],
];

function addInputs(
  component: Component,
  add: (name: string, value: NixValue, ...comments: string[]) => void,
  formals: Set<string>,
): void {
  const isPython = component.facts.language === 'python';
  for (const [kind, name] of lists) {
    const inputs = component.inputs.filter((one) => one.kind === kind);
    const unknown = component.facts.unknownInputs.filter((one) => one.kind === kind);
    const comments = [
      ...new Map(
        unknown.map((one) => [one.name, `Unknown here: ${one.name} (${one.from}, ${one.why}).`]),
      ).values(),
    ];
    const without = inputs.filter(({ optional }) => optional === true);
    if (without.length > 0)
      comments.push(
        `It builds without ${without.map(({ attribute }) => attribute).join(', ')} too.`,
      );
    if (inputs.length === 0 && comments.length === 0) continue;
    const inPython = isPython && kind !== 'native' && kind !== 'build';
    if (!inPython) for (const { attribute } of inputs) formals.add(attribute.split('.')[0]!);
    const items = list(inputs.map(({ attribute }) => expression(attribute)));
    add(
      kind === 'check' && !isPython ? 'checkInputs' : name,
      inPython && inputs.length > 0 ? scoped('python3Packages', items) : items,
      ...comments.map((one) => one.replace(/[\r\n]+/g, ' ')),
    );
  }
}

/** Names of nixpkgs that an attribute's value uses. */
function namesIn(value: NixValue): readonly string[] {
  switch (value.kind) {
    case 'call':
      return [value.callee.split('.')[0]!, ...namesIn(value.argument)];
    case 'list':
      return value.items.flatMap(namesIn);
    case 'set':
      return value.entries.flatMap(([name, one]) => (name === 'inherit' ? [] : namesIn(one)));
    case 'with':
      return [value.scope.split('.')[0]!];
    case 'expression':
      return /^[a-z][\w-]*(?:\.[\w.-]+)?$/i.test(value.text) &&
        !/^(?:null|true|false|finalAttrs\b.*|lib\b.*)$/.test(value.text)
        ? [value.text.split('.')[0]!]
        : [];
    default:
      return [];
  }
}

function meta(component: Component, source: SourcePlan): readonly [string, NixValue][] {
  const { facts } = component;
  const entries: [string, NixValue][] = [];
  if (component.description !== undefined)
    entries.push(['description', text(component.description.value)]);
  if (component.homepage !== undefined) entries.push(['homepage', text(component.homepage.value)]);
  if (source.changelog !== undefined && facts.withoutSource !== true)
    entries.push(['changelog', interpolated(source.changelog(component.changelog))]);
  const licences = component.licences?.attributes ?? [];
  if (licences.length === 1) entries.push(['license', expression(`lib.licenses.${licences[0]}`)]);
  if (licences.length > 1)
    entries.push(['license', scoped('lib.licenses', list(licences.map(expression)))]);
  entries.push(['maintainers', list([])]);
  if (facts.mainProgram !== undefined) entries.push(['mainProgram', text(facts.mainProgram.value)]);
  if (facts.builder.startsWith('stdenv')) {
    const onLinux = component.inputs.some(
      ({ attribute, optional }) =>
        optional !== true &&
        /^(?:wayland|systemd|udev|alsa-lib|libinput|libcap|libseccomp|fuse3|pam|libdrm)$/.test(
          attribute,
        ),
    );
    entries.push(['platforms', expression(onLinux ? 'lib.platforms.linux' : 'lib.platforms.unix')]);
  }
  return entries;
}

function printFormals(names: ReadonlySet<string>): string {
  const sorted = [...names].sort(
    (one, other) =>
      Number(other === 'lib') - Number(one === 'lib') ||
      Number(other === 'stdenv') - Number(one === 'stdenv'),
  );
  return `{\n${sorted.map((name) => `  ${name},`).join('\n')}\n}`;
}
