"""What the state of a flow says ("Check Username/Password", Example Response)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs

from pingone_conformance.checks.addresses import parts_of
from pingone_conformance.checks.links import href
from pingone_conformance.checks.members import member, shown
from pingone_conformance.findings import Finding


def resumes(body: Any, auth_path: str, environment_id: str, flow_id: str) -> Iterator[Finding]:
    """`resumeUrl` leads to `/as/resume` of the environment, on the auth host, and names the flow as `flowId`.

    The auth host is that of `auth_path`, or the one by which the flow calls itself: a gateway may have two.
    """
    address = member(body, "resumeUrl")
    if not isinstance(address, str):
        yield Finding("resumeUrl to be an address", shown(address))
        return
    url = parts_of(address)
    hosts = {parts_of(known).netloc for known in (auth_path, href(body, "self") or auth_path)}
    if url.netloc not in hosts:
        yield Finding(f"resumeUrl on the host {' or '.join(sorted(hosts))}", shown(url.netloc))
    if not url.path.endswith(f"/{environment_id}/as/resume"):
        yield Finding(f"the path of resumeUrl to end in /{environment_id}/as/resume", shown(url.path))
    if parse_qs(url.query).get("flowId") != [flow_id]:
        yield Finding(f"resumeUrl to name the flow as flowId={flow_id}", shown(url.query))
