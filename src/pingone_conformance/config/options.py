"""Every setting: its default, what it may say, its variable, and the help of its flag."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import platformdirs

from pingone_conformance.config import values

ENVIRONMENT_PREFIX = "PINGONE_CONFORMANCE_"
PROFILES = ("smoke", "standard", "deep")
SUITES = ("property", "scenarios", "bindings")
TARGETS = ("mock", "tenant")
SCRIPT_ENGINES = ("quickjs", "rhino")
REGIONS: Mapping[str, str] = {"NA": "com", "CA": "ca", "EU": "eu", "AU": "com.au", "SG": "sg", "AP": "asia"}
"""Region codes and the end of their host names ("PingOne API requests")."""

CLIENT_AUTHENTICATIONS = ("basic", "post", "private_key_jwt")
REALMS = ("alpha", "bravo")
"""The realms of Advanced Identity Cloud."""

RISKS = ("changes", "notifies")
"""The classes of operations that a run on a tenant leaves alone unless it is told otherwise."""


@dataclass(frozen=True, slots=True)
class Option:
    """A setting. `variable` is empty for the usual one; `secret` values are never shown, nor given as flags."""

    default: object
    parse: values.Parser
    help: str = ""
    variable: str = ""
    tenant: bool = False
    secret: bool = False
    switch: bool = False


def _tenant(parse: values.Parser, help_: str, default: object = "", **facts: object) -> Option:
    return Option(default, parse, help_, tenant=True, **facts)  # type: ignore[arg-type]


OPTIONS: Mapping[str, Option] = {
    "target": Option("mock", values.one_of(*TARGETS), "What to try the rules on: mock or tenant."),
    "mock_url": Option("", values.address, "A mock that is already running."),
    "profile": Option("standard", values.one_of(*PROFILES), "How much to try: smoke, standard or deep."),
    "seed": Option(1, values.whole_number(0, 2**32 - 1), "Seed of generated cases and of the mock's ids."),
    "workers": Option(0, values.whole_number(0, 64), "Processes that run tests; 0 is none but this."),
    "strict": Option(False, values.switch, "A broken should-rule fails the run, too.", switch=True),
    "waivers": Option("", values.path, "File of known breaches that do not fail the run."),
    "shard": Option("", values.part, "Only this part of the rules, such as 2/5; `merge` joins the parts."),
    "shard_by": Option(
        "", values.path, "Results of an earlier run, whose durations --shard deals the rules out by."
    ),
    "out": Option("reports/latest", values.text, "Where the reports go."),
    "script_engine": Option(
        "quickjs",
        values.one_of(*SCRIPT_ENGINES),
        "What runs scripts on the embedded mock: quickjs or rhino.",
    ),
    # Where the tenant is, and as whom the suite speaks to it: names of the Terraform provider and of the documents.
    "region_code": _tenant(
        values.one_of(*REGIONS),
        "Region of the tenant: NA, CA, EU, AU, SG or AP.",
        variable="PINGONE_REGION_CODE",
    ),
    "api_path": _tenant(
        values.safe_address, "Address of the API, with /v1; instead of a region.", variable="PINGONE_API_PATH"
    ),
    "auth_path": _tenant(
        values.safe_address, "Address of the auth host, without /v1.", variable="PINGONE_AUTH_PATH"
    ),
    "environment_id": _tenant(
        values.identifier, "The environment to run in.", variable="PINGONE_ENVIRONMENT_ID"
    ),
    "client_id": _tenant(values.text, "Client id of the worker application.", variable="PINGONE_CLIENT_ID"),
    "client_secret": _tenant(values.text, "Its secret.", variable="PINGONE_CLIENT_SECRET", secret=True),
    "client_authentication": _tenant(
        values.one_of(*CLIENT_AUTHENTICATIONS),
        "How it authenticates: basic, post or private_key_jwt.",
        "basic",
    ),
    "private_key": _tenant(values.path, "File with its private key, PEM or JWK."),
    "private_key_id": _tenant(values.text, "Id (kid) of that key."),
    "population_id": _tenant(
        values.identifier, "Population of the users that are made.", variable="PINGONE_POPULATION_ID"
    ),
    # Advanced Identity Cloud, for script bindings: names in the manner of frodo-cli.
    "aic_base_url": _tenant(
        values.safe_address, "Address of an Advanced Identity Cloud tenant.", variable="AIC_BASE_URL"
    ),
    "aic_realm": _tenant(
        values.one_of(*REALMS), "Realm to try scripts in: alpha or bravo.", REALMS[0], variable="AIC_REALM"
    ),
    "aic_service_account_id": _tenant(
        values.identifier, "Id of the service account there.", variable="AIC_SA_ID"
    ),
    "aic_service_account_key": _tenant(
        values.text, "Its private key, a JWK.", variable="AIC_SA_JWK", secret=True
    ),
    "aic_service_account_key_file": _tenant(values.path, "File with that key.", variable="AIC_SA_JWK_FILE"),
    "aic_httpbin_url": _tenant(
        values.address, "An httpbin that scripts of the tenant can call.", variable="AIC_HTTPBIN_URL"
    ),
    "proxy": _tenant(values.proxy, "An HTTP proxy.  [default: HTTPS_PROXY and its kin]"),
    "ca_bundle": _tenant(values.path, "File with certificates of a private CA."),
    "timeout": _tenant(values.number(0.1, 300), "Seconds that the target has for an answer.", 30.0),
    # What the run may do there.
    "dry_run": _tenant(
        values.switch,
        "Say what the run would call, on the embedded mock; nothing is sent.",
        False,
        switch=True,
    ),
    "allow": _tenant(
        values.several_of(*RISKS), "Also call operations of this class: changes, notifies.", frozenset()
    ),
    "allow_production": _tenant(values.identifier, "Id of a production environment that may be used."),
    "notify_email": _tenant(values.email, "The address that notifications may go to."),
    "notify_phone": _tenant(values.text, "The telephone number that notifications may go to."),
    "rate": _tenant(values.number(0.1, 100), "Requests per second, all processes together.", 5.0),
    "max_requests": _tenant(
        values.whole_number(1, 1_000_000), "Most requests of the run.  [default: the profile's]", None
    ),
    "max_creates": _tenant(
        values.whole_number(0, 100_000), "Most things to create.  [default: the profile's]", None
    ),
    "ledger": _tenant(
        values.path,
        "Folder that remembers what a run created.  [default: the user's state folder]",
        str(platformdirs.user_state_path("pingone-conformance") / "ledger"),
    ),
    "keep_images": _tenant(
        values.switch, "Keep pictures in the reports: people in them are synthetic.", False, switch=True
    ),
    # What a tenant cannot do alone.
    "verified_transaction": _tenant(values.text, "A transaction verified in the last 30 minutes: USER/ID."),
    "verification_hook": _tenant(
        values.text, "Shell command that finishes a verification.", variable="PINGONE_VERIFICATION_HOOK"
    ),
    "verification_timeout": _tenant(values.number(1, 3600), "Seconds that a verification may take.", 600.0),
    "interactive": _tenant(
        values.switch, "Show a QR code and wait for a person with a telephone.", False, switch=True
    ),
    "flow": _tenant(values.text, "Id of a flow that waits for account confirmation."),
    "flow_hook": _tenant(
        values.text, "Shell command that prints such a flow as JSON.", variable="PINGONE_FLOW_HOOK"
    ),
}


def variable_of(name: str) -> str:
    """The environment variable of a setting."""
    return OPTIONS[name].variable or ENVIRONMENT_PREFIX + name.upper()
