import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { expect } from 'chai';
import { packageRoot } from '../packageRoot.js';
import { loadHandbook, loadTopicNames } from './index.js';
import { definedIn, readSnippet } from './testing/definedIn.js';

interface Declared {
  readonly type: string;
  readonly default?: { readonly text?: string } | string;
  readonly description?: string | { readonly text?: string };
}

// Real option sets, which are not part of the project: where they are not at hand, this is skipped.
const shared = process.env['NIXAI_SHARED'] ?? join(packageRoot, '../../../shared');
const filesOf = {
  nixos: ['nixos-options.json.br'],
  'home-manager': ['home-manager-options-2026-08.json.br', 'home-manager-options.json.br'],
  'nix-darwin': ['nix-darwin-options-2026-06.json.br'],
};

/** What the sets declare, the older one's word where two have an option. */
function declaredIn(set: keyof typeof filesOf): Map<string, Declared> {
  const read = (file: string) => {
    const json = brotliDecompressSync(readFileSync(join(shared, 'data', file))).toString('utf8');
    return Object.entries(JSON.parse(json) as Record<string, Declared>);
  };
  return new Map(filesOf[set].flatMap(read));
}

interface ReleaseFact {
  readonly kind: string;
  readonly names: readonly string[];
  readonly to: readonly string[] | null;
}

/** Options of releases after the set: new ones, and the new names of old ones. */
function newerNames(): string[] {
  const file = join(shared, 'data', 'nixos-release-facts.json');
  const { facts } = JSON.parse(readFileSync(file, 'utf8')) as { facts: readonly ReleaseFact[] };
  return facts.flatMap(({ kind, names, to }) =>
    /^new-/.test(kind) ? names : /^(?:renamed|removed)$/.test(kind) ? (to ?? []) : [],
  );
}

const rootOf = (name: string): string => name.split('.', 1)[0] ?? '';
const oneLine = (text: string | undefined): string => (text ?? '').replace(/\s+/g, ' ').trim();
const textOf = (value: string | { readonly text?: string } | undefined): string =>
  oneLine(typeof value === 'string' ? value : value?.text);

/** What comes from modules outside of nixpkgs, from a release after the data, or from the topic itself. */
const elsewhere = new RegExp(
  [
    // Modules of flakes, nix-darwin, devenv.
    '^hardware\\.(?:framework|raspberry-pi)\\b',
    '^(?:age|boot\\.lanzaboote|disko|environment\\.persistence|hardware\\.nvidia-jetpack|proxmoxLXC|sops|wsl)(?:\\.|$)',
    '^(?:services\\.postgres\\.enable|system\\.(?:defaults|primaryUser))\\b',
    // Releases after the data.
    '^(?:i18n\\.extraLocales)\\b',
    '^services\\.desktopManager\\.(?:cosmic|budgie|pantheon)|^services\\.displayManager\\.cosmic-greeter',
    '^(?:environment\\.cosmic|services\\.(?:stalwart|pihole-(?:ftl|web)|frp|mullvad-vpn\\.gui))\\b',
    '^(?:programs\\.(?:nix-index-database|river-classic)|systemd\\.(?:coredump|sleep|user)\\.settings)\\b',
    'crypttabExtraOpts$',
    // An option that the manual of Home Manager leaves out.
    '^dconf\\.enable$',
    // No options: a kernel parameter, a name made up by a topic.
    '^(?:systemd\\.setenv|services\\.hello\\b.*)$',
  ].join('|'),
);

const releaseOfData = '25.05';
/** Old names that are declared on, with a warning. */
const kept = new Set([
  'programs.zsh.initExtra',
  'programs.zsh.initExtraFirst',
  'services.gpg-agent.pinentryPackage',
  'i18n.inputMethod.enabled',
]);

/** Whether a path, with any name in it, is declared, or has declared options above or below. */
function fits(path: readonly (string | undefined)[], declared: ReadonlySet<string>): boolean {
  let ways = [''];
  let free = false;
  for (const segment of path) {
    const next = ways.flatMap((way) =>
      [segment ?? '<name>', '<name>', '*', ...placeholders]
        .map((one) => (way === '' ? one : `${way}.${one}`))
        .filter((one) => declared.has(one)),
    );
    free ||= ways.some((way) => leaves.has(way));
    // Below an option that takes any attributes everything may be right.
    if (next.length === 0) return free;
    ways = [...new Set(next)];
  }
  return true;
}

const placeholders: string[] = [];
const leaves = new Set<string>();

