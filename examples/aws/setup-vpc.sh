#!/bin/bash
# Makes this Ubuntu instance the Jumpoint of its VPC: a Jumpoint, its installer, a Jump Group, an SSH key in Vault, a Jump
# Item back to this machine, and a Group Policy that may use all of it. Needs btapi, and its settings in the environment.
# Can be run again: what is there by its name is used as it is.
#
#   GROUP_POLICY_ID=7 setup-vpc.sh
set -euo pipefail

: "${GROUP_POLICY_ID:?the id of the Group Policy that gets access}"
TARGET_USER="${TARGET_USER:-ubuntu}"
: "${BT_API_HOST:?the host name of the appliance}"
host=${BT_API_HOST##*/}
base=${JUMPOINT_DIR:-/opt/beyondtrust/jumpoint}/$host
units=${UNIT_DIR:-/etc/systemd/system}

metadata=http://169.254.169.254/latest
token=$(curl -sf -m 5 -X PUT -H 'X-aws-ec2-metadata-token-ttl-seconds: 300' "$metadata/api/token" || true)
ask() { curl -sf -m 5 ${token:+-H "X-aws-ec2-metadata-token: $token"} "$metadata/meta-data/$1"; }

address=$(ask public-ipv4 || ask local-ipv4)
mac=$(ask network/interfaces/macs/ | head -n 1)
vpc=$(ask "network/interfaces/macs/${mac%/}/vpc-id")

# The id of the item of that name; nothing when there is none.
named() { btapi list "$1" "name=$2" -f id | head -n 1; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

jumpoint=$(named jumpoint "$vpc")
if [ -z "$jumpoint" ]; then
  jumpoint=$(btapi add jumpoint "name=$vpc" platform=linux-x86 shell_jump_enabled=true -f id)
  file=$(cd "$work" && btapi download "jumpoint/$jumpoint/installer" -f file)
  mkdir -p "${base%/*}"
  # What the installer needs on Ubuntu 22 and newer.
  apt-get update -qq
  apt-get install -y -qq libxkbcommon0 fontconfig
  (cd "$work" && sh "$file" --install-dir "$base" --user "$TARGET_USER")
  cat > "$units/jumpoint.$host.service" <<UNIT
[Unit]
Description=BeyondTrust Jumpoint
Wants=network-online.target
After=network-online.target

[Service]
Type=forking
User=$TARGET_USER
WorkingDirectory=$base
ExecStart=$base/init-script start

[Install]
WantedBy=multi-user.target
UNIT
  systemctl daemon-reload
  systemctl enable --now "jumpoint.$host.service"
fi

group=$(named jump-group "$vpc Jump Group")
[ -n "$group" ] || group=$(btapi add jump-group "name=$vpc Jump Group" -f id)

account=$(named vault/account "$vpc SSH")
if [ -z "$account" ]; then
  ssh-keygen -q -t ed25519 -N '' -C "$vpc" -f "$work/key"
  account=$(btapi add vault/account type=ssh "name=$vpc SSH" "username=$TARGET_USER" \
    "private_key=@$work/key" -f id)
  home=$(getent passwd "$TARGET_USER" | cut -d : -f 6)
  mkdir -p "$home/.ssh"
  cat "$work/key.pub" >> "$home/.ssh/authorized_keys"
fi

if [ -z "$(named jump-item/shell-jump "$vpc Jumpoint")" ]; then
  btapi add jump-item/shell-jump "name=$vpc Jumpoint" "hostname=$address" \
    "jump_group_id=$group" jump_group_type=shared "jumpoint_id=$jumpoint" \
    "username=$TARGET_USER" protocol=ssh port=22 terminal=xterm >/dev/null
fi

# Granting twice is refused (4), which is as good.
grant() { btapi add "group-policy/$GROUP_POLICY_ID/$1" "${@:2}" >/dev/null 2>&1 || [ $? -eq 4 ]; }
grant jumpoint "jumpoint_id=$jumpoint"
grant jump-group "jump_group_id=$group"
grant vault-account "account_id=$account" role=inject

echo "Jumpoint $jumpoint, Jump Group $group, Vault account $account"
echo "left to do in /login: associate the account with the Jump Group"
