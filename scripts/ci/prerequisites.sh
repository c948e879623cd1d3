#!/usr/bin/env bash
# What the tests of the executables need besides Node: emulators, package tools, shells. As root on Debian or Ubuntu it
# installs what is missing; elsewhere it says what is missing and the tests that need it are skipped.
set -euo pipefail

packages=(
  curl unzip                                                              # the guide's scripts
  qemu-user-static libc6-arm64-cross libstdc++6-arm64-cross libgcc-s1-arm64-cross # linux-arm64
  wine wine64                                                             # win-x64
  rpm                                                                     # build:packages
  zsh fish                                                                # completions
)

missing=()
for package in "${packages[@]}"; do
  if ! dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'install ok installed'; then
    missing+=("$package")
  fi
done
[ ${#missing[@]} -gt 0 ] || exit 0

if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
  echo "not installed, so some tests are skipped: ${missing[*]}"
  exit 0
fi
export DEBIAN_FRONTEND=noninteractive
if ! { apt-get update -qq && apt-get install -qq -y --no-install-recommends "${missing[@]}"; } >/dev/null; then
  echo "could not be installed, so some tests are skipped: ${missing[*]}"
fi
