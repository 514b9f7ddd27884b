#!/bin/sh
# A change of the database on its way to production; each stage is a job of the pipeline.
#
#   deploy.sh plan          writes plan.json and plan.txt; ends with 3 where there is something to approve
#   deploy.sh run SHA256    runs the plan.json with this sum, which is what was approved, or nothing
#   deploy.sh check         is the new release at home in the database?
#   deploy.sh back          takes back what was applied since `run` began
#
# `run` goes back by itself where a migration fails, `check` where the answer is no. RUNTIME_URL and
# MIGRATOR_URL name the database with a role and its password; SMOKE_TEST starts the release, and fails if
# it does not work.
set -eu

plan() {
    varve --profile runtime plan --out plan.json >plan.txt
    cat plan.txt
    [ "$(jq '.steps | length' plan.json)" = 0 ] || exit 3
}

run() {
    if ! echo "$1  plan.json" | sha256sum --check --status; then
        echo "deploy.sh: plan.json is not the plan that was approved; nothing was run" >&2
        exit 5
    fi
    status=$(varve --profile runtime status --json)
    echo "$status" | jq -r '[.migrations[] | select(.applied_at)] | max_by(.applied_at).version // ""' >before
    code=0
    varve --profile migrator run --plan plan.json || code=$?
    [ $code != 1 ] || back
    return $code
}

check() {
    if varve --profile runtime status --check && sh -c "$SMOKE_TEST"; then return; fi
    back
    return 1
}

back() {
    before=$(cat before)
    if [ -n "$before" ]; then
        varve --profile migrator revert --yes --target "$before"
    else
        varve --profile migrator revert --yes --all
    fi
}

case ${1:-} in
    plan | check | back) "$1" ;;
    run) run "${2:?the sum of the plan that was approved}" ;;
    *) sed -n '2,11s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
esac
