/** What two evaluations of one machine are compared by, as a function of its `config`. */
export const factsOf = `config: {
  toplevel = config.system.build.toplevel.drvPath or null;
  version = config.system.nixos.version or null;
  stateVersion = config.system.stateVersion or null;
  kernel = config.boot.kernelPackages.kernel.version or null;
  packages = map (p: p.name or "?") (config.environment.systemPackages or [ ]);
  units = builtins.mapAttrs (_: u: builtins.hashString "sha256" (u.text or "")) (config.systemd.units or { });
  etc = builtins.mapAttrs (_: e: builtins.hashString "sha256" (toString (e.source or e.text or ""))) (config.environment.etc or { });
  users = builtins.mapAttrs (_: u: toString (u.uid or "")) (config.users.users or { });
}`;

export interface Facts {
  readonly toplevel: string | null;
  readonly version: string | null;
  readonly stateVersion: string | null;
  readonly kernel: string | null;
  readonly packages: readonly string[];
  readonly units: Readonly<Record<string, string>>;
  readonly etc: Readonly<Record<string, string>>;
  readonly users: Readonly<Record<string, string>>;
}

/** What is not the same, a line each; empty for the same system. */
export function compareFacts(before: Facts, after: Facts): readonly string[] {
  if (before.toplevel !== null && before.toplevel === after.toplevel) return [];
  return [
    ...(['version', 'kernel', 'stateVersion'] as const).flatMap((name) =>
      before[name] === after[name] ? [] : [`${name}: ${before[name]} becomes ${after[name]}`],
    ),
    ...compareNames('package', before.packages, after.packages),
    ...compareValues('unit', before.units, after.units),
    ...compareValues('/etc', before.etc, after.etc),
    ...compareValues('user', before.users, after.users),
    ...(before.toplevel !== after.toplevel ? ['the system has another store path'] : []),
  ];
}

function compareNames(
  what: string,
  before: readonly string[],
  after: readonly string[],
): readonly string[] {
  return [
    ...before.filter((name) => !after.includes(name)).map((name) => `${what} ${name} goes`),
    ...after.filter((name) => !before.includes(name)).map((name) => `${what} ${name} comes`),
  ];
}

function compareValues(
  what: string,
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
): readonly string[] {
  const changed = Object.keys(before).filter(
    (name) => Object.hasOwn(after, name) && after[name] !== before[name],
  );
  return [
    ...compareNames(what, Object.keys(before), Object.keys(after)),
    ...changed.map((name) => `${what} ${name} is another`),
  ];
}
