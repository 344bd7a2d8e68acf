import { type DiagnosisFix, type DiagnosisRule, type Evidence } from '@nixai/api';
import { wayBack } from '../../engine/wayBack.js';
import { advice, shellFix } from './fix.js';
import { newestOf } from './owner.js';

/** Whose the package is that does not build: who can mend it, and who can only take another one. */
export type PackageOwner = 'own' | 'nixpkgs' | 'input' | 'flake' | 'unknown';

/** Text that a configuration or a shell is put together from: it comes from the person's own files. */
const generated =
  /^(?:nix-shell(?:-env)?|devshell(?:-env)?|devenv-.{1,80}|nixos-system-.{1,160}|darwin-system-.{1,160}|home-manager-.{1,80}|system-path|system-units|user-units|user-environment|etc|hm_.{1,200}|unit-.{1,200}|X-(?:Restart|Reload)-.{1,120}|activation-.{1,80}|\S{1,160}\.(?:json|ya?ml|toml|conf|service|sh|ini|rules))$/;

/** Versions of what nobody has released, as templates begin with. */
const neverReleased =
  /-(?:0\.1\.0|0\.0\.\d{1,2}|dev|dirty|local|unknown(?!-(?:linux|none|freebsd|netbsd|openbsd)))(?:-.{0,60})?$/;

/** nixpkgs has released versions; a flake that packages its own head calls it by commit or date. */
const ofCommit = /\+date=|[-_+.](?:g|r)?(?=[0-9a-f]*\d)(?=\d*[a-f])[0-9a-f]{6,40}(?:[-_.]|$)/;

/** A kernel that nixpkgs does not have: of a project for one kind of machine. */
const ofMachine =
  /^linux-[\d.]+-(?!rc\d|hardened|zen|xanmod|libre|rt\d*|lqx|modules|config|headers|dev)[a-z][\w.]{2,20}$/;

/** What a person packages for themselves is often called after a branch. */
const ofBranch = /-(?:master|main|HEAD|trunk|develop)$/;

const hasVersion = /-\d/;

/** A package by its derivation's name, and by what the command asked for. */
export function packageOwner(evidence: Evidence, name = evidence.block.derivation): PackageOwner {
  const kind = evidence.context.target?.kind;
  const own = name === undefined || !hasVersion.test(name) || neverReleased.test(name);
  if (name !== undefined && (generated.test(name) || ofBranch.test(name))) return 'own';
  if (kind === 'flake') return 'flake';
  if (kind === 'nixpkgs') return 'nixpkgs';
  if (kind === 'own') return 'own';
  if (name !== undefined && (ofCommit.test(name) || ofMachine.test(name))) return 'input';
  if (kind === 'system') return own ? 'unknown' : 'nixpkgs';
  return name !== undefined && neverReleased.test(name) ? 'own' : 'unknown';
}

/**
 * A rule about how a package is built: its fixes edit the package, and come first only for who can.
 * Who uses a package of nixpkgs, of an input or of another flake takes another revision.
 */
export function inPackage(rule: DiagnosisRule): DiagnosisRule {
  return {
    ...rule,
    explain(evidence) {
      const diagnosis = rule.explain(evidence);
      const name = evidence.block.derivation ?? unnamed(evidence);
      if (diagnosis === undefined || name === undefined) return diagnosis;
      const owner =
        name === nameless && !['own', 'nixpkgs'].includes(evidence.context.target?.kind ?? '')
          ? 'unknown'
          : packageOwner(evidence, name);
      if (owner === 'own') return diagnosis;
      const [user, ...others] = newerRevision(evidence, owner, name);
      const authors = diagnosis.fixes.filter(({ title }) => !forUsers.test(title));
      if (user === undefined) return diagnosis;
      // What has just been updated is the likeliest reason, whoever wrote the package.
      if (owner !== 'unknown' || (evidence.context.updatedInputs ?? []).length > 0)
        return { ...diagnosis, fixes: [user, ...others, ...authors.map(asAuthor)] };
      const [author, ...more] = authors.map((fix) => ifYours(fix, name));
      const [theirs = user] = diagnosis.fixes.filter(({ title }) => forUsers.test(title));
      return {
        ...diagnosis,
        fixes:
          author === undefined || forUsers.test(diagnosis.fixes[0]?.title ?? '')
            ? [theirs, ...(author === undefined ? [] : [author]), ...more, ...others]
            : [author, theirs, ...more, ...others],
      };
    },
  };
}

/** What a package is called whose log does not say its name. */
const nameless = 'that package';

