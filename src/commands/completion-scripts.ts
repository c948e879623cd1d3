/**
 * What each shell sources. All of them ask `btapi __complete WORDS...` with the words so far (the last one unfinished),
 * which answers a candidate a line: the word, a tab, what it is. A word that ends in "=" wants no blank behind it.
 */
export const scripts: Readonly<Record<string, string>> = {
  bash: `# bash completion for btapi
_btapi() {
  local cur words=() line
  cur="\${COMP_LINE:0:COMP_POINT}"
  read -ra words <<< "$cur"
  [[ "$cur" == *[[:space:]] ]] && words+=("")
  COMPREPLY=()
  # Readline breaks words at "=" and ":"; only the part behind the last break is replaced.
  local last="\${words[-1]}" head=""
  [[ "$last" == *[=:]* ]] && head="\${last%"\${last##*[=:]}"}"
  while IFS=$'\\t' read -r line _; do
    [[ -n "$line" ]] && COMPREPLY+=("\${line#"$head"}")
  done < <(btapi __complete -- "\${words[@]:1}" 2>/dev/null </dev/null)
  if [[ \${#COMPREPLY[@]} -eq 1 && "\${COMPREPLY[0]}" == *= ]]; then compopt -o nospace; fi
  if [[ \${#COMPREPLY[@]} -eq 0 ]]; then compopt -o default; fi
}
complete -F _btapi btapi
`,
  zsh: `#compdef btapi
# zsh completion for btapi
_btapi() {
  local -a found fields
  local line word what
  while IFS=$'\\t' read -r word what; do
    [[ -z "$word" ]] && continue
    if [[ "$word" == *= ]]; then fields+=("\${word//:/\\\\:}:\${what}"); else found+=("\${word//:/\\\\:}:\${what}"); fi
  done < <(btapi __complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null </dev/null)
  (( \${#found} )) && _describe 'btapi' found
  (( \${#fields} )) && _describe 'field' fields -S ''
  (( \${#found} + \${#fields} )) || _files
}
if [[ "\${funcstack[1]}" == "_btapi" ]]; then _btapi "$@"; else compdef _btapi btapi; fi
`,
  fish: `# fish completion for btapi
function __btapi_complete
  set -l words (commandline -opc) (commandline -ct)
  btapi __complete -- $words[2..-1] 2>/dev/null </dev/null
end
complete -c btapi -f -a '(__btapi_complete)'
complete -c btapi -l env-file -r -F
complete -c btapi -l ca-file -r -F
complete -c btapi -l to -r -F
`,
  powershell: `# PowerShell completion for btapi
Register-ArgumentCompleter -Native -CommandName btapi -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $words = @($commandAst.CommandElements | Select-Object -Skip 1 | Where-Object { $_.Extent.EndOffset -le $cursorPosition } | ForEach-Object { "$_" })
  if ($wordToComplete -eq '') { $words += '' }
  btapi __complete -- @words 2>$null | ForEach-Object {
    $word, $what = $_ -split "\`t", 2
    if (-not $what) { $what = $word }
    [System.Management.Automation.CompletionResult]::new($word, $word, 'ParameterValue', $what)
  }
}
`,
};
