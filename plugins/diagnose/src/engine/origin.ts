import type { LogOrigin } from '@nixai/api';

const readAtMost = 32 * 1024;

const marks = {
  nix: /\bnix(?:-[a-z]+)? \((?:Nix|Lix, like Nix)[^)]{0,40}\) (?<is>\d+\.\d+[.\w-]{0,20})/,
  nixos:
    /^(?<is>\d\d\.\d\d)(?:\.\d{8}\.[0-9a-f]{7}|pre\d|\.[\w.]{1,40}) ?\(|\bnixos-(?:system-[\w-]{1,60}-)?(?<other>\d\d\.\d\d)\b/m,
  kernel: /\bLinux \S{1,64} (?<is>\d+\.\d+[\w.-]{0,30}) /,
  system: /\b(?<is>(?:x86_64|aarch64|i686|armv7l|riscv64)-(?:linux|darwin))\b/,
};

const unameSystem = /\bLinux \S{1,64} \d+\.\d+\S* .{0,120}\b(?<is>x86_64|aarch64|i686|riscv64)\b/;

// A journal's column, and the prompt of a shell.
const hostMark =
  /^(?:[A-Z][a-z]{2} {1,2}\d{1,2} \d\d:\d\d:\d\d|\d{4}-\d\d-\d\dT\S{8,30}) (?<is>[\w.-]{1,64}) [\w@.\\-]{1,80}(?:\[\d{1,8}\])?: |^\[?[\w-]{1,32}@(?<other>[\w.-]{1,64})[: \]]/m;

/** What the beginning of a log says about the machine: `uname -a`, `nixos-version`, `nix --version`. */
export function createOrigin() {
  let head = '';
  let facts: LogOrigin | undefined;
  return {
    read(bytes: Buffer): void {
      if (head.length >= readAtMost) return;
      head += bytes.toString('utf8', 0, readAtMost - head.length);
      facts = undefined;
    },
    facts: (): LogOrigin => (facts ??= factsOf(head)),
  };
}

function factsOf(head: string): LogOrigin {
  const read = (pattern: RegExp): string | undefined => {
    const groups = pattern.exec(head)?.groups;
    return groups?.['is'] ?? groups?.['other'];
  };
  const machine = read(unameSystem);
  return {
    host: read(hostMark),
    nix: read(marks.nix),
    nixos: read(marks.nixos),
    kernel: read(marks.kernel),
    system: machine === undefined ? read(marks.system) : `${machine}-linux`,
  };
}
