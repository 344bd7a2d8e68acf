import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { ExitCode, NixaiError } from '@nixai/api';
import { composeFiles, dependencies, images, manifests, signs } from './signs.js';

/** What a repository tells of its environment. */
export interface Repository {
  readonly folder: string;
  readonly name: string;
  readonly language: string;
  readonly framework?: string;
  /** `packageManager=uv`. */
  readonly set: readonly string[];
  readonly services: readonly string[];
  /** The files that it was told by. */
  readonly found: readonly string[];
  /** What else is there, which a person may want. */
  readonly notes: readonly string[];
}

/** What nothing installs by itself. */
const toInstall: Readonly<Record<string, string>> = {
  'requirements.txt':
    'Nothing installs what requirements.txt names yet: in devenv.nix, languages.python.venv.requirements = ./requirements.txt; does.',
};

/** Bytes beyond which a manifest is none. */
const largest = 4 * 2 ** 20;

/**
 * Reads what lies at the top of a repository.
 * @throws NixaiError `devenv-no-suggestion` where nothing there tells a language.
 */
export function readRepository(path: string): Repository {
  const folder = resolve(path);
  const has = signs.filter(({ file }) => isFile(join(folder, file)));
  const [first] = has;
  if (first === undefined)
    throw new NixaiError({
      code: 'devenv-no-suggestion',
      what: `no file in ${folder} tells what it is written in`,
      hint: 'nixai devenv suggest WORDS, or nixai devenv list',
      exitCode: ExitCode.failure,
    });
  const { language } = first;
  const own = has.filter((one) => one.language === language);
  const texts = (manifests[language] ?? []).flatMap((file) => textOf(join(folder, file)) ?? []);
  const framework = dependencies.find(
    (one) => one.language === language && texts.some((text) => one.named.test(text)),
  )?.framework;
  const compose = composeFiles.filter((file) => isFile(join(folder, file)));
  const others = [...new Set(has.map((one) => one.language))].filter((one) => one !== language);
  return {
    folder,
    name:
      basename(folder)
        .replaceAll(/[^\w.-]/g, '-')
        .replace(/^[^A-Za-z0-9_]+/, '') || 'project',
    language,
    ...(framework !== undefined && { framework }),
    set: [...new Set(own.flatMap(({ set }) => set ?? []))],
    services: [...new Set(compose.flatMap((file) => servicesIn(textOf(join(folder, file)) ?? '')))],
    found: [...own.map(({ file }) => file), ...compose],
    notes: [
      ...own.flatMap(({ file }) => toInstall[file] ?? []),
      ...others.map((one) => `There is ${one} too: nixai devenv explain languages.${one}.enable`),
    ],
  };
}

/** `image: docker.io/library/postgres:16` */
function servicesIn(text: string): readonly string[] {
  return [...text.matchAll(/^[ \t]*image:\s*["']?([^\s"'#]+)/gm)].flatMap(([, image = '']) => {
    const name =
      image
        .replace(/@.*$/, '')
        .replace(/:[^/]*$/, '')
        .split('/')
        .at(-1) ?? '';
    return Object.hasOwn(images, name) ? [images[name]!] : [];
  });
}

const isFile = (path: string): boolean => existsSync(path) && statSync(path).isFile();

function textOf(path: string): string | undefined {
  return isFile(path) && statSync(path).size <= largest ? readFileSync(path, 'utf8') : undefined;
}
