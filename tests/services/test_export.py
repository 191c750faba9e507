"""The table as it leaves the program: exact numbers, and nothing that a sheet would run."""

import csv
import errno
import io
import json
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from pixecom_desktop.domain.dates import DateRange
from pixecom_desktop.domain.enums import CoverageState, Level
from pixecom_desktop.domain.metrics.catalog import MEASURES
from pixecom_desktop.domain.query import (
    NO_BUDGET,
    TEXT_COLUMNS,
    AdsQuery,
    AdsTable,
    Coverage,
    Summary,
)
from pixecom_desktop.services import export

SPENT = {
    "spend": 12_340_000,
    "impressions": 1_000,
    "link_clicks": 30,
    "content_views": 20,
    "add_to_cart": 10,
    "checkout_initiated": 5,
    "purchases": 3,
    "purchase_value": 38_254_000,
}


def table(level=Level.CAMPAIGN, *, name="Spring sale", measures=SPENT, budget=50_000_000):
    text = {key: np.array([None], object) for key in TEXT_COLUMNS}
    text |= {
        "external_id": np.array(["23850000000010001"], object),
        "name": np.array([name], object),
        "status": np.array(["ACTIVE"], object),
        "delivery_status": np.array(["LEARNING"], object),
        "account": np.array(["act_401"], object),
        "currency": np.array(["USD"], object),
        "start_date": np.array([date(2026, 10, 1)], object),
        "created_at": np.array([datetime(2026, 9, 28, 18, 2, 3, tzinfo=UTC)], object),
    }
    return AdsTable(
        query=AdsQuery(level=level),
        days=DateRange(date(2026, 11, 18), date(2026, 11, 24)),
        ids=np.array([1], np.int64),
        text=text,
        measures={m.key: np.array([measures[m.key]], np.int64) for m in MEASURES},
        budget=np.array([budget], np.int64),
        summary=(Summary(currency="USD", rows=1, measures=measures, daily_budget=50_000_000),),
        coverage=(
            Coverage(
                seller_id=1,
                account="act_401",
                level=level,
                day=date(2026, 11, 24),
                state=CoverageState.PROVISIONAL,
                seen_at=datetime(2026, 11, 24, 12, tzinfo=UTC),
            ),
        ),
    )


def test_a_row_has_the_keys_and_the_rounded_numbers_of_the_contract():
    (row,) = json.loads(export.as_json(table()))["rows"]

    assert {k: row[k] for k in ("external_id", "name", "status", "delivery_status")} == {
        "external_id": "23850000000010001",
        "name": "Spring sale",
        "status": "ACTIVE",
        "delivery_status": "LEARNING",
    }
    assert row["spend"] == 12.34
    assert row["purchase_value"] == 38.254
    assert row["roas"] == 3.1
    assert row["ctr"] == 3
    assert row["cpm"] == 12.34
    assert row["cost_per_purchase"] == 4.11
    assert row["cr"] == 15
    assert row["budget"] == 50
    assert row["start_date"] == "2026-10-01"
    assert row["created_at"] == "2026-09-28T18:02:03Z"
    assert row["sellpage"] is None
    assert "campaign_external_id" not in row


@pytest.mark.parametrize(
    ("level", "parents"),
    [
        (Level.CAMPAIGN, set()),
        (Level.ADSET, {"campaign_external_id"}),
        (Level.AD, {"campaign_external_id", "adset_external_id"}),
    ],
)
def test_rows_below_campaigns_name_their_parents(level, parents):
    (row,) = json.loads(export.as_json(table(level)))["rows"]

    assert {key for key in row if key.endswith("external_id")} - {"external_id"} == parents


def test_whole_numbers_are_whole_and_nothing_has_an_exponent():
    text = export.as_json(table(measures={**SPENT, "spend": 100_000_000})).decode()

    assert '"spend": 100,' in text
    assert '"impressions": 1000,' in text
    assert "E+" not in text
    assert "e+" not in text


def test_money_beyond_what_a_float_holds_is_exact():
    vast = {**SPENT, "spend": 9_007_199_254_740_993}

    text = export.as_json(table(measures=vast)).decode()

    assert '"spend": 9007199254.740993' in text


def test_a_budget_that_sits_elsewhere_is_null():
    (row,) = json.loads(export.as_json(table(budget=NO_BUDGET)))["rows"]

    assert row["budget"] is None


def test_the_summary_is_reckoned_from_sums_and_says_what_is_not_known():
    content = json.loads(export.as_json(table()))

    (foot,) = content["summary"]
    assert (foot["currency"], foot["rows"], foot["roas"], foot["unlisted"]) == ("USD", 1, 3.1, None)
    assert content["meta"] == {
        "level": "campaign",
        "date_from": "2026-11-18",
        "date_to": "2026-11-24",
        "total_rows": 1,
        "coverage": [
            {
                "account": "act_401",
                "level": "campaign",
                "day": "2026-11-24",
                "state": "provisional",
                "seen_at": "2026-11-24T12:00:00Z",
            }
        ],
    }


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_name_that_a_sheet_would_run_gets_an_apostrophe(start):
    written = export.as_csv(table(name=f"{start}HYPERLINK(1)"))

    (row,) = csv.DictReader(io.StringIO(written, newline=""))
    assert row["name"] == f"'{start}HYPERLINK(1)"


def test_csv_holds_a_header_and_the_rows_with_plain_decimals():
    written = export.as_csv(table(name='quotes " and, commas\nand lines'))

    header, row = csv.reader(io.StringIO(written, newline=""))
    found = dict(zip(header, row, strict=True))
    assert tuple(header) == export.columns(Level.CAMPAIGN)
    assert found["name"] == 'quotes " and, commas\nand lines'
    assert Decimal(found["spend"]) == Decimal("12.34")
    assert found["external_id"] == "23850000000010001"
    assert found["sellpage"] == ""


def test_a_file_is_written_whole_or_not_at_all(tmp_path, monkeypatch):
    path = tmp_path / "out.csv"
    export.put(path, b"first")
    link = tmp_path / "link.csv"
    link.symlink_to(path)
    export.put(link, b"second")
    assert (path.read_bytes(), link.is_symlink()) == (b"second", True)

    def full(self: Path, content: bytes) -> int:
        with self.open("wb") as half:
            half.write(content[:2])
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space"):
        export.put(path, b"third")

    assert path.read_bytes() == b"second"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["link.csv", "out.csv"]


@pytest.mark.skipif(not Path("/dev/null").is_char_device(), reason="needs a device")
def test_what_is_no_plain_file_is_written_to_and_stays():
    export.put(Path("/dev/null"), b"gone")

    assert Path("/dev/null").is_char_device()
