# nixai in bash. Starts nothing when it is read, and no process until a command of Nix has run.
if [[ $- == *i* && -z ${_nixai_loaded-} && ${NIXAI_SHELL_INTEGRATION-on} != off ]]; then
  _nixai_loaded=1

  # Commands whose failure is explained; NIXAI_SHELL_PATTERN is another regular expression.
  _nixai_names='(^|[;&|(]) *([A-Za-z_][A-Za-z0-9_]*=[^ ]* +)*((sudo|doas|time|command)( +-[^ ]+)* +)*(nix(-[a-z-]+)?|nixos-[a-z-]+|home-manager|darwin-rebuild|colmena|devenv|nom|nh|nixai +run)'
  _nixai_pattern=$_nixai_names'([ ;&|)]|$)'
  # One that ends the line: after another's failure nothing of Nix's can be explained.
  _nixai_last=$_nixai_names'( ([^;&|"'\'']|"[^"]*"|'\''[^'\'']*'\''|[<>]&)*)?$'
  # What ends as the person's own program or shell in it did.
  _nixai_inner='(nix-shell|nixos-(enter|container)|(nix|nom|colmena|devenv)( +-[^ ]+( +[^ -][^ ]*){0,2})* +(shell|develop|run|repl|fmt|exec|up|test))([ ;&|)]|$)'

  # Where the terminal's memory ends now, in tmux: lines above the screen, and the cursor's line.
  _nixai_place() {
    if [[ -n ${TMUX_PANE-} ]]; then
      tmux display-message -p -t "$TMUX_PANE" '#{history_size} #{cursor_y} #{history_limit}' 2>/dev/null || :
    fi
  }

  # Keeps what is about to run.
  _nixai_before() {
    _nixai_command=$1 _nixai_folder=$PWD _nixai_behind=
    # To the microsecond from bash 5 on: what ran just before has left a log, too.
    _nixai_start=${EPOCHREALTIME-}
    _nixai_start=${_nixai_start/,/.}
    if [[ -z $_nixai_start ]]; then printf -v _nixai_start '%(%s)T' -1; fi
    _nixai_screen=$(_nixai_place)
  }

  # Whether a regular expression matches, without a trace in BASH_REMATCH.
  _nixai_matches() {
    local before=(${BASH_REMATCH[@]+"${BASH_REMATCH[@]}"}) result=1
    if [[ $1 =~ $2 ]]; then result=0; fi
    BASH_REMATCH=(${before[@]+"${before[@]}"})
    return "$result"
  }

  # For bash-preexec, which has the whole line.
  _nixai_preexec() {
    # Most lines have none of these words: that is told in a tenth of the time.
    if [[ -z ${NIXAI_SHELL_PATTERN-} && $1 != *@(nix|home-m|darwin-r|colmena|devenv|nom|nh)* ]]; then return 0; fi
    if _nixai_matches "$1" "${NIXAI_SHELL_PATTERN:-$_nixai_pattern}"; then _nixai_before "$1"; fi
  }

  # For the DEBUG trap; its last word keeps `$_`.
  _nixai_debug() {
    # Nix did well: what fails behind it on the line is another.
    if [[ $? == 0 ]]; then _nixai_command=; fi
    if [[ -z ${COMP_LINE-} && $BASH_COMMAND != _nixai_* ]]; then _nixai_behind=1; _nixai_preexec "$BASH_COMMAND"; fi
    : "$1"
  }

  # Says once that a failure can be explained.
  _nixai_precmd() {
    local _nixai_ended=$? parts="${PIPESTATUS[*]}" dim=$'\e[2m' plain=$'\e[m'
    if [[ -n ${_nixai_command-} ]]; then
      if [[ $_nixai_ended != 0 && $_nixai_ended != 130 && $_nixai_ended != 141 ]]; then
        _nixai_failed=$_nixai_command _nixai_failed_status=$_nixai_ended _nixai_failed_folder=$_nixai_folder
        _nixai_failed_start=$_nixai_start
        printf -v _nixai_failed_end '%(%s)T' -1
        _nixai_failed_screen=$_nixai_screen
        if [[ -n $_nixai_screen ]]; then _nixai_failed_screen+=" $(_nixai_place)"; fi
        # Where it is Nix that failed, and not what it started, what came after it, or the end of its pipe.
        if [[ ${NIXAI_SHELL_INTEGRATION-on} == on && (-z ${_nixai_behind-} || $parts != *' '* || $parts == *[1-9]*' '*) ]] && _nixai_matches "$_nixai_failed" "${NIXAI_SHELL_PATTERN:-$_nixai_last}" && ! _nixai_matches "$_nixai_failed" "$_nixai_inner" && command -v nixai >/dev/null; then
          if [[ -n ${NO_COLOR-} || ${TERM-} == dumb ]]; then dim='' plain=''; fi
          printf '%snixai: %s explains this%s\n' "$dim" "$_nixai_key" "$plain" >&2
        fi
      fi
      _nixai_command=
    fi
    if [[ ${PS1-} == *NIXAI_PROMPT* ]]; then nixai_prompt; fi
    # With `set -e` a status that is not 0 would end the shell.
    if [[ $- == *e* ]]; then return 0; fi
    return "$_nixai_ended"
  }

  # Explains the last command of Nix that failed in this shell.
  nixai-why() {
    NIXAI_LAST_COMMAND=${_nixai_failed-} NIXAI_LAST_STATUS=${_nixai_failed_status-} \
      NIXAI_LAST_FOLDER=${_nixai_failed_folder-} NIXAI_LAST_START=${_nixai_failed_start-} \
      NIXAI_LAST_END=${_nixai_failed_end-} NIXAI_LAST_SCREEN=${_nixai_failed_screen-} \
      command nixai shell why "$@"
  }

  # Sets NIXAI_PROMPT, for PS1='${NIXAI_PROMPT}\$ ': the generation, and whether a reboot is due.
  nixai_prompt() {
    NIXAI_PROMPT=
    local profile=/nix/var/nix/profiles/system link found= part
    for link in "$profile"-*-link; do
      if [[ $link -ef $profile ]]; then
        link=${link%-link}
        found+="${link##*-}/"
      fi
    done
    # Two generations that are the same system: which of them it is, nobody can see without a process.
    found=${found%/}
    if [[ -z $found ]]; then return 0; fi
    if [[ $found != */* ]]; then NIXAI_PROMPT="nixos $found "; fi
    for part in kernel initrd kernel-modules; do
      if [[ -e /run/booted-system/$part && ! /run/booted-system/$part -ef /run/current-system/$part ]]; then
        NIXAI_PROMPT+='reboot '
        break
      fi
    done
  }

  _nixai_key=nixai-why
  if [[ -n ${_nixai_wants_key-} && ${NIXAI_SHELL_INTEGRATION-on} == on ]]; then
    _nixai_key=Alt-N
    bind -m emacs -x '"\en": nixai-why'
    bind -m vi-insert -x '"\en": nixai-why'
  fi

  if [[ -n ${bash_preexec_imported-}${__bp_imported-} ]]; then
    preexec_functions+=(_nixai_preexec)
    precmd_functions=(_nixai_precmd ${precmd_functions[@]+"${precmd_functions[@]}"})
  else
    # What is in the trap already stays in it.
    _nixai_trap=$(trap -p DEBUG)
    if [[ -z $_nixai_trap ]]; then
      trap '_nixai_debug "$_"' DEBUG
    else
      eval "_nixai_trap=(${_nixai_trap#trap -- })"
      trap "_nixai_debug \"\$_\"; ${_nixai_trap[0]}" DEBUG
    fi
    unset -v _nixai_trap
    if ((BASH_VERSINFO[0] > 5 || (BASH_VERSINFO[0] == 5 && BASH_VERSINFO[1] >= 1))); then
      PROMPT_COMMAND=(_nixai_precmd ${PROMPT_COMMAND[@]+"${PROMPT_COMMAND[@]}"})
    else
      PROMPT_COMMAND="_nixai_precmd${PROMPT_COMMAND:+; $PROMPT_COMMAND}"
    fi
  fi
fi
