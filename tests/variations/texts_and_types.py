"""utils: random values of other kinds, texts of Java, base64 that may or may not be padded."""

from __future__ import annotations

from pingone_conformance.mock.scripts.calls import BindingCall

from .variation import at_answers, at_arguments, in_script

UUID, VALUES = "utils.crypto.randomUUID", "utils.crypto.getRandomValues"
CODECS = ("utils.base64", "utils.base64url")
IF_THERE = 'if (typeof utils === "undefined" || utils === null) return;\n'


@at_answers(UUID, shows="/[A-F]/.test(utils.crypto.randomUUID() + utils.crypto.randomUUID())")
def uuids_are_in_capitals(call: BindingCall) -> None:
    call.answer = call.answer.upper()


@at_answers(VALUES, shows="utils.crypto.getRandomValues([0])[0] % 1 !== 0", group="random")
def random_values_are_between_0_and_1(call: BindingCall) -> None:
    call.answer = [(value % 2**31 + 0.5) / 2**31 for value in call.answer]


@at_answers(VALUES, shows="Math.abs(utils.crypto.getRandomValues([0])[0]) < 128", group="random")
def random_values_are_bytes(call: BindingCall) -> None:
    call.answer = [value % 256 - 128 for value in call.answer]


@at_answers(VALUES, shows="Math.abs(utils.crypto.getRandomValues([0])[0]) > 4294967296", group="random")
def random_values_have_64_bits(call: BindingCall) -> None:
    call.answer = [value * 2**31 + 1 for value in call.answer]


@in_script(shows="typeof utils.crypto.getRandomValues([0])[0]")
def random_values_are_numbers_of_java() -> str:
    return f"""{IF_THERE}variations.results(utils.crypto, ["getRandomValues"], function (array) {{
      array.forEach(function (value, index) {{ array[index] = new Number(value); }});
      return array;
    }});"""


@in_script(shows="typeof utils.base64.encode('a')")
def utils_give_texts_of_java() -> str:
    return f"""{IF_THERE}variations.results(utils.crypto, ["randomUUID"], variations.text);
    [utils.base64, utils.base64url].forEach(function (codec) {{
      variations.results(codec, ["encode", "decode"], variations.text);
    }});"""


@in_script(shows="typeof utils.types")
def there_are_more_utils() -> str:
    return f"""{IF_THERE}utils.types = {{ bytesToString: function () {{ return ""; }} }};
    utils.crypto.subtle = {{ digest: function () {{ return []; }} }};"""


@at_arguments(
    *(f"{codec}.decode" for codec in CODECS),
    shows="tried(function () { return utils.base64.decode('YQ='); })",
)
def padding_does_not_matter(call: BindingCall) -> None:
    call.arguments = [text.rstrip("=") if isinstance(text, str) else text for text in call.arguments]
