#!/bin/sh
# Tries the rules on a tenant every night, without a CI: sweep, look first, run, keep the reports of two weeks.
#
#   17 2 * * * sh /opt/pingone-conformance/nightly.sh >>"$HOME/pingone-conformance.log" 2>&1
#
# The settings stand in a file that only its owner reads (chmod 600), one NAME=value a line: PINGONE_REGION_CODE,
# PINGONE_ENVIRONMENT_ID, PINGONE_CLIENT_ID and PINGONE_CLIENT_SECRET. The ledger stays in the user's state folder,
# where the next night finds it.
set -eu

settings=${1:-"$HOME/.config/pingone-conformance.env"}
reports=${2:-"$HOME/pingone-conformance-reports"}

set -a
# shellcheck disable=SC1090
. "$settings"
set +a
export PINGONE_CONFORMANCE_TARGET=tenant
umask 077
mkdir -p "$reports"

pingone-conformance sweep || echo "an earlier run left something that could not be deleted" >&2
pingone-conformance doctor

status=0
pingone-conformance run --out "$reports/$(date +%F)" || status=$?
find "$reports" -mindepth 1 -maxdepth 1 -type d -mtime +14 -exec rm -r {} +
exit "$status"
