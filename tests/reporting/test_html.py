from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest

from pingone_conformance.reporting.html import write_html

HOSTILE = (
    "</pre></details><script>alert(1)</script><img src=x onerror=alert(1)>\"'&{{ 7*7 }}"
    "\x00\x1b[31m\u202e\ud83d"
)
# Elements and attributes that make a browser fetch something.
FETCHING = {
    "link",
    "iframe",
    "object",
    "embed",
    "video",
    "audio",
    "source",
    "base",
    "form",
    "image",
    "use",
}
FETCHING_ATTRIBUTES = {
    "src",
    "srcset",
    "data",
    "action",
    "formaction",
    "poster",
    "background",
    "xlink:href",
    "ping",
}


class Page(HTMLParser):
    """The elements of a page, its ids, and the texts of its style and script."""

    def __init__(self, text):
        super().__init__()
        self.elements, self.raw, self.text = [], {}, ""
        self._inside = None
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        self._inside = tag if tag in ("style", "script") else None

    def handle_endtag(self, tag):
        self._inside = None if tag == self._inside else self._inside

    def handle_data(self, data):
        if self._inside:
            self.raw[self._inside] = self.raw.get(self._inside, "") + data
        else:
            self.text += data

    def attributes(self, name):
        return [attributes[name] for _, attributes in self.elements if name in attributes]

    def of(self, tag):
        return [attributes for name, attributes in self.elements if name == tag]


@pytest.fixture
def page(tmp_path):
    def render(results):
        file = tmp_path / "report.html"
        write_html(results, file)
        assert [entry.name for entry in tmp_path.iterdir()] == ["report.html"]
        return Page(file.read_text(encoding="utf-8"))

    return render


def test_every_rule_and_finding_has_an_anchor_and_no_id_is_given_twice(make, page):
    ids = page(make.of_each_verdict()).attributes("id")
    assert set(make.contracts.rules) <= set(ids)
    assert "FINDING-001" in ids
    assert len(ids) == len(set(ids))


def test_links_within_the_page_lead_somewhere(make, page):
    rendered = page(make.of_each_verdict())
    inner = {link[1:] for link in rendered.attributes("href") if link.startswith("#")}
    assert inner
    assert inner <= set(rendered.attributes("id"))


def test_nothing_is_fetched_and_links_out_are_to_documents(make, page):
    rendered = page(make.of_each_verdict())
    assert not FETCHING & {tag for tag, _ in rendered.elements}
    for tag, attributes in rendered.elements:
        fetching = FETCHING_ATTRIBUTES & set(attributes)
        assert fetching <= ({"src"} if tag == "img" else set())
        assert all(attributes[name].startswith("data:image/jpeg;base64,") for name in fetching)
    assert not re.search(r"url\(|@import|image-set", rendered.raw["style"])
    assert not re.search(r"fetch\(|XMLHttpRequest|import\(|innerHTML|https?:", rendered.raw["script"])
    outer = {link for link in rendered.attributes("href") if not link.startswith("#")}
    assert outer == {
        "https://docs.example/portrait",
        "https://docs.example/users",
        "https://docs.example/bindings",
    }


