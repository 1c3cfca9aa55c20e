#!/usr/bin/env bash
# Writes prometheus-rule.yaml from deploy/prometheus/rules, which is what to change: kustomize reads no file from outside its folder.
#   deploy/kubernetes/components/alerting/generate.sh [FILE]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
rules=$here/../../../prometheus/rules
{
    cat <<'HEAD'
# Written by generate.sh from deploy/prometheus/rules; change those.
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata:
  name: sweep
  labels:
    app.kubernetes.io/name: sweep
    app.kubernetes.io/component: silo
spec:
  groups:
HEAD
    for file in recording alerts; do
        # What stands under groups:, two deeper.
        sed -e '1,/^groups:$/d' -e 's/^\(.\)/  \1/' "$rules/$file.yml"
    done
} >"${1:-$here/prometheus-rule.yaml}"
