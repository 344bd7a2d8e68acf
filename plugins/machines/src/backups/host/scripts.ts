/** Where a machine keeps what a backup needs on its way; for root alone. */
const base = '/var/lib/nixai-backup';

/** Where a command that runs before a backup puts what it dumps; part of the backup, and gone after it. */
const dumpsFolder = '/var/lib/nixai-dumps';

/** Exit codes of these scripts besides those of programs: what a machine cannot do, and why. */
export const ends = {
  missing: 70,
  hook: 71,
  path: 72,
  space: 73,
  busy: 74,
  incomplete: 75,
  target: 76,
  differs: 77,
} as const;

// The address of a repository and its password come on stdin, a line each, so that no list of processes
// has them; restic alone gets them, and no hook. What is said comes as `key TAB value` on stdout.
const prologue = String.raw`
set -u
umask 077
export LC_ALL=C
newline='
'
secrets=
while IFS= read -r line && [ -n "$line" ]; do secrets="$secrets$line$newline"; done
base=${base}
said() { printf '%s\t%s\n' "$1" "$2"; }
end() { said fault "$2"; exit "$1"; }
trap 'exit 129' HUP INT TERM
for program in restic flock find sort comm xargs sed sha256sum base64 df readlink; do
  command -v "$program" >/dev/null || end ${ends.missing} "$program"
done
mkdir -p "$base" || exit 1
restic() (
  IFS=$newline
  set -f
  for line in $secrets; do export "$line"; done
  export RESTIC_CACHE_DIR="$base/cache"
  exec </dev/null
  command restic "$@"
)
# What lies below FOLDER, as records that end with a NUL, the same for the same: FOLDER OUT PATH…
describe() (
  cd "$1" || exit 1
  out=$2
  shift 2
  for path; do shift && set -- "$@" ".$path"; done
  {
    find "$@" -path ".$base" -prune -o ! -type s \( \
      -type f -printf 'file\t%m\t%U\t%G\t%T@\t%s\t%p\0' -o \
      -type l -printf 'link\t%U\t%G\t%T@\t%p\t%l\0' -o \
      -printf '%y\t%m\t%U\t%G\t%T@\t%p\0' \) || exit 1
    find "$@" -path ".$base" -prune -o -type f -print0 >"$out.list" || exit 1
    sort -zu "$out.list" | xargs -0 -r sha256sum -z -- >"$out.sums" || exit 1
    sed -z 's/^/sha256\t/' "$out.sums"
    if command -v getfattr >/dev/null; then
      find "$@" -path ".$base" -prune -o ! -type s -print0 | sort -zu |
        xargs -0 -r getfattr -h -d -m - -e hex -- |
        sed 's/^# file: /\x00xattr\t/' | sed -z '/^\n*$/d'
    fi
  } >"$out.all" || exit 1
  sort -zu "$out.all" >"$out" && rm -f "$out.all" "$out.list" "$out.sums"
)
`;

/** What repository there is: its snapshots as JSON. With `init` as `$1` it is made where there is none. */
export const listScript = `${prologue}
if [ "$1" = init ] && ! restic cat config >/dev/null 2>"$base/said"; then
  grep -q 'Is there a repository at the following location' "$base/said" || { cat "$base/said" >&2; exit 1; }
  restic init >/dev/null || exit 1
fi
restic snapshots --json
`;

/**
 * Makes a backup: ID MACHINE CONFIGURATION PRE POST PATH…. The files first, then what they were, so that
 * files without that are none. A file that was another afterwards is named, and told of.
 */
export const backUpScript = `${prologue}
exec 9>"$base/lock"
flock -n 9 || end ${ends.busy} 'another backup'
id=$1 machine=$2 nixos=$3 pre=$4 post=$5
shift 5
work=$base/work dumps=${dumpsFolder}
rm -rf "$work" "$dumps"
mkdir -p "$work/meta" "$dumps" || exit 1
hook() { NIXAI_DUMPS=$dumps sh -c "$1" </dev/null >&2 9>&-; }
after() {
  [ -z "$post" ] || hook "$post" || said post "$?"
  rm -rf "$work" "$dumps"
}
trap after EXIT
[ -z "$pre" ] || hook "$pre" || end ${ends.hook} "$?"
for path; do [ -e "$path" ] || end ${ends.path} "$path"; done
[ -z "$pre" ] || set -- "$@" "$dumps"
for path in "$nixos" /var/lib/nixos /etc/machine-id /etc/ssh/ssh_host_*_key /etc/ssh/ssh_host_*_key.pub; do
  [ ! -e "$path" ] || set -- "$@" "$path"
done
for path; do
  [ -L "$path" ] || continue
  target=$(readlink -f -- "$path")
  case $target in /nix/store/*) ;; *) set -- "$@" "$target" ;; esac
done
[ "$#" -gt 0 ] || end ${ends.path} "$nixos"
printf '%s\\n' "$@" >"$work/meta/paths"
stamp() { find "$@" -path "$base" -prune -o ! -type s -printf '%C@\\t%y\\t.%p\\0' | sort -zu; }
stamp "$@" >"$work/before" || exit 1
# One that was broken off may have left files in the repository that are of no backup.
spare=
if [ -e "$base/unfinished" ]; then
  restic unlock >/dev/null 2>&1
  restic prune --max-unused unlimited >/dev/null 2>&1 || spare=yes
fi
: >"$base/unfinished"
restic backup --json --tag nixai --tag "id=$id" --host "$machine" --exclude "$base" -- "$@" >"$work/said"
code=$?
snapshot=$(sed -n 's/.*"snapshot_id":"\\([0-9a-f]*\\)".*/\\1/p' "$work/said" | tail -n 1)
if [ "$code" = 3 ]; then
  [ -z "$snapshot" ] || restic forget "$snapshot" >/dev/null
  end ${ends.incomplete} "$(sed -n 's/.*"message_type":"error".*"item":"\\([^"]*\\)".*/\\1/p' "$work/said" | head -n 3 | tr '\\n' ' ')"
fi
[ "$code" = 0 ] && [ -n "$snapshot" ] || exit 1
said added "$(sed -n 's/.*"data_added":\\([0-9]*\\).*/\\1/p' "$work/said" | tail -n 1)"
describe / "$work/meta/manifest" "$@" || exit 1
stamp "$@" >"$work/after" || exit 1
comm -z -3 "$work/before" "$work/after" | sed -z 's/^\\t*[^\\t]*\\t[^\\t]*\\t//' | sort -zu >"$work/meta/changed"
system=
[ ! -e /run/current-system ] || system=$(readlink -f /run/current-system)
{
  said version 1
  said id "$id"
  said machine "$machine"
  said system "$system"
  said xattr "$(command -v getfattr >/dev/null && echo yes || echo no)"
  said bytes "$(find "$@" -path "$base" -prune -o -type f -printf '%s\\n' | {
    sum=0
    while read -r one; do sum=$((sum + one)); done
    echo "$sum"
  })"
} >"$work/meta/about"
cat "$work/meta/about"
said changed "$(head -c 100000 "$work/meta/changed" | base64 -w 0)"
cd "$work/meta" || exit 1
restic backup --json --quiet --tag nixai-manifest --tag "id=$id" --tag "of=$snapshot" --host "$machine" -- \\
  about manifest changed paths >"$work/said" || exit 1
list=$(sed -n 's/.*"snapshot_id":"\\([0-9a-f]*\\)".*/\\1/p' "$work/said" | tail -n 1)
[ -n "$list" ] || exit 1
said manifest "$list"
[ -n "$spare" ] || rm -f "$base/unfinished"
said data "$snapshot"
said made yes
`;

