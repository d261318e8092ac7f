"""The binding `secrets` ("Access secrets and credentials"): those of the environment, by their labels.

The document does not say what a label without a secret gives. It is an exception here, as in the class ScriptedSecrets
of the access manager, whose messages do not tell a label that is not there from one that may not be read, either.
"""

from __future__ import annotations

from typing import Any

from pingone_conformance.mock.cloud.records import Esv
from pingone_conformance.mock.scripts.run import Run
from pingone_conformance.scripting.program import HostError

PREFIX = "scripted.node."
"""What labels begin with that scripts may read."""

EXCEPTION = "org.forgerock.openam.auth.node.api.NodeProcessException"


def answer(run: Run, method: str, arguments: list[Any]) -> Any:  # noqa: ARG001
    """Answer getGenericSecret(label) with the secret as text and as signed bytes; raises `HostError`."""
    label = arguments[0]
    secret = find(run, label) if isinstance(label, str) and label.startswith(PREFIX) else None
    if secret is None:
        raise HostError(EXCEPTION, f"Secret id {str(label)[:200]} not accessible or does not exist")
    return {
        "utf8": secret.value.decode("utf-8", "replace"),
        "bytes": [byte - 256 if byte > 127 else byte for byte in secret.value],
    }


def find(run: Run, label: str) -> Esv | None:
    """Return the secret of any label: that of the script's realm, else the global one, else None."""
    cloud = run.mock.store.cloud
    for realm in (run.script.realm.strip("/"), ""):
        name = cloud.secret_labels.get(realm, {}).get(label)
        secret = None if name is None else cloud.esvs.get(("secret", name))
        if secret is not None:
            return secret
    return None
