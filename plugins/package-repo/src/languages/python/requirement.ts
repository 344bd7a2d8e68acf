/** A requirement as PEP 508 writes it. */
export interface Requirement {
  /** Normalised as PEP 503 does it. */
  readonly name: string;
  readonly extras: readonly string[];
  readonly version: string;
  readonly marker?: string;
}

/** Reads one requirement; undefined for what is none (an option, a path, an address alone). */
export function parseRequirement(text: string): Requirement | undefined {
  const line = text.replace(/(^|\s)#.*$/, '').trim();
  const found =
    /^([A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?)\s*(?:\[([^\]]*)\])?\s*(?:@\s*\S+|\(?([^;)]*)\)?)?\s*(?:;(.*))?$/.exec(
      line,
    );
  if (found === null) return undefined;
  const [, name = '', extras = '', version = '', marker] = found;
  return {
    name: normalise(name),
    extras: extras
      .split(',')
      .map((one) => one.trim())
      .filter((one) => one !== ''),
    version: version.trim(),
    marker: marker?.trim(),
  };
}

function normalise(name: string): string {
  return name.replace(/[-_.]+/g, '-').toLowerCase();
}

/** The Python that nixpkgs builds with, for the markers. */
const python = [3, 13];

/** Whether a marker holds on Linux with that Python; what is not understood does, an extra does not. */
export function holds(marker: string | undefined): boolean {
  if (marker === undefined || marker === '') return true;
  return marker
    .split(/\s+or\s+/)
    .some((part) =>
      part.split(/\s+and\s+/).every((one) => holdsOne(one.replace(/[()]/g, '').trim())),
    );
}

function holdsOne(test: string): boolean {
  const found = /^(\w+)\s*(==|!=|<=|>=|<|>|~=|in|not in)\s*["']([^"']*)["']$/.exec(test);
  if (found === null) return true;
  const [, name = '', operator = '', value = ''] = found;
  if (name === 'extra') return false;
  if (name === 'python_version' || name === 'python_full_version') {
    const wanted = value.split('.').map(Number);
    const order = python[0]! - (wanted[0] ?? 0) || python[1]! - (wanted[1] ?? 0);
    return (
      {
        '==': order === 0,
        '!=': order !== 0,
        '<': order < 0,
        '<=': order <= 0,
        '>': order > 0,
        '>=': order >= 0,
        '~=': order >= 0,
        in: true,
        'not in': true,
      }[operator] ?? true
    );
  }
  const facts: Readonly<Record<string, string>> = {
    sys_platform: 'linux',
    platform_system: 'Linux',
    os_name: 'posix',
    implementation_name: 'cpython',
    platform_python_implementation: 'CPython',
  };
  const actual = facts[name];
  if (actual === undefined) return true;
  return operator === '!=' ? actual !== value : operator === '==' ? actual === value : true;
}

/** Names of nixpkgs that are not those of PyPI. */
const renamed: Readonly<Record<string, string>> = {
  'ruamel-yaml': 'ruamel-yaml',
  pyqt5: 'pyqt5',
  'opencv-python': 'opencv4',
  'opencv-python-headless': 'opencv4',
  'psycopg2-binary': 'psycopg2',
  'psycopg-binary': 'psycopg',
  'python-magic-bin': 'python-magic',
  torch: 'torch',
  'pillow-simd': 'pillow',
  'discord-py': 'discordpy',
  'prometheus-client': 'prometheus-client',
  'tree-sitter': 'tree-sitter',
  attrs: 'attrs',
  msgpack: 'msgpack',
  gitpython: 'gitpython',
  'pyside6-essentials': 'pyside6',
  'google-cloud-storage': 'google-cloud-storage',
  'sphinx-rtd-theme': 'sphinx-rtd-theme',
  'antlr4-python3-runtime': 'antlr4-python3-runtime',
  'jaraco-classes': 'jaraco-classes',
  'zope-interface': 'zope-interface',
  'backports-zoneinfo': 'backports-zoneinfo',
  'ruamel-yaml-clib': 'ruamel-yaml-clib',
  'poetry-core': 'poetry-core',
  'flit-core': 'flit-core',
  'pdm-backend': 'pdm-backend',
  'pdm-pep517': 'pdm-backend',
  'hatch-vcs': 'hatch-vcs',
  'setuptools-scm': 'setuptools-scm',
  uv: 'uv',
  'uv-build': 'uv-build',
  'scikit-build-core': 'scikit-build-core',
  enum34: '',
  futures: '',
  'importlib-metadata': 'importlib-metadata',
};

/** Of the standard library by now, or of setuptools: nothing to be given. */
const given = new Set([
  'dataclasses',
  'argparse',
  'enum34',
  'futures',
  'typing',
  'pathlib',
  'contextlib2-backport',
  'backports-lzma',
  'wheel-stub',
]);

/** The attribute in the Python package set; undefined where none is needed. */
export function pythonAttribute(name: string): string | undefined {
  if (given.has(name)) return undefined;
  const attribute = renamed[name] ?? name;
  if (attribute === '') return undefined;
  return /^\d/.test(attribute) ? `_${attribute}` : attribute;
}
