#!/bin/sh
# From an empty database to the newest schema with two roles, and whether the application's can work with rows and do
# no more. For a database of the pipeline's own: what may not be is tried.
#
#   two_roles.sh TABLE...   tables that the application reads
#
# MIGRATOR_URL and RUNTIME_URL name the database with a role and its password; CLIENT is a command that runs the SQL
# on its standard input as the runtime role, and fails where that does.
set -eu

works() { echo "$1;" | sh -c "$CLIENT" >/dev/null; }
denied() {
    if answer=$(works "$1" 2>&1); then answer="it was let through"; fi
    case $answer in
        *denied* | *"must be owner"*) ;;
        *) echo "two_roles.sh: as the runtime role, $1: $answer" >&2; exit 1 ;;
    esac
}

varve --profile migrator run
varve --profile migrator grants --apply
varve --profile migrator doctor
varve --profile runtime status --check

for table; do
    works "SELECT count(*) FROM $table"
    works "DELETE FROM $table WHERE 1 = 0"
    denied "ALTER TABLE $table ADD COLUMN may_not_be int"
done
denied "CREATE TABLE may_not_be (id int)"
denied "DELETE FROM ${VARVE_MIGRATE_NAMESPACE:+$VARVE_MIGRATE_NAMESPACE.}varve_history"
