#compdef openmemory
# Completion of openmemory for zsh. The command itself says what can come next.
_openmemory() {
    local word=$words[CURRENT] line="${(j: :)words[2,CURRENT]}"
    local -a suggestions
    suggestions=(${(f)"$(command openmemory "[suggest:${#line}]" "$line" 2>/dev/null)"})
    suggestions=(${suggestions:#/*})
    [[ $word == -* ]] || suggestions=(${suggestions:#-*})
    if (( $#suggestions )); then
        compadd -a suggestions
    else
        _files
    fi
}
if [[ $funcstack[1] == _openmemory ]]; then _openmemory "$@"; else compdef _openmemory openmemory; fi
