// What is asked of a system, here and on a machine alike: each a script of its own whose arguments are
// words. $1 is the system's store path, or the link to it.

/** Its parts, a key and a value a line, and the units that are active where systemd runs. */
export const partsScript = `
say() { printf '%s\\t%s\\n' "$1" "$2"; }
say path "$(readlink -f "$1")"
say version "$(cat "$1/nixos-version" 2>/dev/null)"
for part in kernel initrd kernel-modules; do
  [ -e "$1/$part" ] && say "$part" "$(readlink -f "$1/$part")"
done
say kernel-params "$(cat "$1/kernel-params" 2>/dev/null)"
if [ -d /run/systemd/system ]; then
  say systemd 1
  systemctl list-units --plain --no-legend --no-pager --all \\
    --state=active,activating,reloading 2>/dev/null |
    while read -r unit rest; do say active "$unit"; done
fi
`;

/** Its closure: the paths, an empty line, and the bytes of each in the same order. */
export const closureScript = `
paths=$(nix-store -qR "$1") || exit 1
printf '%s\\n\\n' "$paths"
printf '%s\\n' "$paths" | xargs nix-store -q --size
`;

/** What is in its /etc: of a link where it leads, of a file its hash. */
export const etcScript = `
cd "$1/etc/" || exit 1
sum() { if command -v sha256sum >/dev/null; then sha256sum "$1"; else shasum -a 256 "$1"; fi; }
find . -type l | while IFS= read -r one; do printf '%s\\t%s\\n' "$one" "$(readlink "$one")"; done
find . -type f | while IFS= read -r one; do printf '%s\\t%s\\n' "$one" "$(sum "$one" | cut -d' ' -f1)"; done
`;

/** The files below entries of its /etc, which stdin has, a line each: name and hash. */
export const filesScript = `
cd "$1/etc/" || exit 1
while IFS= read -r one; do
  [ -e "$one" ] && find -L "$one" -type f 2>/dev/null
done | sort | head -n 20000 | tr '\\n' '\\0' | xargs -0 sh -c '
  [ $# -eq 0 ] || if command -v sha256sum >/dev/null; then sha256sum "$@"; else shasum -a 256 "$@"; fi
' nixai | while read -r hash one; do printf '%s\\t%s\\n' "$one" "$hash"; done
`;

/** The contents of files of its /etc, which stdin has: name and up to $2 bytes in base64. */
export const contentsScript = `
cd "$1/etc/" || exit 1
while IFS= read -r one; do
  printf '%s\\t%s\\n' "$one" "$(head -c "$2" "$one" 2>/dev/null | base64 | tr -d '\\n')"
done
`;

/** The Nix that it was built from, where it keeps it, or else what lies at $2. Up to $3 bytes. */
export const configurationScript = `
for one in "$1/configuration.nix" "$2" "$2/configuration.nix"; do
  [ -f "$one" ] || continue
  printf '%s\\n' "$one"
  exec head -c "$3" "$one"
done
`;
