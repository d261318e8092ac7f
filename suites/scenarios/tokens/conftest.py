"""Asking for tokens, with the credentials of the target's worker application or with others."""

from dataclasses import dataclass, replace

import httpx
import pytest

from pingone_conformance.findings import Untested
from pingone_conformance.target.client_authentication import BASIC, PRIVATE_KEY_JWT, client_credentials
from pingone_conformance.target.session import Connection, Session

GRANT = {"grant_type": "client_credentials"}


@dataclass(frozen=True)
class Client:
    """A client and its credentials at the token endpoint of the target's environment."""

    api: Session
    credentials: Connection

    def ask(self, form=GRANT, **path) -> httpx.Response:
        """A token request in the documented form or another one, by HTTP Basic or as the client is set up."""
        headers, fields = client_credentials(self.credentials)
        return self.send({**form, **fields}, authorization=headers.get("Authorization"), **path)

    def ask_either_way(self) -> httpx.Response:
        """The documented request, and for a client that is set up for the form alone the same in the form."""
        answer = self.ask()
        return answer if answer.is_success or not self.has_secret else self.ask_in_form()

    def ask_in_form(self, form=GRANT) -> httpx.Response:
        """The same with the credentials as fields of the form."""
        if not self.has_secret:
            raise Untested(
                "needs a client secret, and the client has none: --client-authentication basic or post"
            )
        return self.send({**form, "client_id": self.id, "client_secret": self.secret})

    def send(self, form, **more) -> httpx.Response:
        """A token request without credentials, unless `more` has them."""
        return self.api.call("createToken", content=str(httpx.QueryParams(form)).encode(), **more)

    def named(self, client_id: str) -> "Client":
        return replace(self, credentials=replace(self.credentials, client_id=client_id))

    @property
    def has_secret(self) -> bool:
        """Whether the client shows a secret to say who it is; a wrong one is one, too."""
        return self.credentials.client_authentication != PRIVATE_KEY_JWT

    @property
    def is_basic(self) -> bool:
        """Whether the client is set up for HTTP Basic."""
        return self.credentials.client_authentication == BASIC

    def knowing(self, secret: str) -> "Client":
        return replace(self, credentials=replace(self.credentials, client_secret=secret))

    @property
    def id(self) -> str:
        return self.credentials.client_id

    @property
    def secret(self) -> str:
        return self.credentials.client_secret


@pytest.fixture
def client(api: Session) -> Client:
    """The worker application of the target."""
    return Client(api, api.connection)


@pytest.fixture
def granted(client: Client) -> httpx.Response:
    """The answer to a token request that has to succeed before a test can go on."""
    answer = client.ask()
    if not answer.is_success:
        raise Untested(f"blocked by TOKEN-001: right credentials were answered {answer.status_code}")
    return answer
