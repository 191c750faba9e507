"""What an entity really does: the map of the contract and the finer reasons beside it."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pixecom_desktop.domain.delivery import (
    MAP,
    TITLES,
    Children,
    Signals,
    judge,
    of_learning_adset,
    roll_up,
)
from pixecom_desktop.domain.enums import DeliveryStatus

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)

# Typed from the contract, not from the program's table.
CONTRACT = {
    "ACTIVE": "ACTIVE",
    "PAUSED": "INACTIVE",
    "ARCHIVED": "INACTIVE",
    "CAMPAIGN_PAUSED": "NOT_DELIVERING",
    "ADSET_PAUSED": "NOT_DELIVERING",
    "IN_PROCESS": "LEARNING",
    "WITH_ISSUES": "ERROR",
    "DISAPPROVED": "ERROR",
    "PENDING_REVIEW": "PENDING_REVIEW",
    "PREAPPROVED": "UNKNOWN",
    "PENDING_BILLING_INFO": "UNKNOWN",
    "DELETED": "UNKNOWN",
    "SOMETHING_NEW": "UNKNOWN",
    "": "UNKNOWN",
    "active": "UNKNOWN",
}


def status_of(effective: str, **more: object) -> DeliveryStatus:
    return judge(Signals(effective_status=effective, **more), NOW).status


def reason_of(effective: str, **more: object) -> str:
    return judge(Signals(effective_status=effective, **more), NOW).reason


@pytest.mark.acceptance("1.4-2")
@pytest.mark.parametrize(("effective", "wanted"), CONTRACT.items())
def test_an_effective_status_is_mapped_as_the_contract_says(effective, wanted):
    assert status_of(effective) == wanted


@pytest.mark.acceptance("1.4-2")
@given(st.text(max_size=40))
def test_any_other_word_of_metas_is_unknown_and_kept_as_it_came(word):
    if word in CONTRACT:
        return
    found = judge(Signals(effective_status=word), NOW)

    assert found.status is DeliveryStatus.UNKNOWN
    assert found.raw == word
    assert found.reason == f"Meta says {word}"


@pytest.mark.parametrize("effective", MAP)
def test_metas_own_word_is_kept(effective):
    assert judge(Signals(effective_status=effective), NOW).raw == effective


def test_a_missing_status_says_so():
    assert reason_of("") == "Meta gives no status"


@pytest.mark.parametrize(
    ("effective", "words"),
    [
        ("ACTIVE", ""),
        ("PAUSED", "Paused"),
        ("ARCHIVED", "Archived"),
        ("CAMPAIGN_PAUSED", "Its campaign is paused"),
        ("ADSET_PAUSED", "Its ad set is paused"),
        ("IN_PROCESS", "Meta is still processing a change"),
        ("PREAPPROVED", "Approved, waiting to run"),
        ("PENDING_BILLING_INFO", "The account has no payment method"),
        ("DELETED", "Deleted at Meta"),
    ],
)
def test_each_status_gives_its_reason(effective, words):
    assert reason_of(effective) == words


@pytest.mark.acceptance("1.4-2")
@pytest.mark.parametrize(
    ("stage", "wanted"),
    [
        ("LEARNING", "LEARNING"),
        ("FAIL", "LIMITED"),
        ("SUCCESS", "ACTIVE"),
        ("", "ACTIVE"),
        ("A_NEW_STAGE", "ACTIVE"),
    ],
)
def test_an_active_ad_set_is_refined_by_its_learning_stage(stage, wanted):
    assert status_of("ACTIVE", learning_stage=stage) == wanted


@pytest.mark.parametrize("effective", [word for word in CONTRACT if word != "ACTIVE"])
def test_a_learning_stage_changes_nothing_but_an_active_one(effective):
    assert status_of(effective, learning_stage="LEARNING") == CONTRACT[effective]
    assert status_of(effective, learning_stage="FAIL") == CONTRACT[effective]


def test_an_issue_is_told_in_metas_words():
    assert reason_of("WITH_ISSUES", issue="Pixel is gone") == "Pixel is gone"
    assert reason_of("WITH_ISSUES") == "Meta reports an issue"


def test_a_rejection_is_told_in_the_reviewers_words():
    assert reason_of("DISAPPROVED", review_feedback="Prohibited content") == "Prohibited content"
    assert reason_of("DISAPPROVED", issue="Broken link") == "Broken link"
    assert reason_of("DISAPPROVED", review_feedback="A", issue="B") == "A"
    assert reason_of("DISAPPROVED") == "Rejected in review"


@pytest.mark.parametrize(
    ("signals", "words"),
    [
        ({"starts_at": NOW + timedelta(days=2)}, "Starts 2026-11-26"),
        ({"starts_at": NOW - timedelta(days=2)}, ""),
        ({"ends_at": NOW - timedelta(days=2)}, "Ended 2026-11-22"),
        ({"ends_at": NOW}, "Ended 2026-11-24"),
        ({"ends_at": NOW + timedelta(seconds=1)}, ""),
        ({"account_delivers": False}, "The ad account cannot deliver"),
        (
            {"account_delivers": False, "ends_at": NOW - timedelta(days=1)},
            "The ad account cannot deliver",
        ),
        ({"starts_at": NOW - timedelta(days=9), "ends_at": NOW}, "Ended 2026-11-24"),
    ],
)
def test_schedule_and_account_go_into_the_reason_and_never_change_the_status(signals, words):
    assert reason_of("ACTIVE", **signals) == words
    assert status_of("ACTIVE", **signals) is DeliveryStatus.ACTIVE
    assert status_of("ACTIVE", learning_stage="LEARNING", **signals) is DeliveryStatus.LEARNING


def test_what_holds_a_learning_ad_set_back_comes_before_its_learning():
    later = NOW + timedelta(days=2)

    assert reason_of("ACTIVE", learning_stage="LEARNING", starts_at=later) == "Starts 2026-11-26"
    assert reason_of("ACTIVE", learning_stage="LEARNING") == "In the learning phase"
    assert reason_of("ACTIVE", learning_stage="FAIL").startswith("Too few results")


def test_every_delivery_status_has_a_title():
    assert set(TITLES) == set(DeliveryStatus)
    assert len(set(TITLES.values())) == len(DeliveryStatus)


# --- a campaign and its children ------------------------------------------------------------


def adsets(total: int, **counts: int) -> Children:
    return Children(
        noun="ad set", total=total, counts={DeliveryStatus(k): n for k, n in counts.items()}
    )


def ads(total: int, *, rejected: int = 0, **counts: int) -> Children:
    return Children(
        noun="ad",
        total=total,
        counts={DeliveryStatus(k): n for k, n in counts.items()},
        rejected=rejected,
    )


@pytest.mark.parametrize(
    ("own", "children", "wanted"),
    [
        (
            "",
            [adsets(8, LEARNING=3, ACTIVE=5), ads(20, rejected=1, ERROR=1, ACTIVE=19)],
            "3 of 8 ad sets learning, 1 ad rejected",
        ),
        ("", [], ""),
        ("", [adsets(8, ACTIVE=8), ads(20, ACTIVE=20)], ""),
        ("", [adsets(1, LEARNING=1)], "1 of 1 ad set learning"),
        ("", [adsets(4, LIMITED=2)], "2 of 4 ad sets learning limited"),
        ("", [ads(9, ERROR=3, rejected=2)], "1 of 9 ads with errors, 2 ads rejected"),
        ("", [ads(9, ERROR=2, rejected=2)], "2 ads rejected"),
        ("", [ads(9, PENDING_REVIEW=4)], "4 of 9 ads in review"),
        ("Paused", [adsets(2, NOT_DELIVERING=2)], "Paused"),
        ("Paused", [ads(3, rejected=1, ERROR=1)], "Paused, 1 ad rejected"),
        (
            "",
            [adsets(8, LEARNING=1, LIMITED=1, ERROR=1), ads(30, PENDING_REVIEW=2)],
            (
                "1 of 8 ad sets learning, 1 of 8 ad sets learning limited, "
                "1 of 8 ad sets with errors, 2 of 30 ads in review"
            ),
        ),
    ],
)
def test_a_campaign_rolls_its_children_up_into_its_reason(own, children, wanted):
    assert roll_up(own, children) == wanted


def test_an_ad_of_a_learning_ad_set_says_so_after_its_own_reason():
    assert of_learning_adset("") == "Its ad set is learning"
    assert of_learning_adset("Starts 2026-11-26") == "Starts 2026-11-26, its ad set is learning"
