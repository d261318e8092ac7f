"""The paths of the cloud side, and what answers each."""

from __future__ import annotations

from starlette.routing import Route

from pingone_conformance.mock.cloud import esvs, journeys, managed_users, nodes, scripts
from pingone_conformance.mock.cloud.answers import realm_of
from pingone_conformance.mock.cloud.authenticate import Authenticate
from pingone_conformance.mock.cloud.endpoint import (
    AUTHENTICATION,
    ESVS,
    JOURNEYS,
    MANAGED,
    NODES,
    SCRIPTS,
    ByAction,
    CloudEndpoint,
    Service,
)
from pingone_conformance.mock.cloud.token import PATH as TOKEN_PATH
from pingone_conformance.mock.cloud.token import CreateServiceAccountToken
from pingone_conformance.mock.operation import Operation, WithBody, WithoutBody
from pingone_conformance.mock.schemas.cloud import (
    JourneyBody,
    ManagedObjectBody,
    ScriptBody,
    ScriptToValidate,
    SecretBody,
    VariableBody,
)
from pingone_conformance.mock.state import Mock

_REALM = "/am/json/realms/root/realms/{realm}"
_TREES = f"{_REALM}/realm-config/authentication/authenticationtrees"
_MANAGED = "/openidm/managed/{object_type}"

_TOKENS = Service(None, ((1, 0), (2, 0)), tells_version=False)


def routes(mock: Mock) -> list[Route]:
    """Return the routes; a collection answers with and without a slash at the end, as the documents write both."""

    def route(service: Service, path: str, **operations: Operation) -> Route:
        return Route(path, CloudEndpoint(mock, service, **operations))

    node: dict[str, Operation] = {
        "PUT": WithBody(nodes.place, ManagedObjectBody, nodes.put, bearer=False),
        "GET": WithoutBody(nodes.find, nodes.read, bearer=False),
        "DELETE": WithoutBody(nodes.find, nodes.delete, bearer=False),
    }
    all_scripts: dict[str, Operation] = {
        "GET": WithoutBody(realm_of, scripts.read_all, bearer=False),
        "POST": ByAction(
            create=WithBody(realm_of, ScriptBody, scripts.create, bearer=False),
            validate=WithBody(realm_of, ScriptToValidate, scripts.validate, bearer=False),
        ),
    }
    create_managed = WithBody(managed_users.kind_of, ManagedObjectBody, managed_users.create, bearer=False)
    return [
        route(AUTHENTICATION, f"{_REALM}/authenticate", POST=Authenticate()),
        route(SCRIPTS, f"{_REALM}/scripts", **all_scripts),
        route(SCRIPTS, f"{_REALM}/scripts/", **all_scripts),
        route(
            SCRIPTS,
            f"{_REALM}/scripts/{{script_id}}",
            GET=WithoutBody(scripts.find, scripts.read, bearer=False),
            PUT=WithBody(realm_of, ScriptBody, scripts.put, bearer=False),
            DELETE=WithoutBody(scripts.find, scripts.delete, bearer=False),
        ),
        route(NODES, f"{_TREES}/nodes/{{node_type}}/{{node_id}}", **node),
        # Newer versions of the interface name the version of the type of nodes, too.
        route(NODES, f"{_TREES}/nodes/{{node_type}}/1.0/{{node_id}}", **node),
        route(
            JOURNEYS,
            f"{_TREES}/trees/{{journey_id}}",
            GET=WithoutBody(journeys.find, journeys.read, bearer=False),
            PUT=WithBody(realm_of, JourneyBody, journeys.put, bearer=False),
            DELETE=WithoutBody(journeys.find, journeys.delete, bearer=False),
        ),
        route(
            ESVS,
            "/environment/secrets/{name}",
            GET=WithoutBody(esvs.find_secret, esvs.read, bearer=False),
            PUT=WithBody(esvs.name_of, SecretBody, esvs.put_secret, bearer=False),
            DELETE=WithoutBody(esvs.find_secret, esvs.delete, bearer=False),
        ),
        route(
            ESVS,
            "/environment/variables/{name}",
            GET=WithoutBody(esvs.find_variable, esvs.read, bearer=False),
            PUT=WithBody(esvs.name_of, VariableBody, esvs.put_variable, bearer=False),
            DELETE=WithoutBody(esvs.find_variable, esvs.delete, bearer=False),
        ),
        route(
            MANAGED,
            _MANAGED,
            GET=WithoutBody(managed_users.kind_of, managed_users.read_all, bearer=False),
            POST=ByAction(create=create_managed),
        ),
        route(
            MANAGED,
            f"{_MANAGED}/{{managed_id}}",
            GET=WithoutBody(managed_users.find, managed_users.read, bearer=False),
            DELETE=WithoutBody(managed_users.find, managed_users.delete, bearer=False),
        ),
        route(_TOKENS, TOKEN_PATH, POST=CreateServiceAccountToken()),
    ]
