#!/bin/sh
# A verification hook: finishes the verification of one transaction. This one does it on a mock that is served by
# `pingone-conformance mock`, through the mock's control plane; on a tenant, the same place is taken by whatever the
# team has: a telephone in a rack that opens $WEB_VERIFICATION_URL, a test provider, a colleague who is paged.
#
#   export PINGONE_VERIFICATION_HOOK="sh examples/hooks/finish_verification.sh"
#
# It finds in its environment: TRANSACTION_ID, USER_ID, ENVIRONMENT_ID, WEB_VERIFICATION_URL, WEB_VERIFICATION_CODE,
# OUTCOME (the status that the transaction is to end in), and PINGONE_API_PATH and PINGONE_AUTH_PATH of the run.
# Its exit status says how it went: 0 the verification is on its way, the run waits for the outcome itself;
# 69 it cannot bring about this outcome, and is not asked for it again; anything else it failed.
set -eu

case $OUTCOME in
SUCCESS | FAIL | PARTIAL) ;;
*) exit 69 ;;
esac

curl --silent --show-error --fail --output /dev/null \
    --header 'Content-Type: application/json' \
    --data "{\"status\": \"$OUTCOME\"}" \
    "$PINGONE_AUTH_PATH/_mock/transactions/$TRANSACTION_ID"