/**
 * Reads all of a repository, restores a backup and compares each file with what it was: FILES MANIFEST
 * FOLDER. Without a folder it is restored for a look, and thrown away; with one what is there is named
 * \`FOLDER.nixai\`, until \`acceptScript\` says that it may have its name.
 */
export const restoreScript = `${prologue}
data=$1 manifest=$2 folder=$3
exec 8>"$base/restoring"
flock 8
if [ -n "$folder" ]; then
  [ ! -e "$folder" ] || [ -d "$folder" ] && [ -z "$(ls -A -- "$folder" 2>/dev/null)" ] || end ${ends.target} "$folder"
  mkdir -p -- "$(dirname -- "$folder")" || exit 1
  to=$folder.nixai
else
  to=$base/scratch
fi
meta=$base/meta keep=
rm -rf -- "$to" "$meta"
clear() { rm -rf -- "$meta"; [ -n "$keep" ] || rm -rf -- "$to"; }
trap clear EXIT
restic check --read-data --no-cache >"$base/checked" 2>&1 || {
  grep -v '^$' "$base/checked" | tail -n 20 >&2
  # Who cannot read has found no damage.
  ! grep -Eqi 'already locked|no space left|connection (refused|reset|closed)|timed out' "$base/checked" || exit 1
  end ${ends.differs} check
}
said spare "$(sed -n 's/^\\([0-9]*\\) additional files were found.*/\\1/p' "$base/checked")"
started=$(date +%s%N)
mkdir -p -- "$to" "$meta" || exit 1
restic restore --no-cache --target "$meta" "$manifest" >/dev/null || exit 1
[ "$(cut -f 1,2 "$meta/about" | head -n 1)" = "$(said version 1)" ] || end ${ends.differs} manifest
cat "$meta/about"
bytes=$(sed -n 's/^bytes\\t//p' "$meta/about")
free=$(df -Pk -- "$to" | sed -n '2s/^[^ ]* *[0-9]* *[0-9]* *\\([0-9]*\\) .*/\\1/p')
[ "$((free * 1024))" -gt "$bytes" ] || end ${ends.space} "$to"
restic restore --no-cache --target "$to" "$data" >/dev/null || exit 1
set --
while IFS= read -r path; do set -- "$@" "$path"; done <"$meta/paths"
describe "$to" "$meta/found" "$@" || end ${ends.differs} missing
said seconds "$((($(date +%s%N) - started) / 1000000))"
said files "$(tr '\\n\\0' ' \\n' <"$meta/manifest" | grep -c '^file')"
[ "$(sed -n 's/^xattr\\t//p' "$meta/about")" = yes ] && command -v getfattr >/dev/null || {
  said noxattr yes
  for one in manifest found; do
    sed -z '/^xattr\\t/d' "$meta/$one" >"$meta/$one.less" && mv "$meta/$one.less" "$meta/$one"
  done
}
said changed "$(head -c 100000 "$meta/changed" | base64 -w 0)"
said differences "$(comm -z -3 "$meta/manifest" "$meta/found" | head -c 200000 | base64 -w 0)"
[ -z "$folder" ] || keep=yes
said read yes
`;

/** Gives what was restored and is right its name, or throws it away: FOLDER yes|no. */
export const acceptScript = `
set -u
if [ "$2" = yes ]; then exec mv -T -- "$1.nixai" "$1"; fi
rm -rf -- "$1.nixai"
`;

/** What of a repository the rules leave to no one, as restic says it, and nothing is taken: RULE…. */
export const forgettableScript = `${prologue}
restic forget --dry-run --json --tag nixai --group-by '' "$@"
`;

/** Takes away the locks of those that are dead, and no others. */
export const unlockScript = `${prologue}
restic unlock >/dev/null
`;

/** Takes snapshots away for good. */
export const forgetScript = `${prologue}
restic forget --prune "$@" >/dev/null
`;
