import { basename } from 'node:path';

// A repository may be a stranger's, and its settings name programs: for a monitor, a hook, a pager, a
// signature, and for fetching what it says that it lacks. git is started with none of them, whoever asks
// it. What is left are filters: who compares files or unpacks them takes care of those.

const none = ['gpg', 'gpg.openpgp', 'gpg.x509', 'gpg.ssh'].map(
  (format) => `${format}.program=false`,
);

const settings = [
  ...['core.fsmonitor=false', 'core.hooksPath=/dev/null', 'core.pager=cat'],
  ...['log.showSignature=false', 'submodule.recurse=false', 'protocol.ext.allow=never'],
  ...none,
];

/** Who fetches says from where it may be. */
const environment = {
  GIT_TERMINAL_PROMPT: '0',
  // What reads leaves no lock behind where it is cut off.
  GIT_OPTIONAL_LOCKS: '0',
  GIT_NO_LAZY_FETCH: '1',
  // For a git that does not know the one before.
  GIT_ALLOW_PROTOCOL: 'none',
};

/** The same for the git that Nix starts in the folder of a flake, after what is said of it already. */
function forNix(said: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const before = Number(said['GIT_CONFIG_COUNT'] ?? 0);
  const all: Record<string, string> = { ...said, GIT_CONFIG_COUNT: `${before + settings.length}` };
  for (const [at, setting] of settings.entries()) {
    const [name = '', value = ''] = setting.split('=');
    all[`GIT_CONFIG_KEY_${before + at}`] = name;
    all[`GIT_CONFIG_VALUE_${before + at}`] = value;
  }
  return all;
}

/** The words of a program with those that keep it from running what a folder names. */
export const carefulWords = (program: string, words: readonly string[]): readonly string[] =>
  basename(program) === 'git' ? [...settings.flatMap((one) => ['-c', one]), ...words] : words;

/** What a program is told in its environment, with that. */
export function carefulEnvironment(
  program: string,
  said: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const name = basename(program);
  if (name === 'git') return { ...environment, ...said };
  return /^nix/.test(name) ? forNix(said) : said;
}
