/**
 * Says what rules ask of a running machine, `KIND NAME`, a tab and a value a line; nothing is written. Names
 * of kernel parameters and units come on stdin and are never part of the script. What cannot be read is left
 * out; `end` is last, so that a text that was cut off is known for it.
 */
export const factsScript = `
export LC_ALL=C
say() { printf '%s\\t%s\\n' "$1" "$2"; }
[ "$(id -u)" = 0 ] && say root 1
while read -r kind name; do
  case $kind in
    sysctl)
      { read -r value <"/proc/sys/$(printf '%s' "$name" | tr . /)"; } 2>/dev/null && say "sysctl $name" "$value" ;;
    unit)
      [ -d /run/systemd/system ] && say "unit $name" "$(systemctl is-active -- "$name" 2>/dev/null)" ;;
  esac
done
{ read -r line </proc/cmdline; } 2>/dev/null && say 'cmdline words' "$line"
command -v sshd >/dev/null && sshd -T 2>/dev/null | while read -r key value; do say "sshd $key" "$value"; done
[ -r /etc/nix/nix.conf ] && while read -r key equals value; do
  [ "$equals" = = ] && say "nix $key" "$value"
done </etc/nix/nix.conf
[ -r /etc/login.defs ] && while read -r key value; do
  case $key in '' | '#'*) ;; *) say "login $key" "$value" ;; esac
done </etc/login.defs
if [ -r /proc/modules ]; then
  say modules 1
  while read -r name rest; do say "module $name" loaded; done </proc/modules
fi
[ -r /proc/self/mounts ] && while read -r device folder type options rest; do
  say "mount $folder" "$type $options"
done </proc/self/mounts
if command -v ss >/dev/null; then
  ss -Hltun >/dev/null 2>&1 && say ports 1 && ss -Hltun 2>/dev/null |
    while read -r protocol state received sent local rest; do say listen "$local"; done
fi
if [ -n "$(readlink -f /run/booted-system/kernel 2>/dev/null)" ]; then
  if [ "$(readlink -f /run/booted-system/kernel)" = "$(readlink -f /run/current-system/kernel)" ]; then
    say 'kernel pending' no
  else
    say 'kernel pending' yes
  fi
fi
printf 'end\\n'
`;
