/**
 * What a shell runs to complete `limbeck …`. The scripts know nothing of commands and options: they ask the program that is
 * on the command line, so they fit every version of it.
 */
export const completionScripts = {
  bash: `# limbeck: completion for bash. Put into ~/.bashrc: eval "$(limbeck completion bash)"
_limbeck() {
  local line=\${COMP_LINE:0:COMP_POINT} words=() reply value
  read -ra words <<<"$line"
  [[ $line == *[[:space:]] ]] && words+=('')
  local word=\${words[\${#words[@]}-1]}
  # Bash replaces only what stands behind the last of its word breaks.
  local broken=\${word%"\${word##*[=:@]}"}
  [[ $COMP_WORDBREAKS != *@* ]] && broken=\${word%"\${word##*[=:]}"}
  COMPREPLY=()
  while IFS=$'\\t' read -r value reply; do
    COMPREPLY+=("\${value#"$broken"}")
  done < <("\${words[0]}" __complete "\${words[@]:1}" 2>/dev/null)
}
complete -o default -o nosort -F _limbeck limbeck 2>/dev/null || complete -o default -F _limbeck limbeck
`,
  zsh: `#compdef limbeck
# limbeck: completion for zsh. Put into ~/.zshrc, behind compinit: eval "$(limbeck completion zsh)"
_limbeck() {
  local -a candidates
  local line value
  for line in \${(f)"$("$words[1]" __complete "\${(@)words[2,CURRENT]}" 2>/dev/null)"}; do
    value=\${line%%$'\\t'*}
    candidates+=("\${value//:/\\\\:}:\${line#*$'\\t'}")
  done
  if (( \${#candidates} )); then
    _describe -V 'limbeck' candidates
  else
    _files
  fi
}
if [[ "\${funcstack[1]}" == _limbeck ]]; then
  _limbeck "$@"
else
  compdef _limbeck limbeck
fi
`,
  fish: `# limbeck: completion for fish. Put it there: limbeck completion fish > ~/.config/fish/completions/limbeck.fish
function __limbeck_complete
  set -l words (commandline -opc)
  set -l word (commandline -ct)
  set -l found ($words[1] __complete $words[2..-1] "$word" 2>/dev/null)
  if test (count $found) -gt 0
    printf '%s\\n' $found
  else
    __fish_complete_path "$word"
  end
end
complete -c limbeck -f -k -a '(__limbeck_complete)'
`,
} as const

export type Shell = keyof typeof completionScripts
