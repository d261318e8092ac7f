"""What tests of httpClient share."""

import pytest

from pingone_conformance.findings import Untested
from pingone_conformance.target.httpbin import ADDRESS, answer_as_httpbin


@pytest.fixture
def httpbin(target, permits):
    """The address of an httpbin that scripts can call: a mock answers for one, a tenant has to reach a real one."""
    if permits.tenant is None:
        answer_as_httpbin(target.control.cloud)
        return ADDRESS
    if not permits.tenant.aic_httpbin_url:
        raise Untested("needs an httpbin that scripts of the tenant can call: AIC_HTTPBIN_URL")
    return permits.tenant.aic_httpbin_url.rstrip("/")
