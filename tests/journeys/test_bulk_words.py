"""`status`, `undo`, `report --where` and xlsx, as a script meets them."""

import io
import json
import zipfile
from xml.etree import ElementTree as ET

import pytest

from tests.journeys.test_the_command_line import DAYS, filled, filled_file, program

__all__ = ["filled", "filled_file", "program"]

CELL = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def rows(filled, *words: str) -> list[dict]:
    done = filled("report", *DAYS, "--format", "json", *words)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)["rows"]


def ids(filled, status: str, *words: str) -> list[str]:
    return [row["external_id"] for row in rows(filled, "--status", status, *words)]


@pytest.mark.acceptance("3.1-3", "3.1-4", "3.1-6")
def test_pausing_and_taking_back_prints_what_a_script_reads(filled, meta):
    active, paused = ids(filled, "ACTIVE"), ids(filled, "PAUSED")
    given = [active[0], "999", paused[0], active[1]]

    done = filled("status", "pause", "--level", "campaign", *given, "--json")
    outcome = json.loads(done.stdout)

    assert done.returncode == 1
    assert set(outcome) == {"batch", "succeeded", "failed", "skipped"}
    assert outcome["succeeded"] == [active[0], paused[0], active[1]]
    assert [one["id"] for one in outcome["failed"]] == ["999"]
    assert outcome["failed"][0]["error"].startswith("There is no such campaign")
    assert outcome["skipped"] == []
    assert set(active[:2]) <= set(ids(filled, "PAUSED"))

    meta.world.set_status(meta.world.find(active[1]), "ARCHIVED")
    undone = filled("undo", outcome["batch"], "--json")
    back = json.loads(undone.stdout)

    assert undone.returncode == 1
    assert back["succeeded"] == [active[0]]
    assert back["failed"] == []
    assert [one["id"] for one in back["skipped"]] == [active[1]]
    assert "changed since" in back["skipped"][0]["reason"]
    assert meta.world.find(active[0]).status == "ACTIVE"


def test_undo_takes_the_latest_action_and_says_so_in_words(filled, meta):
    adsets = ids(filled, "ACTIVE", "--level", "adset")[:2]

    done = filled("status", "pause", "--level", "adset", *adsets)
    undone = filled("undo")

    assert (done.returncode, undone.returncode) == (0, 0)
    assert done.stdout.startswith("2 ad sets paused. Batch ")
    assert undone.stdout.startswith("2 ad sets put back. Batch ")
    assert {meta.world.find(one).status for one in adsets} == {"ACTIVE"}


def test_rows_that_stay_are_told_apart_in_words_and_a_script_is_told_as_ever(filled, meta):
    active, paused, old = (ids(filled, status)[0] for status in ("ACTIVE", "PAUSED", "ARCHIVED"))
    refusal = "This campaign is archived and cannot be changed."

    done = filled("status", "pause", "--level", "campaign", active, paused, old)
    undone = filled("undo")
    again = filled("status", "pause", "--level", "campaign", active, paused, old, "--json")
    outcome = json.loads(again.stdout)

    head, *lines = done.stdout.splitlines()
    assert head.startswith("1 campaign paused, 1 paused already, 1 stays as it is. Batch ")
    assert lines == [
        f"{active}: paused",
        f"{paused}: paused already",
        f"{old}: stays as it is. {refusal}",
    ]
    assert undone.stdout.startswith("1 campaign put back. Batch ")
    assert undone.stdout.splitlines()[1:] == [f"{active}: put back"]
    assert (done.returncode, undone.returncode, again.returncode) == (1, 0, 1)
    assert outcome["succeeded"] == [active, paused]
    assert outcome["failed"] == [{"id": old, "error": refusal}]
    assert outcome["skipped"] == []


@pytest.mark.parametrize(
    "words",
    [
        ("status", "pause", "1"),
        ("status", "delete", "--level", "ad", "1"),
        ("status", "pause", "--level", "ad"),
        ("undo", "the-last-one"),
        ("undo", "12"),
        ("undo", "9" * 40),
        ("undo",),
    ],
)
def test_a_wrong_call_exits_2_with_a_sentence(program, words):
    done = program(*words)

    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.strip().splitlines()) == 1


def test_where_narrows_by_what_is_shown(filled):
    everything = rows(filled)
    roas = sorted(row["roas"] for row in everything)[len(everything) // 2]

    found = rows(filled, "--where", f"spend > 1 and roas < {roas}")

    wanted = [row for row in everything if row["spend"] > 1 and row["roas"] < roas]
    assert found == wanted
    assert wanted
    summary = json.loads(
        filled("report", *DAYS, "--format", "json", "--where", f"roas < {roas}").stdout
    )["summary"]
    assert sum(one["rows"] for one in summary) == len([r for r in everything if r["roas"] < roas])
    assert filled("report", "--where", "spend > 1; DROP TABLE ads").returncode == 2


def sheet_of(content: bytes) -> tuple[ET.Element, list[str]]:
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        sheet = ET.fromstring(book.read("xl/worksheets/sheet1.xml"))  # noqa: S314 - ours
        strings = ET.fromstring(book.read("xl/sharedStrings.xml"))  # noqa: S314 - ours
    texts = ["".join(part.text or "" for part in one.iter(f"{CELL}t")) for one in strings]
    return sheet, texts


def test_xlsx_holds_what_json_holds_with_ids_as_text_and_a_frozen_header(filled, tmp_path):
    target = tmp_path / "report.xlsx"
    expected = rows(filled, "--level", "ad")

    done = filled("report", *DAYS, "--level", "ad", "--format", "xlsx", "--output", str(target))

    assert (done.returncode, done.stdout) == (0, "")
    sheet, texts = sheet_of(target.read_bytes())
    assert sheet.find(f".//{CELL}pane").get("state") == "frozen"
    assert sheet.find(f".//{CELL}f") is None
    lines = [list(line) for line in sheet.iter(f"{CELL}row")]
    head = [texts[int(cell.find(f"{CELL}v").text)] for cell in lines[0]]
    assert head == list(expected[0])
    assert len(lines) == 1 + len(expected)
    for line, row in zip(lines[1:], expected, strict=True):
        first = line[0]
        assert first.get("t") == "s"
        assert texts[int(first.find(f"{CELL}v").text)] == row["external_id"]
        spend = next(c for c in line if c.get("r").rstrip("0123456789") == letter(head, "spend"))
        assert float(spend.find(f"{CELL}v").text) == row["spend"]


def letter(head: list[str], key: str) -> str:
    place = head.index(key)
    return chr(65 + place) if place < 26 else chr(64 + place // 26) + chr(65 + place % 26)
