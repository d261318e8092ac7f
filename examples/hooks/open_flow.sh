#!/bin/sh
# A flow hook: signs somebody on with an external identity provider, up to the step in which PingOne waits for account
# confirmation, and prints that flow as JSON. This one opens it on a mock that is served by `pingone-conformance mock`;
# on a tenant, the same place is taken by a browser that is driven by a script.
#
#   export PINGONE_FLOW_HOOK="sh examples/hooks/open_flow.sh"
#
# It finds in its environment: IDENTITY_PROVIDER_ATTRIBUTES (a JSON object: what the identity provider is to return
# about the user; another username does no harm), ENVIRONMENT_ID, and PINGONE_API_PATH and PINGONE_AUTH_PATH of the run.
# It prints one JSON object: flowId; cookies, if the flow needs those of its browser (name and value, or one text as in
# a Cookie header); identityProviderAttributes, what the identity provider did return. Other members do no harm, so the
# answer of the mock's control plane will do as it is.
# Exit status 69 says that there is no flow with such attributes, anything else but 0 that the hook failed.
set -eu

curl --silent --show-error --fail \
    --header 'Content-Type: application/json' \
    --data "{\"identityProviderAttributes\": $IDENTITY_PROVIDER_ATTRIBUTES}" \
    "$PINGONE_AUTH_PATH/_mock/flows"
