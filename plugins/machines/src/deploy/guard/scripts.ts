// What is asked of a host, each a script of its own whose arguments are words (see Remote.script).

/** Whether another deployment than $1 has the host: its guard runs, or its time is not over. */
const isHeld = `
is_held() {
  held=$(cat /run/nixai/lock/id 2>/dev/null)
  [ -n "$held" ] && [ "$held" != "$1" ] || return 1
  pid=$(cat "/run/nixai/$held/guard.pid" 2>/dev/null)
  until=$(cat /run/nixai/lock/until 2>/dev/null || echo 0)
  [ -n "$pid" ] && [ ! -e "/run/nixai/$held/result" ] && kill -0 "$pid" 2>/dev/null ||
    [ "$(cut -d. -f1 /proc/uptime)" -lt "$until" ]
}
holder() { printf '%s (%s)\\n' "$(cat /run/nixai/lock/owner 2>/dev/null)" "$held"; }
`;

/**
 * Says what it finds: $1 is the deployment. Lines of a key and a value. Whether the guard runs is looked
 * at first and its result next, as it changes systems meanwhile: what is read after either is final
 * once it is over.
 */
export const lookScript = `${isHeld}
say() { printf '%s\\t%s\\n' "$1" "$2"; }
folder=/run/nixai/$1
say folder "$([ -d "$folder" ] && echo 1)"
pid=$(cat "$folder/guard.pid" 2>/dev/null)
say guard "$([ -n "$pid" ] && kill -0 "$pid" 2>/dev/null && echo 1)"
say result "$(cat "$folder/result" 2>/dev/null)"
say current "$(readlink -e /run/current-system 2>/dev/null)"
say next "$(readlink -e /nix/var/nix/profiles/system 2>/dev/null)"
say link "$(readlink /nix/var/nix/profiles/system 2>/dev/null)"
say bootId "$(cat /proc/sys/kernel/random/boot_id 2>/dev/null)"
say free "$(df -Pk /nix 2>/dev/null | { read -r title; read -r device size used free rest; echo "$free"; })"
say bootFree "$([ -d /boot ] && df -Pk /boot 2>/dev/null | { read -r title; read -r device size used free rest; echo "$free"; })"
say user "$(id -u)"
for file in armed confirmed expired; do say "$file" "$([ -e "$folder/$file" ] && echo 1)"; done
say code "$(cat "$folder/code" 2>/dev/null)"
is_held "$1" && say heldBy "$(holder)"
if [ -d /run/systemd/system ]; then
  say systemd 1
  systemctl list-units --state=failed --plain --no-legend --no-pager 2>/dev/null |
    while read -r unit rest; do say failed "$unit"; done
fi
head -n 200 "$folder/failures" 2>/dev/null | while IFS= read -r line; do say failure "$line"; done
tail -n 20 "$folder/log" 2>/dev/null | while IFS= read -r line; do say log "$line"; done
`;

/**
 * Takes the host's lock for a deployment: $1 its id, $2 who, $3 seconds that it is kept where nobody
 * comes back. One whose guard is gone and whose time is over is taken over. Ends with 75 where another
 * deployment has it, and says which.
 */
export const takeScript = `${isHeld}
umask 077
mkdir -p /run/nixai || exit 1
now=$(cut -d. -f1 /proc/uptime)
mine=/run/nixai/lock-$1
rm -rf "$mine"
mkdir "$mine" && echo "$1" >"$mine/id" && echo "$2" >"$mine/owner" && echo $((now + $3)) >"$mine/until" || exit 1
if [ ! -d /run/nixai/lock ]; then
  mv -T "$mine" /run/nixai/lock 2>/dev/null && exit 0
fi
if [ "$(cat /run/nixai/lock/id 2>/dev/null)" = "$1" ]; then rm -rf "$mine"; exit 0; fi
if is_held "$1"; then
  holder
  rm -rf "$mine"
  exit 75
fi
# Left behind. Who renames it away first may take it.
mv -T /run/nixai/lock "/run/nixai/left-$1" 2>/dev/null && rm -rf "/run/nixai/left-$1"
mv -T "$mine" /run/nixai/lock 2>/dev/null && exit 0
rm -rf "$mine"
echo "somebody else"
exit 75
`;

/** Gives the lock back, if it is this deployment's: $1. Its folder stays where it has no result. */
export const releaseScript = `
if [ "$(cat /run/nixai/lock/id 2>/dev/null)" = "$1" ]; then
  mv -T /run/nixai/lock "/run/nixai/over-$1" && rm -rf "/run/nixai/over-$1"
fi
[ -e "/run/nixai/$1/result" ] && rm -rf "/run/nixai/$1"
exit 0
`;

/**
 * Keeps the new system ($2) from the garbage collector, and looks whether it is there whole; with $3
 * the one that runs is kept too. $1 is the deployment.
 */
export const pinScript = `
roots=/nix/var/nix/gcroots/nixai
mkdir -p "$roots" && ln -sfn "$2" "$roots/next" || exit 1
if [ -n "$3" ]; then ln -sfn "$(readlink -f /run/current-system)" "$roots/before-$1" || exit 1; fi
nix-store -qR "$2" >/dev/null || exit 1
nix-store --verify-path "$2" || exit 1
[ -x "$2/bin/switch-to-configuration" ] || { echo "$2 has no bin/switch-to-configuration"; exit 1; }
`;

/**
 * Starts the guard, away from this connection, and waits until it is armed. Stdin is the guard; $1 the
 * deployment, $2 and so on what it takes after its folder.
 */
export const startScript = `
umask 077
id=$1
folder=/run/nixai/$id
shift
[ "$(cat /run/nixai/lock/id 2>/dev/null)" = "$id" ] || { echo "the lock is gone"; exit 75; }
mkdir "$folder" || exit 1
cat >"$folder/guard" || exit 1
for token; do :; done
: >"$folder/pending-$token"
if [ -d /run/systemd/system ] && command -v systemd-run >/dev/null; then
  systemd-run --quiet --collect --unit="nixai-deploy-$id" --service-type=exec \\
    --setenv=PATH="$PATH" sh "$folder/guard" "$folder" "$@" || exit 1
else
  setsid sh "$folder/guard" "$folder" "$@" </dev/null >>"$folder/log" 2>&1 &
fi
left=50
while [ ! -e "$folder/armed" ] && [ "$left" -gt 0 ]; do sleep 0.2; left=$((left - 1)); done
[ -e "$folder/armed" ]
`;

/** Says that all is well: $1 the deployment, $2 its token. Ends with 1 where it is too late. */
export const confirmScript = `
mv "/run/nixai/$1/pending-$2" "/run/nixai/$1/confirmed" 2>/dev/null || [ -e "/run/nixai/$1/confirmed" ]
`;

/** Asks the guard to go back at once: $1 the deployment. */
export const abortScript = `
[ -d "/run/nixai/$1" ] && : >"/run/nixai/$1/abort"
`;
