/**
 * Says what there is on a machine, a key and its fields a line, and changes nothing. $1 is the folder of
 * the configuration. What only root may see is left out where somebody else looks, and `root` says so.
 */
export const driftScript = `
export LC_ALL=C GIT_OPTIONAL_LOCKS=0 GIT_NO_LAZY_FETCH=1 GIT_ALLOW_PROTOCOL=none
say() { key=$1; shift; printf '%s' "$key"; printf '\\t%s' "$@"; printf '\\n'; }
say here 1
[ "$(id -u)" = 0 ] && say root 1
say probe $$
for pair in current:/run/current-system booted:/run/booted-system next:/nix/var/nix/profiles/system; do
  say "\${pair%%:*}" "$(readlink -e "\${pair#*:}" 2>/dev/null)"
done
say link "$(readlink /nix/var/nix/profiles/system 2>/dev/null)"
for link in /nix/var/nix/profiles/system-*-link; do [ -L "$link" ] && say generation "$link"; done
for part in kernel initrd kernel-modules; do
  say "booted-$part" "$(readlink -f "/run/booted-system/$part" 2>/dev/null)"
  say "current-$part" "$(readlink -f "/run/current-system/$part" 2>/dev/null)"
done

# /etc: what is managed, and what is there.
if [ -d /etc/static/ ]; then
  say static "$(readlink -f /etc/static)"
  find /etc/static/ -mindepth 1 \\( -type l -o -type f \\) -printf 'managed\\t%P\\t%y\\t%l\\n' 2>/dev/null
  find /etc -xdev -mindepth 1 -path /etc/static -prune -o -path /etc/nixos -prune -o \\
    \\( -type l -o -type f \\) -printf 'etc\\t%P\\t%y\\t%l\\t%m\\t%U:%G\\t%T@\\n' 2>/dev/null
  find -L /etc -xdev -mindepth 1 -path /etc/nixos -prune -o -type l -printf 'dangling\\t%P\\t%l\\n' 2>/dev/null
fi

# Units.
for folder in /etc/systemd/system /run/systemd/system /run/systemd/system.control; do
  [ -d "$folder" ] && [ ! -L "$folder" ] && find "$folder" -mindepth 1 \\( -type l -o -type f \\) \\
    -printf "unitFile\\t$folder/%P\\t%y\\t%l\\n" 2>/dev/null
done
if [ -d /run/systemd/system ]; then
  say systemd 1
  systemctl list-units --state=failed --plain --no-legend --no-pager 2>/dev/null |
    while read -r unit rest; do say failed "$unit"; done
  systemctl show '*' --property=Id,NeedDaemonReload 2>/dev/null | {
    id=
    while IFS= read -r line; do
      case $line in
        Id=*) id=\${line#Id=} ;;
        NeedDaemonReload=yes) say reload "$id" ;;
      esac
    done
  }
fi

# Users, and whose keys let in.
sed 's/^/passwd\\t/' /etc/passwd
file=$(grep -o '/nix/store/[^ "]*users-groups.json' /run/current-system/activate 2>/dev/null | head -n 1)
[ -n "$file" ] && say declaredUsers "$(tr -d '\\n' <"$file")"
cut -d: -f1,6 /etc/passwd | while IFS=: read -r name home; do
  for keys in "$home/.ssh/authorized_keys" "$home/.ssh/authorized_keys2"; do
    [ -f "$keys" ] && head -c 262144 "$keys" 2>/dev/null | while IFS= read -r line || [ -n "$line" ]; do
      say key "$name" "$keys" "$line"
    done
  done
  [ -f "/etc/ssh/authorized_keys.d/$name" ] && head -c 262144 "/etc/ssh/authorized_keys.d/$name" |
    while IFS= read -r line || [ -n "$line" ]; do say declaredKey "$name" "$line"; done
  for profile in "$home/.nix-profile" "$home/.local/state/nix/profiles/profile" \\
    "/nix/var/nix/profiles/per-user/$name/profile"; do
    for manifest in "$profile/manifest.json" "$profile/manifest.nix"; do
      [ -f "$manifest" ] && [ -r "$manifest" ] &&
        say profile "$name" "$(readlink -f "$profile")" "$(head -c 262144 "$manifest" | tr '\\n\\t' '  ')"
    done
  done
  [ -f "$home/.nix-channels" ] && [ -r "$home/.nix-channels" ] && while read -r url channel; do
    [ -n "$url" ] && say channel "$name" "$url" "$channel"
  done <"$home/.nix-channels"
done

# Programs that run, and ports that are listened at.
# Those of containers have another /. One process reads all links: two for each would be most of the work there.
mounts=$(readlink /proc/1/ns/mnt 2>/dev/null)
spaces=$(find /proc/[0-9]*/ns/mnt -maxdepth 0 -printf '%l:%h:\\n' 2>/dev/null)
find /proc/[0-9]*/exe -maxdepth 0 -printf '%h\\t%l\\n' 2>/dev/null | while IFS=$(printf '\\t') read -r folder exe; do
  [ -n "$exe" ] || continue
  [ -z "$mounts" ] || case $spaces in *"$mounts:$folder/ns:"*) ;; *) continue ;; esac
  { read -r stat <"$folder/stat"; } 2>/dev/null || continue
  rest=\${stat##*) }
  rest=\${rest#* }
  say process "\${folder#/proc/}" "\${rest%% *}" "$exe"
done
if command -v ss >/dev/null; then
  say ss 1
  ss -Hltunp 2>/dev/null | while IFS= read -r line; do say port "$line"; done
fi
closure=$(nix-store -qR /run/current-system 2>/dev/null) && printf '%s\\n' "$closure" | sed 's/^/closure\\t/'

# The configuration, where it lies in git. What git itself compares may run a filter that the repository names:
# the bytes of regular files are hashed here as they are.
if [ -d "$1/.git" ] && command -v git >/dev/null; then
  folder=$1
  careful() {
    git --literal-pathspecs -c core.fsmonitor=false -c core.hooksPath=/dev/null -c core.quotePath=false \\
      -c safe.directory="$folder" -C "$folder" "$@" 2>/dev/null
  }
  tab=$(printf '\\t')
  regular() {
    careful ls-files --stage | while IFS= read -r entry; do
      file=\${entry#*"$tab"}
      case $entry in 100*) [ -f "$folder/$file" ] && [ ! -L "$folder/$file" ] && printf '%s\\n' "$entry" ;; esac
    done
  }
  # One process has all of them, in their order; it ends at the first file that is gone meanwhile, and each
  # that it has not come to is asked of by itself.
  edited() {
    entries=$(regular)
    [ -n "$entries" ] || return 0
    set -- $(printf '%s\\n' "$entries" | cut -f 2- | careful hash-object --no-filters --stdin-paths)
    printf '%s\\n' "$entries" | while IFS= read -r entry; do
      file=\${entry#*"$tab"}
      id=\${entry#* }
      [ "$#" -gt 0 ] || set -- "$(careful hash-object --no-filters -- "$file")"
      [ "$1" = "\${id%% *}" ] || printf '%s\\n' "$file"
      shift
    done
  }
  careful ls-files --others --exclude-standard --directory |
    while IFS= read -r file; do say git "?? $file"; done
  {
    careful diff-index --cached --name-only --ignore-submodules=all HEAD
    careful ls-files --deleted
    edited
  } | sort -u | while IFS= read -r file; do say git "M $file"; done
fi
exit 0
`;

/** The contents of files below /etc, and of those that are managed in their place; names on stdin. */
export const etcContentsScript = `
while IFS= read -r one; do
  printf '%s\\t%s\\t%s\\n' "$one" \\
    "$(head -c "$1" "/etc/static/$one" 2>/dev/null | base64 | tr -d '\\n')" \\
    "$(head -c "$1" "/etc/$one" 2>/dev/null | base64 | tr -d '\\n')"
done
`;

/** Paths of the closure whose content is not what it was when they were made. */
export const verifyScript = `
nix-store -qR /run/current-system | xargs nix-store --verify-path 2>&1 |
  sed -n "s/^path '\\\\([^']*\\\\)' was modified.*/altered\\\\t\\\\1/p"
exit 0
`;
