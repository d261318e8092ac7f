"""Every way to authenticate that a worker application has."""

from __future__ import annotations

import httpx
import pytest
from joserfc.jwk import ECKey, RSAKey

from .world import Tenant, rules

SHORT = rules("USER-001", "TOKEN-001")


def test_a_secret_in_the_body(tenant: Tenant) -> None:
    done = tenant.run(*SHORT, "--client-authentication", "post")
    assert done.returncode == 0, done.stdout + done.stderr
    assert tenant.files() == set()


@pytest.mark.parametrize("kind", ["RSA", "EC"])
def test_a_private_key(tenant: Tenant, kind: str) -> None:
    key = RSAKey.generate_key(2048) if kind == "RSA" else ECKey.generate_key("P-256")
    given = httpx.post(f"{tenant.url}/_mock/environment", json={"publicKey": key.as_dict(private=False)})
    assert given.is_success, given.text
    file = tenant.folder / "key.pem"
    file.write_bytes(key.as_pem(private=True))
    file.chmod(0o600)
    variables = tenant.variables()
    del variables["PINGONE_CLIENT_SECRET"]
    tenant.variables = lambda **_: variables  # type: ignore[method-assign]
    options = ("--client-authentication", "private_key_jwt", "--private-key", "key.pem")
    done = tenant.run(*SHORT, *options)
    assert done.returncode == 0, done.stdout + done.stderr
    assert tenant.files() == set()
