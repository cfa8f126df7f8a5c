#!/usr/bin/env bash
# Has clazy and clang-tidy read app/ and ui/: lint.sh [--changed] [--clazy | --tidy] [--thorough] [FILE…]
#
# Everything is read without arguments; with --changed only what differs from the main branch, or from what
# BOBBIN_LINT_SINCE names. With --thorough clang's static analyzer reads as well, which takes many times as long. The
# exit status is 1 if there is anything to say.
set -euo pipefail
source "$(dirname -- "${BASH_SOURCE[0]}")/setup.sh"

# Beyond level1: what costs time or hides a mistake in code like this. Without strict-iterators, which speaks of
# functions of QList that take constant iterators only, qstring-ref, which asks for what went with Qt 5,
# const-signal-or-slot, as delegates are used through constant functions, and connect-non-signal, which fails itself.
clazy_checks=level1,no-strict-iterators,no-qstring-ref,no-const-signal-or-slot,no-connect-non-signal
clazy_checks+=,heap-allocated-small-trivial-type,isempty-vs-count,raw-environment-function
clazy_checks+=,signal-with-return-value,thread-with-slots,tr-non-literal,unexpected-flag-enumerator-value

changed=false
tools=(clazy tidy)
tidy_checks= # beside those of .clang-tidy
together=8 # files that are read as one
files=()
for argument in "$@"; do
    case $argument in
        --changed) changed=true ;;
        --clazy) tools=(clazy) ;;
        --tidy) tools=(tidy) ;;
        --thorough) # the analyzer looks at what is in the file itself only
            tidy_checks='clang-analyzer-*'
            together=1
            ;;
        -*) fail "usage: lint.sh [--changed] [--clazy | --tidy] [--thorough] [FILE…]" ;;
        *) files+=("$(realpath --relative-to="$root" "$argument")") ;;
    esac
done

cd "$root"
install_packages "${build_packages[@]}" clang-tidy clazy
build dev bobbin # what moc writes has to be there

if $changed; then
    since=$(git merge-base "${BOBBIN_LINT_SINCE:-main}" HEAD)
    mapfile -t files < <(
        {
            git diff --name-only --diff-filter=d "$since" -- app ui
            git ls-files --others --exclude-standard app ui
        } | sed -n 's/\.cpp$/&/p' | sort -u)
    if ((${#files[@]} == 0)); then
        say "Nothing in app/ or ui/ has changed."
        exit
    fi
elif ((${#files[@]} == 0)); then
    mapfile -t files < <(git ls-files 'app/*.cpp' 'ui/*.cpp')
fi
# Each file with the folder that its object is made in, which says what it is compiled with. What is compiled only
# on some systems is not among them.
targets=$(awk -F '"' -v root="$root/" '
    $2 == "command" { match($0, /-o [^ ]*\.dir\//); target = substr($0, RSTART + 3, RLENGTH - 3) }
    $2 == "file" && index($4, root) == 1 { print substr($4, length(root) + 1), target }' build/dev/compile_commands.json)

# Lines of files of one target, which are read as one: nearly all of what there is to read is Qt's headers.
groups() {
    printf '%s\n' "${files[@]}" | awk -v most="$together" '
        NR == FNR { if (!($1 in target)) target[$1] = $2; next }
        !($1 in target) { next }
        { key = target[$1]; line[key] = line[key] $1 (++count[key] % most ? " " : "\n") }
        END { for (key in line) print line[key] }' <(printf '%s\n' "$targets") - | grep . | sort
}

read_clazy() {
    clazy-standalone -p "$1" -extra-arg=-Wno-error -checks="$clazy_checks" -header-filter="^$PWD/(app|ui)/.*" \
        "$1/together.cpp" 2>&1
}
read_tidy() {
    clang-tidy -p "$1" --config-file=.clang-tidy --checks="-bugprone-suspicious-include,$tidy_checks" --quiet \
        --header-filter="^$PWD/(app|ui)/" "$1/together.cpp" 2>/dev/null
}
# read_together FILE…: a file that includes them all stands for them. Those that cannot be one, as when two of them
# have something of the same name for themselves, are read in halves.
read_together() {
    local folder tool said half=$((($# + 1) / 2))
    folder=$(mktemp -d "$scratch/XXXXXX")
    printf '#include "%s"\n' "${@/#/$PWD/}" >"$folder/together.cpp"
    grep -m 1 -B 3 -F "\"file\": \"$PWD/$1\"" build/dev/compile_commands.json \
        | sed "s|$PWD/$1|$folder/together.cpp|; 1s|^|[|; \$s|\$|}]|" >"$folder/compile_commands.json"
    for tool in $readers; do
        if ! said=$("read_$tool" "$folder"); then
            if (($# > 1)); then
                read_together "${@:1:half}"
                read_together "${@:half + 1}"
                return
            fi
            printf '%s: error: %s cannot read this file\n' "$1" "$tool"
        fi
        grep -E ' (warning|error): ' <<<"${said//"$PWD/"/}" || true
    done
}
export -f read_clazy read_tidy read_together
scratch=$(mktemp -d)
trap 'rm -rf -- "$scratch"' EXIT
export scratch clazy_checks tidy_checks readers="${tools[*]}"

say "${tools[*]} read ${#files[@]} files."
findings=$(groups | xargs --max-lines=1 --max-procs "$(nproc)" bash -c 'read_together "$@"' read_together | sort -u)
if [[ -n $findings ]]; then
    printf '%s\n' "$findings"
    exit 1
fi
