"""Negative tests come in pairs: a refused request, and the same one with the one thing set right."""

from __future__ import annotations

import httpx

from pingone_conformance.findings import PartnerRefused


def partner(answer: httpx.Response) -> httpx.Response:
    """The answer to the acceptable request of a pair, which differs from the refused one in one thing.

    A target that refuses this one, too, has another reason to refuse, and a refusal shows nothing: raises
    `PartnerRefused` for anything but 2xx. It is best sent after the refused request, on the same resource: what was
    found before counts, and the state is the one in which the other was refused.
    """
    if not answer.is_success:
        operation = answer.request.extensions.get("operation", answer.request.method)
        raise PartnerRefused(str(operation), answer.status_code)
    return answer