/** A log of a builder of nixpkgs, whose name was not copied: it is a package all the same. */
const unnamed = (evidence: Evidence): string | undefined =>
  evidence.context.target?.kind === 'nixpkgs' ||
  evidence.all(
    /^(?:Running phase: |@nix \{|unpacking source archive \/nix\/store\/|\/nix\/store\/[0-9a-z]{32}-stdenv-\w{3,20}\/setup: line )/,
  )[0] !== undefined
    ? nameless
    : undefined;

const forUsers =
  /^If (?:it is (?:a package )?of nixpkgs|you did not write|the package is not yours)/;
const forAuthors = /^If (?:the package|the source|it) is yours(?: \([^)]{1,80}\))?[:,] /;

const continued = (title: string): string =>
  /^[A-Z]{2}/.test(title) ? title : `${title.charAt(0).toLowerCase()}${title.slice(1)}`;

function asAuthor(fix: DiagnosisFix): DiagnosisFix {
  const does = fix.title.replace(forAuthors, '');
  return {
    ...fix,
    title: /^(?:If|Or if) /.test(does)
      ? does
      : `To mend it yourself (in an override, or as its author): ${continued(does)}`,
  };
}

/** Where nothing tells whose the package is, what its author does holds only for the author. */
function ifYours(fix: DiagnosisFix, name: string): DiagnosisFix {
  if (fix.step !== undefined) return fix;
  return { ...fix, title: `If you write ${name}: ${continued(fix.title)}`, step: 'if' };
}

const listed = (names: readonly string[]): string =>
  names.length > 3
    ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more`
    : names.join(', ');

/** What who only uses a package can do: take it as somebody has mended it. */
export function newerRevision(
  evidence: Evidence,
  owner: PackageOwner,
  name = evidence.block.derivation,
): readonly DiagnosisFix[] {
  const package_ = name ?? 'the package';
  const short = package_.replace(/-\d.*$/, '');
  const without = advice(
    `Should the newest have the same fault: leave ${short} out for now, or take it from a revision or branch that has built it (hydra.nixos.org tells), and look for an issue that says so.`,
  );
  const reference = evidence.context.target?.reference;
  if (owner === 'flake' && reference !== undefined)
    return [newestOf(reference, `${package_} is built by`)];
  if (owner === 'input')
    return [
      shellFix(
        `${package_} is ${ofMachine.test(package_) ? 'no kernel of nixpkgs' : 'named after a commit'}: it comes from a flake input. Update that input (all, if you do not know which), or pin its last revision that built${ofMachine.test(package_) ? '; let it keep its own nixpkgs (no follows), which its kernel was built with' : ''}.`,
        'nix flake update',
        { holds: { flake: true } },
      ),
      without,
    ];
  const updated = evidence.context.updatedInputs ?? [];
  if (updated.length > 0)
    return [
      shellFix(
        `This run has updated ${listed(updated)}, and ${package_} does not build with that: go back to the lock file of before (if Git has it), and update again when it is mended.`,
        'git restore flake.lock   # then the same command, without an update',
      ),
      without,
    ];
  if (owner === 'nixpkgs' && evidence.context.target?.kind !== 'nixpkgs')
    return [...ofSystem(evidence, package_), without];
  const subject =
    owner === 'nixpkgs'
      ? `${package_ === nameless ? 'The package' : package_} is of nixpkgs, and this revision does not build it: take a newer one. What Hydra has built comes ready from the cache.`
      : `If you did not write ${package_}: take a newer revision of what it comes from (nixpkgs, or an input), and build again.`;
  return [
    evidence.context.flake === false
      ? shellFix(subject, 'sudo nix-channel --update')
      : shellFix(
          subject,
          owner === 'nixpkgs' ? 'nix flake update nixpkgs' : 'nix flake update',
          evidence.context.flake === undefined ? {} : { holds: { flake: true } },
        ),
    without,
  ];
}

/**
 * A released package that a system is made of fails by itself. Whether it is of nixpkgs or of an input no name tells;
 * when it began is known to who has the machine, and leads to either.
 */
function ofSystem({ context }: Evidence, name: string): readonly DiagnosisFix[] {
  const channel = context.flake === false;
  const subject = name === nameless ? 'the package' : name;
  return [
    shellFix(
      `If an update came before it: ${subject} fails by itself in the newer revision, not by your configuration. Go back, and update later.`,
      wayBack(context),
    ),
    shellFix(
      `If none did: take a newer revision (of nixpkgs, or of the input that brings it, which may need its own nixpkgs, without follows).`,
      channel ? 'sudo nix-channel --update' : 'nix flake update',
    ),
  ];
}
