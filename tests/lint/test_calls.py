"""Methods, numbers of arguments, and arguments that are refused."""

from __future__ import annotations

import pytest

from pingone_conformance.contracts import contracts
from pingone_conformance.lint import Problem, lint
from pingone_conformance.script_bindings import Method

METHODS = [(binding.name, method) for binding in contracts().bindings.values() for method in binding.methods]
VALUES = {
    "propertyName": "'esv.a'",
    "returnType": "java.lang.String",
    "secretLabel": "'scripted.node.a'",
    "type": "'SELFIE'",
}


def only(text: str, *, legacy: bool = False) -> Problem:
    (problem,) = lint(text, legacy=legacy)
    return problem


def call(binding: str, method: Method, number: int) -> str:
    names = [argument.name for argument in method.arguments] + ["more"] * number
    return f"{binding}.{method.name}({', '.join(VALUES.get(name, '[]') for name in names[:number])});"


@pytest.mark.parametrize(("binding", "method"), METHODS, ids=lambda value: getattr(value, "name", value))
def test_each_method_takes_its_arguments_and_no_more(binding: str, method: Method) -> None:
    legacy = method.engine == "legacy"
    least = sum(not argument.optional for argument in method.arguments)
    for number in range(least, len(method.arguments) + 1):
        assert lint(call(binding, method, number), legacy=legacy) == []
    wrong = (
        {least - 1}
        if any(each.repeated for each in method.arguments)
        else {least - 1, len(method.arguments) + 1}
    )
    for number in wrong - {-1}:
        assert only(call(binding, method, number), legacy=legacy).rule == "argument-count"


@pytest.mark.parametrize(
    ("text", "column", "hint"),
    [
        ("openidm.reed('a');", 9, "did you mean openidm.read?"),
        ("utils.base64.encod('a');", 14, "did you mean utils.base64.encode?"),
        ("utils.bse64.encode('a');", 7, "did you mean utils.base64.encode?"),
        ("utils.randomUUID();", 7, "did you mean utils.crypto.randomUUID?"),
        ("(utils)['base64']['encodeText']('a');", 19, "did you mean utils.base64.encode?"),
        ("logger.message('a');", 8, "did you mean logger.debug?"),
        ("logger.warning('a');", 8, "did you mean logger.warn?"),
        ("verifyTransactionsHelper.getVerifyTransactions();", 26, "getAllVerifyTransactions"),
        ("secrets.list();", 9, "it has getGenericSecret"),
    ],
)
def test_an_unknown_method_is_reported_where_it_begins(text: str, column: int, hint: str) -> None:
    problem = only(text)
    assert (problem.rule, problem.column) == ("unknown-method", column)
    assert hint in problem.hint


def test_methods_of_the_other_engine_are_unknown_to_legacy_scripts() -> None:
    assert only("logger.info('a');", legacy=True).hint == "did you mean logger.message?"


def test_columns_count_characters() -> None:
    assert only("var a = 'ä€😀'; openidm.reed('a');").column == 24


def test_a_call_with_an_open_number_of_arguments_is_left_alone() -> None:
    assert "argument-count" not in {each.rule for each in lint("openidm.read(...[1, 2, 3, 4]);")}


@pytest.mark.parametrize(
    "label",
    [
        "'my.secret'",
        "'Scripted.node.a'",
        "'scripted.nodes.a'",
        '"esv." + realm',
        "`esv-${realm}`",
        "'\\u0061.b'",
        "''",
    ],
)
def test_only_labels_of_scripts_are_readable(label: str) -> None:
    assert only(f"secrets.getGenericSecret({label});").rule == "secret-label"


@pytest.mark.parametrize(
    "label", ["'\\u0073cripted.node.a'", "'scripted.' + 'node.a'", "'s' + realm", "realm"]
)
def test_labels_that_may_be_readable_are_left_alone(label: str) -> None:
    assert lint(f"secrets.getGenericSecret({label});") == []


def test_a_label_is_followed_to_the_only_value_of_its_variable() -> None:
    assert only("var label = 'my.secret';\nsecrets.getGenericSecret(label);").line == 1
    assert lint("var label = 'my.secret'; label = realm; secrets.getGenericSecret(label);") == []


@pytest.mark.parametrize("name", ["'my.variable'", "'ESV.a'", "'esv_a'", "`a.${realm}`"])
def test_names_of_properties_begin_with_esv(name: str) -> None:
    assert only(f"systemEnv.getProperty({name});").rule == "property-name"


@pytest.mark.parametrize("value", ["null", "undefined"])
def test_a_default_is_not_null(value: str) -> None:
    assert only(f"systemEnv.getProperty('esv.a', {value});").rule == "null-default"


@pytest.mark.parametrize(
    ("kind", "hint"),
    [
        ("java.lang.Long", "java.lang.Integer"),
        ("java.lang.Bool", "java.lang.Boolean"),
        ("java.util.Date", "java.lang.Boolean, "),
        ("Number", "java.lang.Double"),
        ("'java.lang.String'", "java.lang.Boolean, "),
        ("null", "java.lang.Boolean, "),
    ],
)
def test_there_are_six_return_types(kind: str, hint: str) -> None:
    problem = only(f"systemEnv.getProperty('esv.a', 'b', {kind});")
    assert problem.rule == "return-type"
    assert hint in problem.hint


@pytest.mark.parametrize("kind", ["imported.Integer", "java['lang'].Integer", "pick()", "kinds[0]"])
def test_return_types_that_only_the_run_knows_are_left_alone(kind: str) -> None:
    assert lint(f"var imported, kinds, pick; systemEnv.getProperty('esv.a', 'b', {kind});") == []


def test_a_type_of_verified_data_is_one_of_twelve() -> None:
    problem = only("verifyTransactionsHelper.getVerifiedDataByType('a', 'SELFI');")
    assert (problem.rule, problem.hint, problem.certain) == (
        "verified-data-type",
        "did you mean SELFIE?",
        False,
    )
    assert lint("verifyTransactionsHelper.getVerifiedDataByType('a', 'SELFIE,BARCODE');") == []


def test_options_of_requests_are_known_wherever_they_are_written() -> None:
    problem = only("var options = {methode: 'GET'};\nhttpClient.send('https://a.example', options);")
    assert (problem.rule, problem.line, problem.hint) == ("request-option", 1, "did you mean method?")
    assert only("httpClient.send('https://a.example', {'timeout': 3});").rule == "request-option"


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("httpClient.send('a').get().getStatus();", "did you mean status?"),
        ("var answer = httpClient.send('a').get();\nanswer.getEntity();", "it has headers"),
        ("httpClient.send('a').json();", "call get first: .get().json"),
        ("var answer = httpClient.send('a');\nanswer.status;", "call get first: .get().status"),
        ("secrets.getGenericSecret('scripted.node.a').getAsUTF8();", "did you mean getAsUtf8?"),
    ],
)
def test_members_of_results_are_known(text: str, hint: str) -> None:
    problem = only(text)
    assert (problem.rule, problem.certain) == ("unknown-method", False)
    assert hint in problem.hint


def test_a_variable_that_has_another_value_later_is_left_alone() -> None:
    assert lint("var answer = httpClient.send('a').get(); answer = {}; answer.anything();") == []


def test_lines_end_as_the_dialect_counts_them() -> None:
    assert only("var a = 1;\u2028openidm.reed('a');").line == 2


def test_half_a_character_is_no_obstacle() -> None:
    assert only("var a = '\ud800'; openidm.reed('a');").rule == "unknown-method"
