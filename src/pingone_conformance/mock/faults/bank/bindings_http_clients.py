"""Instances of the Http Client service, certificates and libraries that a wrong server does not use."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pingone_conformance.mock.cloud.records import Esv
from pingone_conformance.mock.cloud.store import CloudStore
from pingone_conformance.mock.faults.bindings import around_call, in_script, on_arguments, on_call
from pingone_conformance.mock.faults.fault import Kind
from pingone_conformance.mock.scripts.calls import AroundCall, BindingCall
from pingone_conformance.scripting.program import HostError

SEND, GET, SOURCE = "httpClient.send", "httpClient.get", "require.source"
INSTANCES = ("HTTP-016", "HTTP-017", "HTTP-038", "HTTP-039", "HTTP-040", "HTTP-048", "HTTP-056", "HTTP-057")
_FAILURE = "org.forgerock.openam.auth.nodes.script.HttpClientScriptException"


def _cloud(call: BindingCall) -> CloudStore:
    return call.run.mock.store.cloud


def _options(call: BindingCall) -> dict[str, Any]:
    found = call.arguments[1] if len(call.arguments) > 1 else None
    return found if isinstance(found, dict) else {}


def _rewrite(call: BindingCall, client: str | None = None, trust: str | None = None) -> None:
    """Change the certificates of the request that was sent last."""
    sent = _cloud(call).outbound[-1]
    _cloud(call).outbound[-1] = replace(
        sent,
        client_certificate=sent.client_certificate if client is None else client,
        server_trust=sent.server_trust if trust is None else trust,
    )


@on_arguments(Kind.MEANING, SEND, "HTTP-016", "HTTP-056", also=INSTANCES)
def client_names_are_ignored(call: BindingCall) -> None:
    _options(call).pop("clientName", None)


@on_arguments(Kind.MEANING, SEND, "HTTP-016", also=INSTANCES)
def every_client_is_the_first_one(call: BindingCall) -> None:
    name = _options(call).get("clientName")
    if name:
        _options(call)["clientName"] = call.run.mock.fault_memory.setdefault("client", name)


@on_arguments(Kind.SECURITY, SEND, "HTTP-017")
def disabled_clients_are_used(call: BindingCall) -> None:
    known = _cloud(call).http_clients.get(_options(call).get("clientName", ""))
    if known is not None:
        _cloud(call).http_clients[known.name] = replace(known, enabled=True)


@on_arguments(Kind.SECURITY, SEND, "HTTP-017")
def clients_that_are_not_there_are_replaced_by_none(call: BindingCall) -> None:
    known = _cloud(call).http_clients.get(_options(call).get("clientName", ""))
    if known is None or not known.enabled:
        _options(call).pop("clientName", None)


@on_call(Kind.SECURITY, GET, "HTTP-038", also=("HTTP-039", "HTTP-056", "HTTP-057"))
def client_certificates_are_not_sent(call: BindingCall) -> None:
    _rewrite(call, client="")


@on_call(Kind.SECURITY, GET, "HTTP-038", also=INSTANCES)
def the_certificates_are_mixed_up(call: BindingCall) -> None:
    sent = _cloud(call).outbound[-1]
    _rewrite(call, sent.server_trust, sent.client_certificate)


def _first(call: BindingCall, used: str) -> str:
    """The certificate of the first request that had one, for those that have one."""
    return str(call.run.mock.fault_memory.setdefault("certificate", used)) if used else ""


@on_call(Kind.MEANING, GET, "HTTP-039", also=("HTTP-038", "HTTP-056", "HTTP-057"))
def all_clients_have_one_label_of_certificates(call: BindingCall) -> None:
    _rewrite(call, client=_first(call, _cloud(call).outbound[-1].client_certificate))


@on_call(Kind.MEANING, GET, "HTTP-040", also=("HTTP-056",))
def all_clients_have_one_label_of_trust(call: BindingCall) -> None:
    _rewrite(call, trust=_first(call, _cloud(call).outbound[-1].server_trust))


@around_call(Kind.MEANING, GET, "HTTP-039", also=INSTANCES)
def labels_of_certificates_are_in_small_letters(call: BindingCall) -> AroundCall:
    clients = _cloud(call).http_clients
    known = dict(clients)
    for name, one in known.items():
        clients[name] = replace(one, client_certificate=one.client_certificate.lower())
    yield
    clients.update(known)


@around_call(Kind.MEANING, GET, "HTTP-040", also=INSTANCES)
def labels_of_trust_are_in_small_letters(call: BindingCall) -> AroundCall:
    clients = _cloud(call).http_clients
    known = dict(clients)
    for name, one in known.items():
        clients[name] = replace(one, server_trust=one.server_trust.lower())
    yield
    clients.update(known)


@on_call(Kind.SECURITY, GET, "HTTP-040", "HTTP-056")
def every_server_is_trusted(call: BindingCall) -> None:
    _rewrite(call, trust="")


@around_call(Kind.SECURITY, GET, "HTTP-042")
def any_secret_is_a_certificate(call: BindingCall) -> AroundCall:
    esvs = _cloud(call).esvs
    for key, esv in list(esvs.items()):
        esvs[key] = replace(esv, encoding="pem")
    yield


@on_arguments(Kind.VALIDATION, SEND, "HTTP-048", also=INSTANCES)
def options_need_a_method(call: BindingCall) -> None:
    if _options(call) and "method" not in _options(call):
        raise HostError(_FAILURE, "The method is missing")


@on_arguments(Kind.MEANING, SEND, "HTTP-048", also=("HTTP-038",))
def a_client_without_a_method_posts(call: BindingCall) -> None:
    if _options(call).get("clientName"):
        _options(call).setdefault("method", "POST")


@around_call(Kind.STATE, GET, "HTTP-056", also=("HTTP-017",))
def settings_of_clients_are_those_of_the_beginning(call: BindingCall) -> AroundCall:
    clients = _cloud(call).http_clients
    first: dict[str, Any] = call.run.mock.fault_memory.setdefault("clients", {})
    for name, instance in clients.items():
        clients[name] = first.setdefault(name, instance)
    yield


@around_call(Kind.STATE, GET, "HTTP-057")
def labels_of_certificates_are_mapped_once(call: BindingCall) -> AroundCall:
    labels = _cloud(call).secret_labels
    first: dict[tuple[str, str], str] = call.run.mock.fault_memory.setdefault("labels", {})
    for realm, mapped in labels.items():
        for label in mapped:
            mapped[label] = first.setdefault((realm, label), mapped[label])
    yield


@around_call(Kind.STATE, GET, "HTTP-057", "HTTP-039", also=INSTANCES)
def secrets_of_certificates_are_not_found(call: BindingCall) -> AroundCall:
    held: dict[tuple[str, str], Esv] = dict(_cloud(call).esvs)
    _cloud(call).esvs.clear()
    yield
    _cloud(call).esvs.update(held)


@on_call(Kind.MEANING, SOURCE, "HTTP-054", also=("HTTP-055", "SCRIPTNAME-005"))
def libraries_are_empty(call: BindingCall) -> None:
    call.answer = ""


@on_arguments(Kind.STATE, SOURCE, "HTTP-054", also=("HTTP-055", "SCRIPTNAME-005"))
def libraries_are_not_found(call: BindingCall) -> None:
    raise HostError("org.mozilla.javascript.EvaluatorException", "Module not found.")


@in_script(Kind.MEANING, "require", "HTTP-055", also=("HTTP-054",))
def libraries_do_not_take_the_node_state() -> str:
    return """var right = require;
    require = function (library) {
      var found = right(library), told = {};
      Object.keys(found).forEach(function (key) {
        told[key] = typeof found[key] !== "function" ? found[key] : function () {
          var given = Array.prototype.slice.call(arguments);
          return found[key].apply(found, given.map(function (one) { return one === nodeState ? null : one; }));
        };
      });
      return told;
    };"""


@in_script(Kind.STATE, "require", "HTTP-055", also=("HTTP-054",))
def libraries_get_a_node_state_of_their_own() -> str:
    return """var right = require, own = {};
    var copy = {
      get: function (key) { return Object.prototype.hasOwnProperty.call(own, key) ? own[key] : null; },
      putShared: function (key, value) { own[key] = value; return copy; },
      putTransient: function (key, value) { own[key] = value; return copy; },
      isDefined: function (key) { return Object.prototype.hasOwnProperty.call(own, key); }
    };
    require = function (library) {
      var found = right(library), told = {};
      Object.keys(found).forEach(function (key) {
        told[key] = typeof found[key] !== "function" ? found[key] : function () {
          var given = Array.prototype.slice.call(arguments);
          return found[key].apply(found, given.map(function (one) { return one === nodeState ? copy : one; }));
        };
      });
      return told;
    };"""
