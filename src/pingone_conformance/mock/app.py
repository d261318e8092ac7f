"""The mock as an ASGI application: the routes of the API, of the auth host and of the control plane."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from pingone_conformance.mock import control as control_plane
from pingone_conformance.mock.cloud import doors as cloud
from pingone_conformance.mock.cloud import errors as cloud_errors
from pingone_conformance.mock.errors import not_found
from pingone_conformance.mock.faults import faults_named
from pingone_conformance.mock.faults.wrapper import Faults
from pingone_conformance.mock.headers import ResponseHeaders
from pingone_conformance.mock.operation import Endpoint, Operation, WithBody, WithoutBody
from pingone_conformance.mock.resources import (
    flows,
    metadata,
    paths,
    platform,
    policies,
    transactions,
    user_list,
    users,
    verified_data,
)
from pingone_conformance.mock.resources.token import CreateToken
from pingone_conformance.mock.roles import ADMIN, ANY, DATA_READER
from pingone_conformance.mock.schemas.policies import PolicyBody
from pingone_conformance.mock.schemas.portraits import REPLACE_BACKGROUND, BackgroundReplacement
from pingone_conformance.mock.schemas.transactions import NewTransaction, StatusUpdate
from pingone_conformance.mock.schemas.users import AccountConfirmation, NewUser, UserPatch, UserReplacement
from pingone_conformance.mock.state import QUICKJS, Mock

_ENVIRONMENT = "/v1/environments/{environment_id}"
_USER = f"{_ENVIRONMENT}/users/{{user_id}}"
_TRANSACTION = f"{_USER}/verifyTransactions/{{transaction_id}}"


def create_app(
    *,
    seed: str | None = None,
    control: bool = True,
    base_url: str | None = None,
    faults: Sequence[str] = (),
    script_engine: str = QUICKJS,
) -> Starlette:
    """Return the mock as an ASGI application.

    One server answers for the API host (below ``/v1``), for the auth host, for Advanced Identity Cloud (below
    ``/am``, ``/openidm`` and ``/environment``) and, with ``control``, for the control plane (below ``/_mock``).
    The same ``seed`` gives the same ready-made environment and the same ids. Links in answers start with
    ``base_url``, else with the scheme and host of the request. ``faults`` names what the server does wrong from
    the start. ``script_engine`` is what runs the scripts of journeys, and others that do not say. The state is at
    ``app.state.mock``.

    Raises UnknownFaultError for the name of a fault that there is not.
    """
    mock = Mock(seed, base_url)
    mock.faults = faults_named(faults) if faults else []
    mock.script_engine = script_engine
    app = Starlette(
        routes=[
            *_api_routes(mock),
            *_auth_routes(mock),
            *(control_plane.routes(mock) if control else ()),
            *_platform_routes(mock),
            *cloud.routes(mock),
        ],
        middleware=[Middleware(Faults, mock=mock), Middleware(ResponseHeaders, mock=mock)],
        exception_handlers={404: _not_found},
    )
    app.router.redirect_slashes = False
    app.state.mock = mock
    return app


def _api_routes(mock: Mock) -> list[BaseRoute]:
    """Return the API's routes, those that are asked for most first: the router tries them in this order."""

    def route(path: str, **operations: Operation) -> Route:
        return Route(path, Endpoint(mock, **operations))

    return [
        route(
            _TRANSACTION,
            GET=WithoutBody(paths.transaction, transactions.read),
            PUT=WithBody(paths.transaction, StatusUpdate, transactions.update),
            DELETE=WithoutBody(paths.transaction, transactions.delete),
        ),
        route(
            f"{_USER}/verifyTransactions",
            GET=WithoutBody(paths.user, transactions.read_all),
            POST=WithBody(paths.user, NewTransaction, transactions.create),
        ),
        route(
            f"{_TRANSACTION}/verifiedData/{{verified_data_id}}",
            GET=WithoutBody(paths.verified_data, verified_data.read),
            POST=WithBody(
                verified_data.find_selfie,
                BackgroundReplacement,
                verified_data.replace_background,
                media_type=REPLACE_BACKGROUND,
            ),
        ),
        route(f"{_TRANSACTION}/verifiedData", GET=WithoutBody(paths.transaction, verified_data.read_all)),
        route(f"{_TRANSACTION}/metaData", GET=WithoutBody(paths.transaction, metadata.read_all)),
        route(f"{_TRANSACTION}/metaData/{{metadata_id}}", GET=WithoutBody(paths.metadata, metadata.read)),
        route(
            _USER,
            GET=WithoutBody(paths.user, users.read, roles=DATA_READER),
            PATCH=WithBody(paths.user, UserPatch, users.patch),
            PUT=WithBody(paths.user, UserReplacement, users.put),
            DELETE=WithoutBody(paths.user, users.delete),
        ),
        route(
            f"{_ENVIRONMENT}/users",
            GET=WithoutBody(paths.environment, user_list.read_all, roles=DATA_READER),
            POST=WithBody(paths.environment, NewUser, users.create),
        ),
        route(
            f"{_ENVIRONMENT}/verifyPolicies",
            GET=WithoutBody(paths.environment, policies.read_all),
            POST=WithBody(paths.environment, PolicyBody, policies.create),
        ),
        route(
            f"{_ENVIRONMENT}/verifyPolicies/{{policy_id}}",
            GET=WithoutBody(paths.policy, policies.read),
            PUT=WithBody(paths.policy, PolicyBody, policies.update),
            DELETE=WithoutBody(paths.policy, policies.delete),
        ),
    ]


def _auth_routes(mock: Mock) -> list[BaseRoute]:
    flow = Endpoint(
        mock,
        GET=WithoutBody(paths.flow, flows.read, bearer=False),
        POST=WithBody(
            paths.flow, AccountConfirmation, flows.confirm, media_type=flows.USER_CONFIRM, bearer=False
        ),
    )
    return [
        Route("/{environment_id}/as/token", Endpoint(mock, POST=CreateToken())),
        Route("/{environment_id}/flows/{flow_id}", flow),
    ]


def _platform_routes(mock: Mock) -> list[BaseRoute]:
    """Return the routes of what surrounds the API, which is asked for once in a run: tried last."""

    def route(path: str, operation: Operation) -> Route:
        return Route(path, Endpoint(mock, GET=operation))

    return [
        route(_ENVIRONMENT, WithoutBody(paths.environment, platform.read_environment, roles=ANY)),
        route(
            f"{_ENVIRONMENT}/billOfMaterials",
            WithoutBody(paths.environment, platform.read_bill_of_materials, roles=ADMIN),
        ),
        route(
            f"{_ENVIRONMENT}/applications/{{application_id}}/roleAssignments",
            WithoutBody(platform.find_application, platform.read_role_assignments, roles=ADMIN),
        ),
        route(
            "/v1/organizations/{organization_id}/licenses/{license_id}",
            WithoutBody(platform.find_license, platform.read_license, roles=ANY),
        ),
        route(
            f"{_ENVIRONMENT}/roles", WithoutBody(paths.environment, platform.read_custom_roles, roles=ADMIN)
        ),
        route("/v1/roles", WithoutBody(platform.anything, platform.read_roles, roles=ANY)),
    ]


async def _not_found(request: Request, problem: Exception) -> Response:
    mock: Mock = request.app.state.mock
    if not isinstance(problem, HTTPException):
        raise problem
    if request.url.path.startswith(cloud.PREFIXES):
        return cloud_errors.not_found().response(mock.ids.trace())
    return not_found().response(mock.ids.trace())
