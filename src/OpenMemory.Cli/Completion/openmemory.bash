# Completion of openmemory for bash. The command itself says what can come next: the one on the path, never a file ./openmemory.
_openmemory() {
    local line=${COMP_LINE:0:COMP_POINT} word=${COMP_WORDS[COMP_CWORD]} suggestion
    line=${line#"${line%%"${COMP_WORDS[0]}"[[:space:]]*}${COMP_WORDS[0]}"}
    line=${line#"${line%%[![:space:]]*}"}
    COMPREPLY=()
    while IFS= read -r suggestion; do
        case $suggestion in
            '' | /*) ;;
            -*) [[ $word == -* && $suggestion == "$word"* ]] && COMPREPLY+=("$suggestion") ;;
            "$word"*) COMPREPLY+=("$suggestion") ;;
        esac
    done < <(command openmemory "[suggest:${#line}]" "$line" 2>/dev/null)
}
complete -o default -F _openmemory openmemory