def test_the_policy_allows_the_own_style_and_script_and_nothing_else(make, page):
    rendered = page(make.of_each_verdict())
    policy = next(meta["content"] for meta in rendered.of("meta") if "http-equiv" in meta)
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    for kind in ("style", "script"):
        digest = base64.b64encode(hashlib.sha256(rendered.raw[kind].encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy
    attributes = {name for _, given in rendered.elements for name in given}
    assert not {name for name in attributes if name == "style" or name.startswith("on")}


def tags_of(page):
    """The elements without the marks, which depend on the words of a finding."""
    return [tag for tag, _ in page.elements if tag != "mark"]


def test_hostile_text_stays_text(make, page):
    results = make.results(
        make.breaking("PORTRAIT-003"), make.untested("USER-003", HOSTILE), make.broken("USER-001", HOSTILE)
    )
    harmless = page(results)
    finding = next(row for row in results["rules"] if row["findings"])["findings"][0]
    exchange = {
        name: HOSTILE if isinstance(value, str) else value for name, value in finding["exchange"].items()
    }
    exchange |= {"request_headers": {HOSTILE: HOSTILE}, "response_headers": {HOSTILE: HOSTILE}}
    finding |= {"expected": HOSTILE, "observed": HOSTILE, "test": HOSTILE, "exchange": exchange}
    results["target"]["address"] = results["settings"]["mock_url"]["value"] = HOSTILE
    hostile = page(results)
    assert tags_of(hostile) == tags_of(harmless)
    assert "<script>alert(1)</script>" in hostile.text
    assert "{{ 7*7 }}" in hostile.text
    hidden = [char for char in hostile.text if not char.isprintable() and char not in "\n\t"]
    assert hidden == []
    assert r"\x00\x1b[31m\u202e\ud83d" in hostile.text


def test_an_address_that_is_not_of_the_web_is_no_link(make, page):
    results = make.of_each_verdict()
    results["documents"]["users"]["url"] = "javascript:alert(1)"
    assert "javascript:alert(1)" not in page(results).attributes("href")


def test_a_breach_shows_both_sides_its_source_its_exchange_and_how_to_repeat_it(make, page):
    text = page(make.of_each_verdict()).text
    for part in (
        "Plain application/json is refused",
        "status 415",
        "status 200",
        "Update Portrait Background",
        "Seen 2 times",
        "Bearer $PINGONE_ACCESS_TOKEN",
        "curl --request POST",
        "pingone-conformance run --rule PORTRAIT-003 --seed 7",
    ):
        assert part in text, part


def test_breaches_come_first_the_violated_ones_before_the_others(make, page):
    ids = page(make.of_each_verdict()).attributes("id")
    places = [
        ids.index(part)
        for part in ("breaches", "PORTRAIT-003", "USER-002", "operations", "rules", "untested")
    ]
    assert places == sorted(places)


def test_reasons_and_findings_about_documents_are_told(make, page):
    text = page(make.of_each_verdict()).text
    for part in (
        "Scripts run inside another product.",
        "not offered here",
        "asks for 4:3",
        "shows a square",
        "The request counts.",
    ):
        assert part in text, part


def test_settings_and_versions_are_told(make, page):
    text = page(make.of_each_verdict(mock_url="http://127.0.0.1:8080")).text
    assert "http://127.0.0.1:8080" in text
    assert "schemathesis" in text


def test_an_incomplete_run_says_so_before_anything_else(make, page):
    text = page(make.of_each_verdict(complete=False)).text
    assert "This run is incomplete." in text
    assert text.index("This run is incomplete.") < text.index("What is broken")
    assert "This run is incomplete." not in page(make.of_each_verdict()).text


def test_what_a_killed_run_leaves_makes_a_page_too(page):
    left = {
        "schema": 1,
        "complete": False,
        "versions": {"pingone-conformance": "1", "python": "3"},
        "seed": 7,
    }
    assert "before it could judge anything" in page(left).text


def test_a_run_without_breaches_has_no_section_for_them(make, page):
    rendered = page(make.results(make.outcome("USER-001")))
    assert "breaches" not in rendered.attributes("id")
    assert "Every rule that was tried holds." in rendered.text


def test_the_file_stays_small_whatever_a_run_finds(make, tmp_path):
    results = make.results(make.breaking("PORTRAIT-003"))
    row = next(row for row in results["rules"] if row["findings"])
    finding = row["findings"][0]
    body = "\"<>&'é" * 700
    exchange = finding["exchange"] | {"request_body": body, "response_body": body, "curl": body}
    findings = [finding | {"observed": f"{number} {body}", "exchange": exchange} for number in range(8)]
    tests = [
        f"scenarios/a_folder/test_topic.py::test_that_something_long_happens[case-{number}]"
        for number in range(40)
    ]
    many = [f"MANY-{number:03}" for number in range(826)]
    results["rules"] = [
        row | {"id": rule, "title": "x" * 100, "findings": findings, "tests": tests} for rule in many
    ]
    unjudged = {"findings": [], "finding_count": 0, "tests": tests}
    results["rules"] += [
        row
        | unjudged
        | {"id": f"{verdict.upper()}-{number:03}", "verdict": verdict, "reason": f"{number} {body}"}
        for verdict in ("broken", "untested")
        for number in range(400)
    ]
    results["not_deleted"] = [body] * 1000
    write_html(results, tmp_path / "report.html")
    assert (tmp_path / "report.html").stat().st_size < 5_000_000
    assert len(set(Page((tmp_path / "report.html").read_text(encoding="utf-8")).attributes("id"))) > 826


def test_what_results_only_count_is_counted(make, page):
    results = make.results(
        make.outcome("USER-001", breaches=make.breaking("USER-001").breaches, left_out={"USER-001": 1200})
    )
    assert "Found 1,200 more times, which results.json only counts." in page(results).text
