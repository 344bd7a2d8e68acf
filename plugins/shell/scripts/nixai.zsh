# nixai in zsh. Starts nothing when it is read, and no process until a command of Nix has run.
if [[ -o interactive && -z ${_nixai_loaded-} && ${NIXAI_SHELL_INTEGRATION-on} != off ]]; then
  typeset -g _nixai_loaded=1
  zmodload zsh/datetime

  # Commands whose failure is explained; NIXAI_SHELL_PATTERN is another regular expression.
  typeset -g _nixai_names='(^|[;&|(]) *([A-Za-z_][A-Za-z0-9_]*=[^ ]* +)*((sudo|doas|time|command)( +-[^ ]+)* +)*(nix(-[a-z-]+)?|nixos-[a-z-]+|home-manager|darwin-rebuild|colmena|devenv|nom|nh|nixai +run)'
  typeset -g _nixai_pattern=$_nixai_names'([ ;&|)]|$)'
  # One that ends the line: after another's failure nothing of Nix's can be explained.
  typeset -g _nixai_last=$_nixai_names'( ([^;&|"'\'']|"[^"]*"|'\''[^'\'']*'\''|[<>]&)*)?$'
  # What ends as the person's own program or shell in it did.
  typeset -g _nixai_inner='(nix-shell|nixos-(enter|container)|(nix|nom|colmena|devenv)( +-[^ ]+( +[^ -][^ ]*){0,2})* +(shell|develop|run|repl|fmt|exec|up|test))([ ;&|)]|$)'

  # Where the terminal's memory ends now, in tmux: lines above the screen, and the cursor's line.
  _nixai_place() {
    if [[ -n ${TMUX_PANE-} ]]; then
      tmux display-message -p -t "$TMUX_PANE" '#{history_size} #{cursor_y} #{history_limit}' 2>/dev/null || :
    fi
  }

  # Keeps what is about to run, with its aliases written out.
  _nixai_preexec() {
    emulate -L zsh
    local MATCH MBEGIN MEND
    local -a match mbegin mend
    # zsh writes each command of it into a line of its own.
    local line=${3//$'\n'/; }
    if [[ $line =~ ${NIXAI_SHELL_PATTERN:-$_nixai_pattern} ]]; then
      typeset -g _nixai_command=$line _nixai_folder=$PWD _nixai_start=${EPOCHREALTIME/,/.}
      typeset -g _nixai_screen=$(_nixai_place)
    fi
  }

  # Says once that a failure can be explained.
  _nixai_precmd() {
    local _nixai_ended=$?
    emulate -L zsh
    if [[ -n ${_nixai_command-} ]]; then
      if [[ $_nixai_ended != 0 && $_nixai_ended != 130 && $_nixai_ended != 141 ]]; then
        typeset -g _nixai_failed=$_nixai_command _nixai_failed_status=$_nixai_ended _nixai_failed_folder=$_nixai_folder
        typeset -g _nixai_failed_start=$_nixai_start _nixai_failed_end=$EPOCHSECONDS
        typeset -g _nixai_failed_screen=$_nixai_screen
        if [[ -n $_nixai_screen ]]; then _nixai_failed_screen+=" $(_nixai_place)"; fi
        local MATCH MBEGIN MEND
        local -a match mbegin mend
        # Whether it is Nix that failed, and not what it started or what came after it.
        if [[ ${NIXAI_SHELL_INTEGRATION-on} == on && $_nixai_failed =~ ${NIXAI_SHELL_PATTERN:-$_nixai_last} && ! $_nixai_failed =~ $_nixai_inner ]] && (( $+commands[nixai] )); then
          if [[ -n ${NO_COLOR-} || ${TERM-} == dumb ]]; then
            print -ru2 -- "nixai: $_nixai_key explains this"
          else
            print -ru2 -- $'\e[2m'"nixai: $_nixai_key explains this"$'\e[m'
          fi
        fi
      fi
      _nixai_command=
    fi
    if [[ ${PROMPT-}${RPROMPT-} == *NIXAI_PROMPT* ]]; then nixai_prompt; fi
    return 0
  }

  # Explains the last command of Nix that failed in this shell.
  nixai-why() {
    NIXAI_LAST_COMMAND=${_nixai_failed-} NIXAI_LAST_STATUS=${_nixai_failed_status-} \
      NIXAI_LAST_FOLDER=${_nixai_failed_folder-} NIXAI_LAST_START=${_nixai_failed_start-} \
      NIXAI_LAST_END=${_nixai_failed_end-} NIXAI_LAST_SCREEN=${_nixai_failed_screen-} \
      command nixai shell why "$@"
  }

  # Sets NIXAI_PROMPT, for PROMPT='${NIXAI_PROMPT}%# ' with `setopt prompt_subst`: the generation, and
  # whether a reboot is due.
  nixai_prompt() {
    emulate -L zsh
    setopt null_glob
    typeset -g NIXAI_PROMPT=
    local profile=/nix/var/nix/profiles/system link found= part
    for link in $profile-*-link; do
      if [[ $link -ef $profile ]]; then
        link=${link%-link}
        found+=${link##*-}/
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

  typeset -g _nixai_key=nixai-why
  if [[ -n ${_nixai_wants_key-} && ${NIXAI_SHELL_INTEGRATION-on} == on ]]; then
    _nixai_key=Alt-N
    # What is typed stays, below the answer.
    _nixai_widget() {
      zle -I
      nixai-why </dev/tty
    }
    zle -N _nixai_widget
    bindkey -M emacs '\en' _nixai_widget
    bindkey -M viins '\en' _nixai_widget
  fi

  preexec_functions+=(_nixai_preexec)
  precmd_functions=(_nixai_precmd ${precmd_functions-})
fi
