#!/bin/bash
# Deletes the Shell Jumps of terminated EC2 instances. For cron, or by hand; safe when there are none, and when another
# run has been faster. Settings come from the environment, or from the env file or profile given to it:
#
#   cleanup.sh --profile aws
set -euo pipefail

# AWS shows a terminated instance for about an hour; run this more often than that.
# One word an instance: text output puts them in one line, parted by tabs.
instances=$(aws ec2 describe-instances --filters Name=instance-state-name,Values=terminated \
  --query 'Reservations[].Instances[].InstanceId' --output text)

for instance in $instances; do
  case $instance in
    i-*) ;;
    *) continue ;; # "None", as the aws command says for nothing
  esac
  for id in $(btapi "$@" list jump-item/shell-jump "tag=$instance" -f id); do
    # 6: somebody else has deleted it in the meantime.
    btapi "$@" delete jump-item/shell-jump "$id" || [ $? -eq 6 ]
    echo "deleted the Jump Item $id of $instance"
  done
done