describe('the facts of the handbook', () => {
  const handbook = loadHandbook();

  it('are many enough', () => {
    const countOf = (set: string) => handbook.options.filter((option) => option.set === set).length;
    expect(countOf('nixos')).to.be.at.least(600);
    expect(countOf('home-manager')).to.be.at.least(200);
    expect(handbook.topics.length).to.be.at.least(120);
    expect(handbook.renames.length).to.be.at.least(150);
  });

  describe('hold against the real option sets', () => {
    const sets = new Map<string, Map<string, Declared>>();
    const known = new Map<string, Set<string>>();
    before(function () {
      if (!existsSync(join(shared, 'data'))) this.skip();
      for (const set of ['nixos', 'home-manager', 'nix-darwin'] as const) {
        const declared = declaredIn(set);
        const prefixes = new Set<string>();
        const names = [...declared.keys(), ...(set === 'nixos' ? newerNames() : [])];
        for (const name of names) {
          const segments = name.split('.');
          for (let length = 1; length <= segments.length; length++)
            prefixes.add(segments.slice(0, length).join('.'));
          placeholders.push(...segments.filter((one) => /^<.*>$/.test(one)));
          leaves.add(name);
        }
        sets.set(set, declared);
        known.set(set, prefixes);
      }
      const distinct = [...new Set(placeholders)];
      placeholders.splice(0, placeholders.length, ...distinct);
    });

    /** An option of a release after the set, or one that moved with the block it lies in. */
    const isNewer = (name: string) =>
      newerNames().some((newer) => name === newer || name.startsWith(`${newer}.`));

    it('each option, with its type and its default', () => {
      const wrong = handbook.options.flatMap(({ name, set, type, default: fallback }) => {
        const declared = sets.get(set)?.get(name);
        if (declared === undefined) return isNewer(name) ? [] : [`${name} is not declared`];
        const faults = [];
        if (oneLine(declared.type) !== oneLine(type)) faults.push(`${name}: type ${declared.type}`);
        if (fallback !== undefined && textOf(declared.default) !== oneLine(fallback))
          faults.push(`${name}: default ${textOf(declared.default)}`);
        return faults;
      });
      expect(wrong).to.deep.equal([]);
    });

    it('no summary is taken from the manual', () => {
      const copied = handbook.options.filter(
        ({ name, set, summary }) =>
          textOf(sets.get(set)?.get(name)?.description) === oneLine(summary),
      );
      expect(copied.map(({ name }) => name)).to.deep.equal([]);
    });

    it('each rename is of something that is gone, or will be, to something that is there', () => {
      const wrong = handbook.renames.flatMap(({ set, old, new: to, since }) => {
        const declared = known.get(set);
        if (declared === undefined) return [];
        const there = (name: string) => fits(name.split('.'), declared);
        // The data are of just before that release: what it renames is still called as before.
        const isLater = since === 'unknown' || since >= releaseOfData;
        if (declared.has(old)) return isLater || kept.has(old) ? [] : [`${old} is still there`];
        return to.filter((name) => !there(name)).map((name) => `${old}: ${name} is not there`);
      });
      expect(wrong).to.deep.equal([]);
    });

    it('each option that a topic names exists, or is an old name', () => {
      const old = new Set(handbook.renames.map((rename) => rename.old));
      const roots = new Set([...sets.values()].flatMap((set) => [...set.keys()].map(rootOf)));
      const wrong = loadTopicNames().filter((name) => {
        if (!roots.has(rootOf(name)) || elsewhere.test(name) || anyOf.test(name)) return false;
        if ([...old].some((one) => one === name || one.startsWith(`${name}.`))) return false;
        const path = name.split(/\.(?=(?:[^"]*"[^"]*")*[^"]*$)/);
        return ![...known.values()].some((declared) => fits(path, declared));
      });
      expect(wrong).to.deep.equal([]);
    });

    it('each snippet sets options that exist', () => {
      const wrong = handbook.topics.flatMap(({ id, snippets }) =>
        snippets.flatMap(({ where, code }) => {
          const set = where === 'home' ? 'home-manager' : 'nixos';
          const declared = known.get(set);
          if ((where !== 'nixos' && where !== 'home') || declared === undefined) return [];
          return definedIn(code)
            .filter((path) => !fits(path, declared) && !elsewhere.test(path.join('.')))
            .map((path) => `${id}: ${path.join('.')}`);
        }),
      );
      expect(wrong).to.deep.equal([]);
    });
  });

  it('each snippet is valid Nix', () => {
    const broken = handbook.topics.flatMap(({ id, snippets }) =>
      snippets
        .filter(({ where }) => where !== 'shell')
        .flatMap(({ code }) => faultIn(code).map((fault) => `${id}: ${fault}`)),
    );
    expect(broken).to.deep.equal([]);
  });
});

/** Stands for any module of a kind: `services.<name>.enable`. */
const anyOf = /\*|^(?:programs|services|services\.xserver\.windowManager)\.<name>/;

const faultIn = (code: string): string[] =>
  readSnippet(code).errors.map(({ line, message }) => `line ${line}: ${message}`);
