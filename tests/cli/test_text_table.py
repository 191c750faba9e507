"""The report's table in a terminal: the unlisted on its own line, and how well days are known."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from pixecom_desktop.cli.text_table import written
from pixecom_desktop.domain.enums import CoverageState, Level
from pixecom_desktop.domain.metrics.catalog import MEASURES
from pixecom_desktop.domain.query import Coverage, Mark
from tests.ui.tables.business import NOW, WEEK, row, table

LAST = WEEK.until
LOCAL = NOW.astimezone()


def known(
    account="act_101", days_ago=0, state=CoverageState.PROVISIONAL, hours_ago=0.0, *, seller_id=1
):
    return Coverage(
        seller_id=seller_id,
        account=account,
        level=Level.CAMPAIGN,
        day=LAST - timedelta(days=days_ago),
        state=state,
        seen_at=None if state is CoverageState.MISSING else NOW - timedelta(hours=hours_ago),
    )


def told(*coverage, **changes):
    """Return the lines of a report with this coverage."""
    made = replace(table([row("1", spend=1_000_000)]), coverage=coverage, **changes)
    return written(made, NOW).splitlines()


def test_the_unlisted_has_a_line_of_its_own_and_is_in_no_sum():
    made = table([row("1", spend=1_000_000)])
    zeros = {measure.key: 0 for measure in MEASURES}
    (summary,) = made.summary

    def lines(unlisted):
        changed = replace(made, summary=(replace(summary, unlisted=unlisted),))
        return written(changed, NOW).splitlines()

    with_gap = lines(zeros | {"spend": 7_250_000})
    assert with_gap[2].split()[:4] == ["1", "campaign", "USD", "1.00"]
    assert with_gap[3].split()[:4] == ["not", "listed", "USD", "7.25"]
    assert not any("not listed" in line for line in (*lines(zeros), *lines(None)))


def test_a_whole_answer_says_as_of_when_it_stands():
    assert told(known(state=CoverageState.COMPLETE))[-1] == f"Complete as of {LOCAL:%H:%M}."
    assert told(known())[-1] == f"Complete as of {LOCAL:%H:%M}; Meta may restate the last 28 days."


def test_older_days_that_were_looked_at_long_ago_are_told():
    then = LOCAL - timedelta(days=3)

    words = told(known(), known(days_ago=5, hours_ago=72))[-1]

    older = f"older days as of {then.day} {then:%b} {then:%H:%M}"
    assert words.startswith(f"Complete as of {LOCAL:%H:%M}, {older}")


def test_of_several_sellers_it_is_told_whose_account_misses_a_day():
    sellers = {4: "Luma \x1b[31mHome", 9: "PawBox"}
    day = LAST - timedelta(days=3)
    one = known("act_1", 3, CoverageState.MISSING, seller_id=4)
    both = (one, replace(one, seller_id=9))

    def lines(*coverage):
        return told(*coverage, owners=np.array([4]), sellers=sellers)

    assert f"Luma  [31mHome · act_1 misses {day.day} {day:%b}." in lines(one)
    named = "Luma  [31mHome · act_1, PawBox · act_1"
    assert f"2 accounts miss {day.day} {day:%b}: {named}." in lines(*both)


@pytest.mark.parametrize(
    ("accounts", "words"),
    [(["act_1"], "act_1 misses"), (["act_1", "act_2"], "2 accounts miss")],
)
def test_who_misses_which_days_is_told(accounts, words):
    day = LAST - timedelta(days=3)
    missing = [known(one, 3, CoverageState.MISSING) for one in accounts]

    lines = told(*missing, known())

    listed = f": {', '.join(accounts)}" if len(accounts) > 1 else ""
    assert f"{words} {day.day} {day:%b}{listed}." in lines
    assert lines[-1].startswith("The rest is as of")


def test_days_that_were_read_in_part_are_told_as_stretches():
    partial = [known("act_1", ago, CoverageState.PARTIAL) for ago in (0, 1, 2, 4)]
    second, fourth = LAST - timedelta(days=2), LAST - timedelta(days=4)

    lines = told(*partial)

    stretches = f"{fourth.day} {fourth:%b}, {second.day} to {LAST.day} {LAST:%b}"
    assert f"act_1 has only part of {stretches}." in lines


def test_what_is_the_sum_of_its_ads_is_told():
    marks = {Mark.OF_ADS: np.array([True])}

    assert "the sum of its ads" in told(known(), marks=marks)[-1]
