"""The guide and what the program says of itself."""

import asyncio
import re
from pathlib import Path

import pytest

from pixecom_desktop import __version__
from pixecom_desktop.meta.errors import RULES
from pixecom_desktop.ui.actions import ACTIONS
from pixecom_desktop.ui.app import settled
from pixecom_desktop.ui.guide.book import Book, read
from pixecom_desktop.ui.guide.chapters import CHAPTERS, OF_PAGE, WHATS_NEW
from pixecom_desktop.ui.pages.catalog import PAGES
from pixecom_desktop.ui.shots.catalog import KEPT, SHOTS
from pixecom_desktop.ui.theme.tokens import Theme
from pixecom_desktop.ui.widgets.toast import Toast
from tests.ui.conftest import until


@pytest.fixture(scope="module", params=list(Theme))
def book(request, qapp) -> Book:
    return read(request.param)


def test_every_link_of_the_guide_leads_to_a_heading_that_is_there(book):
    for chapter in book.chapters.values():
        for link in chapter.links():
            if "://" in link:
                continue
            file, _, heading = link.partition("#")
            if chapter.key == "licences" and not file.endswith(".md"):
                continue
            target = book.chapters[file.removesuffix(".md") or chapter.key]
            assert not heading or heading in target.headings(), f"{chapter.key}: {link}"


def test_every_picture_of_the_guide_is_a_kept_one_and_is_there_in_both_themes(book):
    shown = {name for one in book.chapters.values() for name in one.pictures()}
    assert shown
    assert {Path(name).name for name in shown} <= {f"{name}-dark.png" for name in KEPT}
    assert all(not picture.isNull() for picture in book.pictures.values())
    assert set(KEPT.values()) <= {shot.name for shot in SHOTS}


def test_every_page_of_the_window_has_its_chapter_and_no_other_page_is_named():
    assert set(OF_PAGE) == {spec.key for spec in PAGES}
    assert set(OF_PAGE.values()) <= set(CHAPTERS)


def test_troubleshooting_names_every_code_that_the_table_of_errors_knows(book):
    told = book.chapters["troubleshooting"].markdown
    numbers = {int(one) for one in re.findall(r"-?\b\d+\b", told)}
    spans = [range(int(a), int(b) + 1) for a, b in re.findall(r"(\d+) to (\d+)", told)]
    for rule in RULES:
        for code in (*(rule.codes or ()), *(rule.subcodes or ())):
            is_told = code in numbers or -code in numbers or any(code in span for span in spans)
            assert is_told, f"code {code} is not in the guide"


def test_the_chapter_of_keys_names_every_shortcut_of_the_registry(book):
    told = book.chapters["keyboard"].markdown
    for spec in ACTIONS:
        if spec.shortcuts:
            assert f"| {spec.name} |" in told


async def test_f1_opens_the_guide_at_the_page_on_show_and_a_link_leads_on_and_back(open_window):
    window = await open_window()
    window.go_to("connections")

    window.registry["guide"].trigger()
    guide = window.desk.guide
    await guide.tasks.settled()

    assert guide.isVisible()
    assert guide.text.accessibleName() == "Connecting Meta"
    assert guide.chapters.currentItem().text() == "Connecting Meta"

    guide.text.asked.emit("reading-the-numbers.md#money")
    assert guide.text.accessibleName() == "Reading the numbers"
    assert guide.text.verticalScrollBar().value() > 0

    guide.back.click()
    assert guide.text.accessibleName() == "Connecting Meta"
    guide.forward.click()
    assert guide.text.accessibleName() == "Reading the numbers"


async def test_the_search_finds_chapters_and_says_where_there_is_none(open_window):
    window = await open_window()
    window.desk.open("first-steps")
    guide = window.desk.guide
    await guide.tasks.settled()

    guide.search.searched.emit("checkpoint daylight unicorn")
    assert guide.chapters.count() == 0
    assert guide.trouble.isVisible()

    guide.search.searched.emit("bcrypt")
    assert {guide.chapters.item(row).text() for row in range(guide.chapters.count())} >= {
        "What is protected"
    }
    assert not guide.trouble.isVisible()


async def test_an_update_offers_what_is_new_once_and_a_first_start_does_not(open_window, keep):
    first = await open_window()
    assert not first.findChildren(Toast)

    keep.keep_version("0.0.1")
    updated = await open_window()
    (toast,) = updated.findChildren(Toast)
    assert __version__ in toast.text.title

    assert keep.version() == __version__
    updated.desk.open(WHATS_NEW)
    await updated.desk.guide.tasks.settled()
    assert __version__ in updated.desk.guide.text.toPlainText()


async def test_diagnostics_are_shown_before_they_are_saved(open_window, tmp_path):
    window = await open_window()
    window.registry["diagnostics"].trigger()
    await window.desk.tasks.settled()
    sheet = window.desk.sheet
    assert "Qt" in sheet.report
    shown = sheet.report

    sheet.save.click()
    assert window.desk.dialog is not None
    window.desk.dialog.reject()
    window.desk.save(shown, tmp_path / "report.md")
    await window.desk.tasks.settled()

    assert (tmp_path / "report.md").read_text(encoding="utf-8") == shown
    window.desk.save(shown, tmp_path / "no" / "folder.md")
    await window.desk.tasks.settled()
    assert any("not saved" in toast.text.title for toast in window.findChildren(Toast))


async def test_about_tells_the_version_and_leads_to_the_licences(open_window):
    window = await open_window()
    window.registry["about"].trigger()
    window.desk.sheet.licences.click()
    await window.desk.guide.tasks.settled()
    assert "SIL Open Font License" in window.desk.guide.text.toPlainText()
    await settled(window)
    await until(lambda: window.desk.sheet is not None)
    await asyncio.sleep(0)
