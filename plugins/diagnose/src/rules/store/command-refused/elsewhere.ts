import { shellWord } from '@nixai/api';
import { advice, nixFix, shellFix } from '../../shared/fix.js';
import type { Saying } from '../../shared/sayings.js';

const protocol: Saying = {
  anchors: [
    'Nix daemon protocol mismatch',
    'daemon version is too old',
    'is too old (protocol version',
  ],
  line: /error: (?:Nix daemon protocol mismatch|[Tt]he (?:remote )?Nix daemon version is too old|remote ['"`](?<remote>[^'"`]{1,120})['"`] is too old)/,
  explain: ({ get }) => ({
    culprit: get('remote') || 'nix-daemon',
    facts: { remote: get('remote') || undefined },
    message: `The Nix that was called and the daemon${get('remote') === '' ? '' : ` of ${get('remote')}`} do not understand each other: one of them is much older.`,
    fixes: [
      shellFix(
        get('remote') === ''
          ? 'If Nix was updated and the daemon still runs as before: start it anew.'
          : 'If Nix was updated there and the daemon still runs as before: start it anew, over there.',
        'sudo systemctl restart nix-daemon   # macOS: sudo launchctl kickstart -k system/org.nixos.nix-daemon',
        'restart',
      ),
      shellFix(
        'If the daemon itself is old: update it (not on NixOS, where the system brings it).',
        'sudo -i nix upgrade-nix',
      ),
    ],
    verify: ['nix store info'],
  }),
};

/** What the login shell of the target prints stands in the way of what the two say to each other. */
const served: Saying = {
  anchors: ['protocol mismatch from'],
  line: /protocol mismatch from ['"`](?<host>[^'"`]{2,120})['"`],? got ['"`](?<got>.{0,300})/,
  explain({ get }) {
    const locale = /cannot change locale \((?<is>[\w.@-]{2,40})\)/.exec(get('got'))?.groups?.['is'];
    const host = get('host');
    return {
      culprit: `the login shell of ${host}`,
      facts: { host, locale },
      message: `${host} prints something before nix-store answers${locale === undefined ? '' : `: it was sent the locale ${locale}, which it does not have`}. Whatever a login prints spoils the copying.`,
      fixes:
        locale === undefined
          ? [
              advice(
                `Let the shell of that user on ${host} print nothing where no person is (in its .bashrc and .profile: return at once if $- has no i).`,
              ),
            ]
          : [
              nixFix(
                `Have that locale on ${host}.`,
                `i18n.extraLocales = [ "${locale.replace(/\.utf-?8$/i, '')}.UTF-8/UTF-8" ];`,
              ),
              shellFix(
                'For now: send none (with your own command).',
                `LC_ALL=C.UTF-8 nix copy --to ssh://${shellWord(host)} ./result`,
              ),
            ],
      verify: [`ssh ${shellWord(host)} true   # has to print nothing`],
    };
  },
};

const profileGone: Saying = {
  anchors: ['.nix-profile/bin/nix'],
  line: /(?:bash|zsh|sh|fish): (?:line \d{1,5}: )?(?<path>\/[\w./-]{1,120}\/\.nix-profile)\/bin\/(?<program>nix[\w-]{0,30}): No such file or directory/,
  explain: ({ get }) => ({
    culprit: get('path'),
    facts: { path: get('path') },
    message: `${get('path')} leads to a profile that has no Nix (any more): it was switched to another one, rolled back, or emptied.`,
    fixes: [
      shellFix(
        'Let the link lead to the profile again that has it (the first line is for several users, the second for one).',
        `/nix/var/nix/profiles/default/bin/nix-env --switch-profile ~/.local/state/nix/profiles/profile || ln -sfn ~/.local/state/nix/profiles/profile ${shellWord(get('path'))}`,
      ),
      shellFix(
        'If that has none either: go back to the generation that had it.',
        'ls -l ~/.local/state/nix/profiles /nix/var/nix/profiles/per-user/"$USER"',
      ),
    ],
    verify: ['readlink -f ~/.nix-profile', 'nix --version'],
  }),
};

const gone: Saying = {
  anchors: ['does not exist in the store', 'does not exist in the Lix database'],
  line: /error: path ['"`](?<path>\/nix\/store\/[\w.+-]{34,220})['"`] does not exist in the (?:store|Lix database)/,
  explain: ({ get }) => ({
    culprit: get('path'),
    facts: { path: get('path') },
    message: `${get('path')} is not in this store: it was never built or fetched here, or was collected as garbage.`,
    fixes: [
      shellFix(
        'Have it fetched from a cache, if one has it.',
        `nix-store --realise ${shellWord(get('path'))}`,
      ),
      advice('If no cache has it: build again what it belongs to.'),
    ],
    verify: [`nix path-info ${shellWord(get('path'))}`],
  }),
};

const topLevel: Saying = {
  anchors: ['unexpected number of top-level files'],
  line: /tarball ['"`](?<url>[^'"`\s]{3,400})['"`] contains an unexpected number of top-level files/,
  explain: ({ get }) => ({
    culprit: get('url'),
    facts: { url: get('url') },
    message: `${get('url')} has several files at its top, and fetchTarball (or an input by tarball) takes archives with one folder only.`,
    fixes: [
      nixFix(
        'Fetch it with nixpkgs, which can leave that as it is.',
        'pkgs.fetchzip {\n  url = "YOUR_URL";\n  stripRoot = false;\n  hash = "";\n}',
        { fill: { YOUR_URL: 'as it is' } },
      ),
    ],
    verify: [`curl -sIL ${shellWord(get('url'))} | grep -i ^content-type`],
  }),
};

/** What the store, the daemon or the other end of a connection is not as the command expects it. */
export const elsewhere: readonly Saying[] = [protocol, served, profileGone, gone, topLevel];
