# Names the package that has a program that is not there; else whoever answered before does.
if [[ -o interactive && -z ${_nixai_not_found-} ]]; then
  typeset -g _nixai_not_found=1
  if (( $+functions[command_not_found_handler] )); then
    functions[_nixai_not_found_before]=$functions[command_not_found_handler]
  fi
  command_not_found_handler() {
    if (( $+commands[nixai] )) && command nixai shell not-found --offline -- "$1"; then return 127; fi
    if (( $+functions[_nixai_not_found_before] )); then
      _nixai_not_found_before "$@"
      return
    fi
    print -ru2 -- "zsh: command not found: $1"
    return 127
  }
fi
