/**
 * What runs on the host from before the switch until it is decided: it activates the new system, and
 * goes back to the old one by itself unless it is told in time that all is well. It needs nothing of
 * who deploys, so that a connection that breaks, a deployer that dies and a firewall that closes all
 * end in the old system. The boot default is only moved after the confirmation: a host that restarts
 * before comes up with the old one.
 *
 * Deadlines are counted in sleeps, never read from a clock, which may be set meanwhile. Who decides is
 * who renames `pending-TOKEN` first: one of confirmation and deadline, never both.
 *
 * Files in its folder: `armed`, `code` (of the activation), `log`, `failures` (the units that the switch
 * says have failed, and the last lines of their journal), `confirmed` or `expired`, `abort` (asks it to go
 * back at once), `result` (`done`, `rolled-back`, `boot-failed` or `stuck`).
 */
export const guardScript = `#!/bin/sh
folder=$1 old=$2 new=$3 mode=$4 activation=$5 confirmation=$6 generation=$7 target=$8 token=$9
profile=/nix/var/nix/profiles/system
trap '' HUP PIPE
cd / || exit 1
echo $$ >"$folder/guard.pid"

end() {
  echo "$1" >"$folder/result.new"
  mv "$folder/result.new" "$folder/result"
  # The lock is only taken away if it is still ours.
  if [ "$(cat /run/nixai/lock/id 2>/dev/null)" = "\${folder##*/}" ]; then
    mv /run/nixai/lock "$folder/lock.over" 2>/dev/null
  fi
  exit 0
}

back() {
  pid=$(cat "$folder/activation.pid" 2>/dev/null)
  [ -n "$pid" ] && kill -KILL "-$pid" 2>/dev/null
  "$old/bin/switch-to-configuration" test >>"$folder/log" 2>&1 </dev/null
  if [ "$(readlink -f /run/current-system)" = "$old" ]; then end "$1"; else end stuck; fi
}

keep() {
  [ "$mode" = test ] && end done
  if [ -n "$target" ]; then
    nix-env -p "$profile" --switch-generation "$target" >>"$folder/log" 2>&1 </dev/null
  else
    nix-env -p "$profile" --set "$new" >>"$folder/log" 2>&1 </dev/null
  fi &&
    "$new/bin/switch-to-configuration" boot >>"$folder/log" 2>&1 </dev/null && end done
  # The boot loader was not written: the old system stays the boot default, and runs again.
  nix-env -p "$profile" --switch-generation "$generation" >>"$folder/log" 2>&1 </dev/null
  "$old/bin/switch-to-configuration" boot >>"$folder/log" 2>&1 </dev/null
  back boot-failed
}

: >"$folder/armed"
if [ "$mode" = boot ]; then
  mv "$folder/pending-$token" "$folder/confirmed"
  keep
fi

if [ -e "$folder/abort" ] && mv "$folder/pending-$token" "$folder/expired"; then end rolled-back; fi
setsid sh -c '
  echo $$ >"$1/activation.pid"
  "$2/bin/switch-to-configuration" test >>"$1/log" 2>&1 </dev/null
  code=$?
  # Now, as going back starts them anew.
  if [ "$code" = 4 ]; then
    sed -n "s/^warning: the following units failed: //p" "$1/log" | tr -d , | tr " " "\\n" |
      while IFS= read -r unit; do
        printf "%s\\n" "$unit"
        timeout 5 journalctl --unit="$unit" --boot --lines=5 --output=cat --no-pager 2>/dev/null |
          while IFS= read -r line; do printf "%s\\t%s\\n" "$unit" "$line"; done
      done >"$1/failures"
  fi
  echo "$code" >"$1/code.new"
  mv "$1/code.new" "$1/code"
' activation "$folder" "$new" &

left=$((activation * 5))
while [ ! -e "$folder/code" ] && [ ! -e "$folder/abort" ] && [ "$left" -gt 0 ]; do
  sleep 0.2
  left=$((left - 1))
done
left=$((confirmation * 5))
[ -e "$folder/code" ] || left=0
while [ ! -e "$folder/confirmed" ] && [ ! -e "$folder/abort" ] && [ "$left" -gt 0 ]; do
  sleep 0.2
  left=$((left - 1))
done
if mv "$folder/pending-$token" "$folder/expired" 2>/dev/null; then back rolled-back; fi
keep
`;
