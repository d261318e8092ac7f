"""`Accept-API-Version`: which version of an interface a request asks for ("REST API versions").

A request without the header is answered. A resource is found when it has the major version that is asked for, and its
minor version is no lower, as tenants do it: they answer `resource=1.0` of scripts with `resource=1.1`.
"""

from __future__ import annotations

import re

from pingone_conformance.mock.bodies import header
from pingone_conformance.mock.cloud.errors import CloudError, bad_request
from pingone_conformance.mock.operation import Call

Version = tuple[int, int]

PROTOCOLS: tuple[Version, ...] = ((1, 0), (2, 2))

_PART = re.compile(r"\s*(protocol|resource)\s*=\s*(\d{1,3})(?:\.(\d{1,3}))?\s*")


def require(call: Call, resources: tuple[Version, ...]) -> Version:
    """Return the version that answers: the one asked for, else the newest.

    Raises a refusal: 400 for a header that cannot be read and for an unknown protocol, 404 for a version that the
    resource does not have.
    """
    asked = _asked(header(call.scope, b"accept-api-version"))
    if "protocol" in asked and _serving(asked["protocol"], PROTOCOLS) is None:
        raise bad_request("There is no such version of the protocol")
    if "resource" not in asked:
        return resources[-1]
    found = _serving(asked["resource"], resources)
    if found is None:
        raise CloudError(404, "The resource has no such version")
    return found


def _asked(value: bytes | None) -> dict[str, Version]:
    asked: dict[str, Version] = {}
    for part in [] if value is None else re.split("[,;]", value.decode("latin-1")):
        found = _PART.fullmatch(part)
        if found is None or found[1] in asked:
            raise bad_request("Accept-API-Version is written protocol=<version>,resource=<version>")
        asked[found[1]] = (int(found[2]), int(found[3] or 0))
    return asked


def _serving(asked: Version, offered: tuple[Version, ...]) -> Version | None:
    return next((one for one in offered if one[0] == asked[0] and one[1] >= asked[1]), None)
