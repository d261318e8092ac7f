"""The types of scripts, and the families that "Script bindings" speaks of, in its table and notes 1 and 2."""

from __future__ import annotations

from typing import Final

LIBRARY: Final = "LIBRARY"
DECISION_NODE: Final = "SCRIPTED_DECISION_NODE"
LEGACY_DECISION_NODE: Final = "AUTHENTICATION_TREE_DECISION_NODE"
VERIFY_COMPLETION_NODE: Final = "PINGONE_VERIFY_COMPLETION_DECISION_NODE"
"""No document names this type of scripts as requests do: the name is inferred from that of the node."""

DECISION_NODES: Final = frozenset({DECISION_NODE, LEGACY_DECISION_NODE})

IN_JOURNEYS: Final = DECISION_NODES | {VERIFY_COMPLETION_NODE}
"""The types of scripts that nodes of journeys run."""

NEXT_GENERATION_ONLY: Final = frozenset({DECISION_NODE, LIBRARY, VERIFY_COMPLETION_NODE})

JWT_BEARER: Final = "OAUTH2_SCRIPTED_JWT_ISSUER"
OAUTH2: Final = frozenset(
    {
        "OAUTH2_ACCESS_TOKEN_MODIFICATION",
        "OAUTH2_AUTHORIZE_ENDPOINT_DATA_PROVIDER",
        "OAUTH2_DYNAMIC_CLIENT_REGISTRATION",
        "OAUTH2_EVALUATE_SCOPE",
        "OAUTH2_MAY_ACT",
        JWT_BEARER,
        "OAUTH2_VALIDATE_SCOPE",
        "OIDC_CLAIMS",
    }
)
SAML2_SP: Final = frozenset({"SAML2_SP_ACCOUNT_MAPPER", "SAML2_SP_ADAPTER"})

ALL: Final = (
    IN_JOURNEYS
    | OAUTH2
    | SAML2_SP
    | {
        LIBRARY,
        "AUTHENTICATION_CLIENT_SIDE",
        "AUTHENTICATION_SERVER_SIDE",
        "CONFIG_PROVIDER_NODE",
        "CONFIG_PROVIDER_NODE_NEXT_GEN",
        "DEVICE_MATCH_NODE",
        "NODE_DESIGNER",
        "POLICY_CONDITION",
        "POLICY_CONDITION_NEXT_GEN",
        "SAML2_IDP_ADAPTER",
        "SAML2_IDP_ATTRIBUTE_MAPPER",
        "SOCIAL_IDP_PROFILE_TRANSFORMATION",
    }
)
"""Every type that a script may have."""
