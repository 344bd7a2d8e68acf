# Names the package that has a program that is not there; else whoever answered before does.
if [[ $- == *i* && -z ${_nixai_not_found-} ]]; then
  _nixai_not_found=1
  if declare -F command_not_found_handle >/dev/null; then
    _nixai_text=$(declare -f command_not_found_handle)
    eval "_nixai_not_found_before ${_nixai_text#command_not_found_handle}"
    unset -v _nixai_text
  fi
  command_not_found_handle() {
    if command -v nixai >/dev/null && command nixai shell not-found --offline -- "$1"; then return 127; fi
    if declare -F _nixai_not_found_before >/dev/null; then
      _nixai_not_found_before "$@"
      return
    fi
    printf 'bash: %s: command not found\n' "$1" >&2
    return 127
  }
fi
