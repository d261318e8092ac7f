"""`report.html` in a real browser: from a file, without a network, by keyboard, in both schemes, on paper.

Skipped where neither Playwright nor a Chromium of the system is there; `CHROMIUM` names one that is not on the path.
"""

from __future__ import annotations

import copy
import io
import itertools
import os
import shutil

import pytest
from PIL import Image

from pingone_conformance.reporting.html import write_html

from .pages import row_of, with_everything

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
CHROMIUM = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is on the path")


@pytest.fixture(scope="module")
def browser():
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def report(make, tmp_path):
    """A report with something in each of its parts."""
    before = make.of_each_verdict()
    row_of(before, "PORTRAIT-003").update(verdict="conforms", findings=[], finding_count=0)
    after = with_everything(copy.deepcopy(make.of_each_verdict()))
    write_html(after, tmp_path / "report.html", before)
    return tmp_path / "report.html"


@pytest.fixture
def opened(browser, report):
    """Opens the report as a person would, and looks after what it asks for and complains about."""
    contexts, asked, complaints = [], [], []

    def go(fragment="", **options):
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(report.as_uri() + fragment)
        return page

    yield go
    for context in contexts:
        context.close()
    assert complaints == []
    assert {url.partition(":")[0] for url in asked} <= {"file", "data"}


def shown_rows(page):
    """The rules of the table that the filter lets through."""
    return page.eval_on_selector_all(
        "#rules tr[data-rule]",
        "rows => rows.filter(row => row.checkVisibility()).map(row => row.dataset.rule)",
    )


def status(page):
    return page.locator("#shown").inner_text()


def focused(page):
    return page.evaluate("document.activeElement.id || document.activeElement.textContent")


def test_it_opens_from_a_file_without_a_network(opened, browser):
    page = opened(offline=True)
    assert "rule is violated" in page.title()
    assert page.locator("h1").is_visible()
    # Pictures are decoded, so the policy of the page lets them through.
    assert page.eval_on_selector_all("img", "all => all.map(one => one.naturalWidth)") == [12] * 4


def test_everything_can_be_read_without_a_script(opened):
    page = opened(java_script_enabled=False)
    assert page.locator("#PORTRAIT-003 .sides").is_visible()
    assert not page.locator("#tools").is_visible()
    assert page.locator("#rules details.document").first.is_visible()


def test_typing_filters_rules_and_cards(opened):
    page = opened()
    page.keyboard.press("/")
    assert focused(page) == "filter"
    page.keyboard.type("json refused")
    assert shown_rows(page) == ["PORTRAIT-003"]
    assert status(page) == "1 of 8 rules"
    assert page.locator("#PORTRAIT-003").is_visible()
    assert not page.locator("#USER-002").is_visible()
    assert not page.locator("#operations").is_visible()


def test_escape_shows_all_again_and_folds_what_was_folded(opened):
    page = opened()
    page.keyboard.press("/")
    page.keyboard.type("nothing like this")
    assert page.locator("#none").is_visible()
    page.keyboard.press("Escape")
    assert status(page) == "8 rules"
    assert page.locator("#operations").is_visible()
    assert shown_rows(page) == []
    assert page.locator("#PORTRAIT-003").is_visible()


def test_a_failure_is_found_and_opened_with_the_keyboard_alone(opened):
    page = opened()
    page.keyboard.press("/")
    page.keyboard.type("PORTRAIT-003")
    page.keyboard.press("ArrowDown")
    assert focused(page) == "PORTRAIT-003"
    details = page.locator("#PORTRAIT-003 details").first
    for _ in range(4):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.tagName") == "SUMMARY":
            break
    page.keyboard.press("Enter")
    assert details.evaluate("one => one.open")
    assert page.get_by_text("curl --request POST").first.is_visible()
    page.keyboard.press("/")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    assert focused(page) == "filter"


def test_verdicts_are_chosen_with_buttons_that_say_whether_they_are_pressed(opened):
    page = opened()
    button = page.get_by_role("button", name="conforms 3")
    button.focus()
    page.keyboard.press("Space")
    assert button.get_attribute("aria-pressed") == "true"
    assert sorted(shown_rows(page)) == ["LINK-001", "PORTRAIT-001", "USER-001"]
    page.get_by_role("button", name="violates 1").click()
    assert status(page) == "4 of 8 rules"


def test_what_changed_can_be_shown_alone(opened):
    page = opened()
    page.locator("button[data-turned]").click()
    assert sorted(shown_rows(page)) == ["PORTRAIT-003", "USER-002"]


def test_a_count_and_a_line_of_the_picture_lead_to_their_rules(opened):
    page = opened()
    page.locator('a[data-show="untested"]').click()
    assert sorted(shown_rows(page)) == ["LOGGER-001", "USER-003"]
    page.keyboard.press("Escape")
    page.locator('a[data-find="users createUser"]').click()
    assert shown_rows(page) == ["USER-001"]


def test_a_link_to_a_folded_rule_opens_its_document(opened):
    page = opened("#USER-001")
    assert page.locator("tr#USER-001").is_visible()
    assert page.locator("details#document-users").evaluate("one => one.open")


def test_a_link_to_a_rule_that_the_filter_hides_shows_it(opened):
    page = opened()
    page.keyboard.press("/")
    page.keyboard.type("PORTRAIT")
    page.evaluate("location.hash = '#USER-001'")
    page.wait_for_selector("tr#USER-001", state="visible")
    assert page.locator("#filter").input_value() == ""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_both_schemes_are_accessible(opened, scheme):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    page = opened(color_scheme=scheme)
    page.eval_on_selector_all("details", "all => all.forEach(one => { one.open = true; })")
    page.get_by_role("button", name="untested 2").focus()
    violations = axe.Axe().run(page).response["violations"]
    assert [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in violations] == []


def test_headings_are_in_order_and_the_parts_have_names(opened):
    page = opened()
    levels = page.eval_on_selector_all("h1, h2, h3, h4", "all => all.map(one => Number(one.tagName[1]))")
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    for role in ("banner", "main", "search", "navigation", "contentinfo"):
        assert page.get_by_role(role).count() == 1, role
    unnamed = page.eval_on_selector_all(
        "section",
        "all => all.filter(one => !document.getElementById(one.getAttribute('aria-labelledby'))).length",
    )
    assert unnamed == 0


def test_the_first_stop_leads_past_the_head(opened):
    page = opened()
    page.keyboard.press("Tab")
    skip = page.locator(".skip")
    assert focused(page) == skip.inner_text()
    assert skip.bounding_box()["x"] >= 0
    page.keyboard.press("Enter")
    assert focused(page) == "content"


def test_the_dark_scheme_is_dark_and_the_light_one_is_light(opened):
    def brightness(scheme):
        shot = opened(color_scheme=scheme).screenshot()
        return Image.open(io.BytesIO(shot)).convert("L").resize((1, 1)).getpixel((0, 0))

    assert brightness("dark") < 80
    assert brightness("light") > 200


@pytest.mark.parametrize("width", [400, 800, 1280])
def test_nothing_is_wider_than_the_window(opened, width):
    page = opened(viewport={"width": width, "height": 800})
    page.eval_on_selector_all("details", "all => all.forEach(one => { one.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_on_paper_breaches_are_open_and_controls_are_gone(opened):
    page = opened()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.get_by_text("curl --request POST").first.is_visible()
    assert not page.locator("#tools").is_visible()
    page.emulate_media(media="screen")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert not page.get_by_text("curl --request POST").first.is_visible()
    assert page.pdf().startswith(b"%PDF")
