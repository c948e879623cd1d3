#!/bin/sh
# Installs btapi {{version}} for this user on Linux or macOS:
#
#   curl -fsSL {{url}}/install.sh | sh
#
# BTAPI_INSTALL_DIR  where to put it (default: ~/.local/bin)
# BTAPI_URL          where to fetch it from (default: {{url}})
#
# Nothing becomes executable before its SHA-256 is the one written below, and nothing is left behind on a failure:
# the program comes into its place by one rename.
set -eu

say() { printf 'btapi install: %s\n' "$*" >&2; }
fail() {
  say "$1"
  shift
  for hint in "$@"; do printf 'hint: %s\n' "$hint" >&2; done
  exit 1
}
have() { command -v "$1" >/dev/null 2>&1; }

# The name of the zip for this machine, by what uname says.
platform() {
  case $(uname -s) in
    Linux) system=linux ;;
    Darwin) system=macos ;;
    *) fail "there is no btapi for $(uname -s)" "where Node 22 is: npm install -g {{url}}/btapi-{{version}}.tgz" ;;
  esac
  case $(uname -m) in
    x86_64 | amd64) machine=x64 ;;
    aarch64 | arm64) machine=arm64 ;;
    *) fail "there is no btapi for the processor $(uname -m)" "where Node 22 is: npm install -g {{url}}/btapi-{{version}}.tgz" ;;
  esac
  # A shell translated by Rosetta takes an Apple processor for an Intel one.
  if [ "$system-$machine" = macos-x64 ] && [ "$(sysctl -n sysctl.proc_translated 2>/dev/null || echo 0)" = 1 ]; then
    machine=arm64
  fi
  echo "$system-$machine"
}

checksum_of() {
  case $1 in
    linux-x64) echo {{sha256-linux-x64}} ;;
    linux-arm64) echo {{sha256-linux-arm64}} ;;
    macos-x64) echo {{sha256-macos-x64}} ;;
    macos-arm64) echo {{sha256-macos-arm64}} ;;
  esac
}

# The program needs glibc 2.28 (Debian 10, RHEL 8, Ubuntu 18.10); musl (Alpine) is another library altogether.
check_libc() {
  version=$(getconf GNU_LIBC_VERSION 2>/dev/null | sed -n 's/^glibc //p') || version=
  [ -n "$version" ] || fail "this Linux has no glibc, which btapi needs" "where Node 22 is: npm install -g {{url}}/btapi-{{version}}.tgz"
  major=${version%%.*}
  minor=${version#*.}
  minor=${minor%%.*}
  if [ "$major" -lt 2 ] || { [ "$major" -eq 2 ] && [ "$minor" -lt 28 ]; }; then
    fail "this Linux has glibc $version, and btapi needs 2.28 or newer"
  fi
}

fetch() {
  if have curl; then
    curl -fsSL --retry 2 -o "$2" "$1"
  elif have wget; then
    wget -q -O "$2" "$1"
  else
    fail "neither curl nor wget is there to fetch it with"
  fi
}

sha256() {
  if have sha256sum; then
    sha256sum "$1" | cut -d ' ' -f 1
  elif have shasum; then
    shasum -a 256 "$1" | cut -d ' ' -f 1
  else
    openssl dgst -sha256 -r "$1" | cut -d ' ' -f 1
  fi
}

unpack() {
  if have unzip; then
    unzip -qo "$1" btapi -d "$2"
  elif have bsdtar; then
    bsdtar -xf "$1" -C "$2" btapi
  else
    fail "there is no unzip to unpack it with" "apt-get install unzip, or dnf install unzip"
  fi
}

main() {
  folder=${BTAPI_INSTALL_DIR:-$HOME/.local/bin}
  base=${BTAPI_URL:-{{url}}}
  name=$(platform)
  case $name in linux-*) check_libc ;; esac
  have sha256sum || have shasum || have openssl || fail "there is nothing to check a SHA-256 with"
  have unzip || have bsdtar || fail "there is no unzip to unpack it with" "apt-get install unzip, or dnf install unzip"

  another="BTAPI_INSTALL_DIR=/another/folder installs it elsewhere"
  mkdir -p "$folder" 2>/dev/null || fail "$folder cannot be made" "$another"
  [ ! -d "$folder/btapi" ] || fail "$folder/btapi is a folder" "$another"
  work=$(mktemp -d "$folder/.btapi-install.XXXXXX" 2>/dev/null) || fail "$folder cannot be written to" "$another"
  trap 'rm -rf "$work"' EXIT
  trap 'say "interrupted; nothing has been changed"; exit 130' INT TERM HUP

  fetch "$base/btapi-$name.zip" "$work/btapi.zip" ||
    fail "fetching $base/btapi-$name.zip did not work; nothing has been changed"
  found=$(sha256 "$work/btapi.zip")
  wanted=$(checksum_of "$name")
  [ "$found" = "$wanted" ] || fail "what arrived is not btapi {{version}}; nothing has been changed" \
    "its SHA-256 is $found, not $wanted: a broken download, or somebody else's file"
  unpack "$work/btapi.zip" "$work" >/dev/null 2>&1 || fail "the zip is damaged; nothing has been changed"
  chmod 755 "$work/btapi"
  version=$("$work/btapi" --version 2>/dev/null) || fail "it does not run on this machine; nothing has been changed"

  old=
  if [ -x "$folder/btapi" ]; then old=$("$folder/btapi" --version 2>/dev/null) || old="an unknown version"; fi
  mv -f "$work/btapi" "$folder/btapi" || fail "$folder/btapi could not be replaced" "$another"
  say "btapi $version is in $folder${old:+, in place of $old}"
  case ":$PATH:" in
    *":$folder:"*) ;;
    *)
      say "$folder is not in your PATH"
      # shellcheck disable=SC2016 # the line is for a start file, where $PATH is to be read
      printf 'hint: put this into ~/.profile: export PATH="%s:$PATH"\n' "$folder" >&2
      ;;
  esac
}

# The last line: a script that was cut off on its way does nothing.
main "$@"
