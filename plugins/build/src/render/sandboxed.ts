import type { View } from '@nixai/api';
import type { Sandboxed, Touched } from '../results/sandboxed.js';

const mostShown = 12;

export function renderSandboxed(result: Sandboxed, view: View): string {
  const { derivations, touched } = result;
  const parts = derivations.map(({ name, download, free, log }) => {
    const facts = [
      ...(log
        ? []
        : [
            'Nix has no log of it: it was not built here, or is gone; only its attributes are read',
          ]),
      ...(download ? ['its hash is known before, so that it has the network'] : []),
      ...(free ? ['it says __noChroot'] : []),
    ];
    return view.wrap(
      `${view.style.bold(name)}${facts.length === 0 ? '' : `: ${facts.join('; ')}`}`,
    );
  });
  parts.push(view.wrap(settingOf(result)));
  if (touched.length === 0)
    return [
      ...parts,
      view.wrap(
        'Neither its log nor its attributes name anything that a sandbox would not give it.',
      ),
    ].join('\n\n');
  for (const kind of new Set(touched.map((one) => one.kind)))
    parts.push(
      renderKind(
        kind,
        touched.filter((one) => one.kind === kind),
        view,
      ),
    );
  return parts.join('\n\n');
}

function settingOf({ sandbox: { set, fallback, paths, obstacle } }: Sandboxed): string {
  const seen = paths.length === 0 ? '' : ` It lets builds see ${paths.join(', ')}, too.`;
  const closed =
    obstacle === undefined
      ? ''
      : ` None can be made by you: ${obstacle}${fallback ? '; Nix then builds without one (sandbox-fallback)' : ''}.`;
  if (set === 'false')
    return `The sandbox is off here (sandbox = false): it has forbidden nothing. What follows fails where it is on.`;
  if (set === 'relaxed')
    return `The sandbox is on, but for what says __noChroot (sandbox = relaxed).${seen}${closed}`;
  return `The sandbox is on (sandbox = true).${seen}${closed}`;
}

function renderKind(kind: Touched['kind'], all: readonly Touched[], view: View): string {
  const { title, step } = kinds[kind];
  const shown = all.slice(0, mostShown);
  const more = all.length - shown.length;
  return [
    view.style.bold(title),
    ...shown.map(({ what, from, line, attribute }) =>
      view.wrap(
        `- ${what} (${from === 'log' ? `line ${line ?? 0} of the log` : `${attribute ?? ''} says so`})`,
      ),
    ),
    ...(more > 0 ? [`and ${more} more (--json has them)`] : []),
    view.wrap(step, 2),
  ].join('\n');
}

const kinds: Readonly<Record<Touched['kind'], { readonly title: string; readonly step: string }>> =
  {
    network: {
      title: 'The network, which no build has',
      step: 'Fetch it before: fetchurl, fetchFromGitHub or the fetcher of its language (cargoHash, npmDepsHash, vendorHash), with its hash.',
    },
    interpreter: {
      title: 'An interpreter that is not there (of /bin and /usr/bin only /bin/sh is)',
      step: 'Have first lines rewritten: patchShebangs . in postPatch.',
    },
    program: {
      title: 'A program by its place',
      step: 'Add its package to nativeBuildInputs, and name it without its folder (substituteInPlace, where the source does).',
    },
    home: {
      title: 'A home, which no build has (HOME is /homeless-shelter)',
      step: 'Where a tool only wants one: export HOME=$(mktemp -d) in preBuild. What lies in yours belongs into the source.',
    },
    file: {
      title: 'Files of this machine',
      step: 'Take them from a package: certificates are ${cacert}/etc/ssl/certs/ca-bundle.crt (SSL_CERT_FILE), time zones ${tzdata}/share/zoneinfo.',
    },
    device: {
      title: 'A device',
      step: 'Of KVM: requiredSystemFeatures = [ "kvm" ]. Others no build has.',
    },
    store: {
      title: 'Places in the store that are not its own',
      step: 'Write to $out (or another of its outputs); copy an input before it is changed (cp -r, chmod -R u+w).',
    },
    rights: {
      title: 'Rights that only root has',
      step: 'Leave it out: the store belongs to root anyway, and keeps no owners, setuid bits or capabilities (NixOS: security.wrappers).',
    },
  };
