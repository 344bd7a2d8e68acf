// What a shell runs at Tab: it hands over the line up to the cursor, and gets a word in each line of
// the answer, with what it means after a tab. Where there is nothing to say, files are offered.

const bash = `_nixai() {
  local current="\${COMP_WORDS[COMP_CWORD]}" value about
  COMPREPLY=()
  while IFS=$'\\t' read -r value about; do
    # bash takes "=" for the end of a word: what stands before it is there already.
    [[ $value == --*=* ]] && value=\${value#*=}
    COMPREPLY+=("$(printf %q "$value")")
  done < <(nixai complete -- "\${COMP_LINE:0:COMP_POINT}" 2>/dev/null)
  [[ \${#COMPREPLY[@]} == 1 && \${COMPREPLY[0]} == *[.=/] ]] && compopt -o nospace
  return 0
}
complete -o default -o nosort -F _nixai nixai
`;

const zsh = `#compdef nixai
_nixai() {
  local value about
  local -a values abouts open
  while IFS=$'\\t' read -r value about; do
    if [[ $value == *[.=/] ]]; then open+=("$value"); continue; fi
    values+=("$value")
    abouts+=("$value\${about:+  -- $about}")
  done < <(nixai complete -- "\${(j: :)words[1,CURRENT-1]} $PREFIX" 2>/dev/null)
  (( $#values + $#open )) || { _files; return }
  (( $#open )) && compadd -S '' -- "\${open[@]}"
  (( $#values )) && compadd -l -d abouts -- "\${values[@]}"
}
(( $+functions[compdef] )) || { autoload -Uz compinit && compinit -u }
compdef _nixai nixai
`;

const fish = `function __nixai_complete
    set -l found (nixai complete -- (commandline -cp) 2>/dev/null)
    if test (count $found) -gt 0
        printf '%s\\n' $found
    else
        __fish_complete_path (commandline -ct)
    end
end
complete -c nixai -f -k -a '(__nixai_complete)'
`;

export const shells = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof shells)[number];

/** What a shell has to read to complete nixai's command lines. */
export function completionScript(shell: Shell): string {
  return { bash, zsh, fish }[shell];
}
