"""The parts of `report.html` beside the broken rules: what changed, portraits, waivers, documents, costs."""

from __future__ import annotations

import copy
import re

import pytest

from pingone_conformance.reporting.html import write_html

from .pages import row_of, shown, with_everything


@pytest.fixture
def text(tmp_path):
    """Renders the page and gives its text without markup, white space made one."""

    def render(results, previous=None, part="content"):
        write_html(results, tmp_path / "report.html", previous)
        html = (tmp_path / "report.html").read_text(encoding="utf-8")
        _, found, rest = html.partition(f'id="{part}"')
        section = rest.partition("</main>" if part == "content" else "</section>")[0]
        return " ".join(re.sub(r"<[^>]*>", " ", section.partition(">")[2]).split()) if found else None

    return render


@pytest.fixture
def turned(make):
    """Two runs: one rule broke, one was mended."""
    before, after = make.of_each_verdict(), make.of_each_verdict()
    row_of(before, "PORTRAIT-003").update(verdict="conforms", findings=[], finding_count=0)
    row_of(after, "USER-002").update(verdict="conforms", findings=[], finding_count=0)
    return before, after


def test_what_changed_names_what_got_worse_before_what_got_better(text, turned):
    before, after = turned
    said = text(after, before, "changes")
    assert "1 got worse" in said
    assert "1 got better" in said
    assert said.index("PORTRAIT-003") < said.index("USER-002")
    assert "conforms violates held before" in said
    assert "new since the previous run" in text(after, before, "breaches")


def test_the_counts_say_how_many_more_or_fewer_there_are(tmp_path, make):
    before, after = make.of_each_verdict(), make.of_each_verdict()
    row_of(before, "PORTRAIT-003").update(verdict="conforms", findings=[], finding_count=0)
    write_html(after, tmp_path / "report.html", before)
    html = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert re.findall(r'<span class="more">(.*?)</span>', html) == ["\N{MINUS SIGN}1", "+1"]


def test_a_run_like_the_one_before_says_so(text, make):
    said = text(make.of_each_verdict(), make.of_each_verdict(), "changes")
    assert "No rule turned" in said


def test_without_a_run_before_nothing_is_said_to_have_changed(text, make):
    assert text(make.of_each_verdict(), None, "changes") is None


def test_rules_of_one_run_only_are_counted_and_change_no_number(text, make):
    before, after = make.of_each_verdict(), make.of_each_verdict()
    before["rules"] = [row for row in before["rules"] if row["id"] != "USER-001"]
    assert "1 new" in text(after, before, "changes")
    assert "1 not in this run" in text(before, after, "changes")


def test_a_run_that_was_cut_off_has_no_changes(text, make):
    killed = {
        "schema": 1,
        "complete": False,
        "versions": {"pingone-conformance": "1", "python": "3"},
        "seed": 7,
    }
    assert text(killed, make.of_each_verdict(), "changes") is None


def test_what_was_not_deleted_is_told_with_the_way_to_try_again(text, make):
    said = text(with_everything(make.of_each_verdict()), part="left")
    assert "user 17: answered 500" in said
    assert "pingone-conformance sweep" in said


def test_a_waived_rule_shows_reason_link_and_end_and_is_not_among_the_broken(text, make):
    results = with_everything(make.of_each_verdict())
    said = text(results, part="waived")
    for part in (
        "USER-002",
        "known since spring",
        "https://tracker.example/17",
        "2031-01-31",
        "the old nickname",
    ):
        assert part in said, part
    assert "USER-002" not in text(results, part="breaches")


def test_a_waiver_that_fails_the_run_says_so(text, make):
    assert "expired : fails the run" in text(with_everything(make.of_each_verdict()), part="waived")


def test_a_link_of_a_waiver_that_is_no_web_address_is_text(tmp_path, make):
    results = with_everything(make.of_each_verdict())
    row_of(results, "USER-002")["waiver"]["link"] = "javascript:alert(1)"
    write_html(results, tmp_path / "report.html")
    assert 'href="javascript' not in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_portraits_have_both_pictures_what_was_asked_and_what_was_measured(text, make):
    said = text(with_everything(make.of_each_verdict()), part="portraits")
    for part in (
        "179, 40, 45",
        "45, 40, 179",
        "3 : 4 0.750",
        "480 \N{MULTIPLICATION SIGN} 640 0.750",
        "134 levels apart",
        "1 level apart",
    ):
        assert part in said, part
    assert said.index("breaks PORTRAIT-003") < said.index("as asked PORTRAIT-001")


def test_a_portrait_of_another_colour_is_never_called_as_asked(text, make):
    results = with_everything(make.of_each_verdict())
    row_of(results, "PORTRAIT-001")["pictures"][0]["measured"]["colour"] = [20, 110, 100]
    said = text(results, part="portraits")
    assert "as asked" not in said
    assert "another colour PORTRAIT-001" in said


def test_a_picture_that_could_not_be_decoded_is_no_picture(text, make):
    results = with_everything(make.of_each_verdict())
    row_of(results, "PORTRAIT-001")["pictures"][0]["after"] = None
    assert "no picture" in text(results, part="portraits")


def test_no_more_than_twelve_portraits_are_shown_the_broken_ones_first(text, make):
    results = with_everything(make.of_each_verdict())
    row_of(results, "PORTRAIT-001")["pictures"] = [shown(f"t::{n}", [1, 2, 3], [1, 2, 3]) for n in range(20)]
    said = text(results, part="portraits")
    assert said.count("asked") - said.count("as asked") == 12
    assert "breaks PORTRAIT-003" in said


def test_documents_lead_to_statements_rules_tests_and_verdicts(text, make):
    said = text(make.of_each_verdict(), part="rules")
    order = (
        "Update Portrait Background",
        "Headers",
        "PORTRAIT-003",
        "test_portrait_003.py",
        "violates",
        "Users",
    )
    place = 0
    for part in order:
        place = said.index(part, place)


def test_every_rule_has_one_row_in_its_document(tmp_path, make):
    write_html(make.of_each_verdict(), tmp_path / "report.html")
    html = (tmp_path / "report.html").read_text(encoding="utf-8")
    rows = re.findall(r'<tr[^>]* data-rule="([A-Z]+-\d+)"', html)
    assert sorted(rows) == sorted(make.contracts.rules)


def test_the_most_expensive_rule_comes_first(text, make):
    said = text(with_everything(make.of_each_verdict()), part="costs")
    assert re.search(r"Requests PORTRAIT-003 .*2\.50 12 ", said)


def test_a_second_rendering_is_the_same(tmp_path, make):
    results = with_everything(make.of_each_verdict())
    for name in ("a", "b"):
        write_html(copy.deepcopy(results), tmp_path / name, make.of_each_verdict())
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
