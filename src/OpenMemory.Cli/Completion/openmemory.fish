# Completion of openmemory for fish. The command itself says what can come next.
function __openmemory_suggest
    set -l line (commandline -cp | string replace -r '^\s*\S+\s*' '')
    openmemory "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null | string match -rv '^(/.*)?$'
end
complete -c openmemory -a '(__openmemory_suggest)'
