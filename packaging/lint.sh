#!/usr/bin/env bash
# Has clazy and clang-tidy read app/ and ui/: lint.sh [--changed] [--clazy | --tidy] [FILE…]
#
# Everything is read without arguments, which takes a while; with --changed only what differs from the main
# branch, or from what BOBBIN_LINT_SINCE names. The exit status is 1 if there is anything to say.
set -euo pipefail
source "$(dirname -- "${BASH_SOURCE[0]}")/setup.sh"

# Beyond level1: what costs time or hides a mistake in code like this. Without strict-iterators, which speaks of
# functions of QList that take constant iterators only, and qstring-ref, which asks for what went with Qt 5.
clazy_checks=level1,no-strict-iterators,no-qstring-ref
clazy_checks+=,container-inside-loop,heap-allocated-small-trivial-type,isempty-vs-count,raw-environment-function
clazy_checks+=,signal-with-return-value,thread-with-slots,tr-non-literal,unexpected-flag-enumerator-value

changed=false
tools=(clazy tidy)
files=()
for argument in "$@"; do
    case $argument in
        --changed) changed=true ;;
        --clazy) tools=(clazy) ;;
        --tidy) tools=(tidy) ;;
        -*) fail "usage: lint.sh [--changed] [--clazy | --tidy] [FILE…]" ;;
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
# What is compiled only on some systems has no command to compile it with.
mapfile -t files < <(
    for file in "${files[@]}"; do
        ! grep -qF "$root/$file\"" build/dev/compile_commands.json || printf '%s\n' "$file"
    done)

read_clazy() {
    clazy-standalone -p build/dev -checks="$1" -header-filter="$PWD/(app|ui)/.*" "$2" 2>&1 | grep -v 'generated\.$' || true
}
read_tidy() {
    clang-tidy -p build/dev --quiet "$1" 2>/dev/null || true
}
export -f read_clazy read_tidy

status=0
for tool in "${tools[@]}"; do
    say "$tool reads ${#files[@]} files."
    case $tool in
        clazy) command='read_clazy "$0" "$1"' ;;
        tidy) command='read_tidy "$1"' ;;
    esac
    findings=$(printf '%s\0' "${files[@]}" \
        | xargs --null --max-args 1 --max-procs "$(nproc)" bash -c "$command" "$clazy_checks")
    if [[ -n $findings ]]; then
        sort -u <<<"$findings"
        status=1
    fi
done
exit "$status"
