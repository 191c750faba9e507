from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import numpy as np

from pixecom_desktop.domain.enums import ConnectionHealth, CoverageState
from pixecom_desktop.domain.errors import DatabaseBusy
from pixecom_desktop.domain.events import Progress
from pixecom_desktop.domain.query import AdsQuery
from pixecom_desktop.domain.status import AccountStatus, SyncStatus
from pixecom_desktop.ui.pages.ads_manager.coverage import gaps, quietly
from pixecom_desktop.ui.pages.ads_manager.notices import Known, notice, stale
from pixecom_desktop.ui.widgets.freshness import Under, freshness, trouble
from pixecom_desktop.ui.widgets.status_bar import StatusBar
from pixecom_desktop.ui.widgets.usage_bar import UsageBar
from tests.ui.pretend import FakeBackend

NOW = datetime(2026, 11, 23, 11, 4, tzinfo=UTC)


def account(name: str, minutes: int | None = 2, error: str = "") -> AccountStatus:
    return AccountStatus(
        account=f"act_{name}",
        name=name,
        health=ConnectionHealth.OK,
        stats_at=None if minutes is None else NOW - timedelta(minutes=minutes),
        error=error,
    )


def status(*accounts: AccountStatus) -> SyncStatus:
    return SyncStatus(accounts=accounts, next_at=NOW + timedelta(minutes=13))


def test_it_says_how_old_the_oldest_account_is_and_when_the_next_run_is_due():
    news = freshness(status(account("US", 2), account("EU", 14)), Under(), NOW)

    assert news.text == "Synced 14 min ago · next in 13 min"
    assert news.tone == "good"


def test_without_a_scheduler_it_promises_no_next_run():
    assert freshness(SyncStatus(accounts=(account("US"),)), Under(), NOW).text == "Synced 2 min ago"


def test_without_accounts_it_is_not_connected():
    assert freshness(SyncStatus(), Under(), NOW).text == "Not connected to Meta"


def test_accounts_that_never_synced_say_so():
    assert freshness(status(account("US", None)), Under(), NOW).text.startswith("Not synced yet")


def test_a_sync_counts_the_accounts_that_are_done():
    under = Under()
    for one in ("act_US", "act_EU"):
        under = under.after(Progress(work="sync", account=one, step="statistics"))
    under = under.after(Progress(work="sync", account="act_EU", finished=True))

    news = freshness(status(account("US"), account("EU")), under, NOW)

    assert news.text == "Syncing · 1 of 2 accounts done"
    assert news.turning


def test_a_sync_whose_length_is_known_is_told_in_percent():
    under = Under().after(Progress(work="sync", account="act_US", done=42, total=100))

    assert freshness(status(account("US")), under, NOW).text == "Syncing 42%"


def test_the_first_sync_is_called_so():
    under = Under().after(Progress(work="sync", account="act_US", step="structure"))

    assert freshness(status(account("US", None)), under, NOW).text == "First sync"


def test_a_sync_is_over_when_every_account_has_finished():
    under = Under()
    for done in (False, True):
        for one in ("act_US", "act_EU"):
            under = under.after(Progress(work="sync", account=one, finished=done))

    assert under == Under()


def test_some_failed_accounts_are_a_warning_and_all_of_them_a_failure():
    some = freshness(status(account("US"), account("EU", 47, "expired")), Under(), NOW)
    every = freshness(status(account("US", 47, "expired")), Under(), NOW)

    assert (some.tone, some.text) == ("warn", "1 of 2 accounts synced 2 min ago")
    assert (every.tone, every.text) == ("bad", "The last sync failed · data from 47 min ago")


def test_offline_says_from_when_the_data_is():
    news = freshness(replace(status(account("US", 47)), offline=True), Under(), NOW)

    assert (news.tag, news.text) == ("Offline", "Data from 47 min ago")


def test_a_pause_is_told_from_its_end_not_as_the_run_that_met_it_put_it():
    held = replace(
        account("US", 9, "Calls are held back. Try again in 2 min."),
        paused_until=NOW + timedelta(minutes=1),
    )
    ends = held.paused_until.astimezone()

    told = f"Meta asks for a pause. Syncing goes on by itself at {ends:%H:%M}."
    assert trouble(held) == told
    assert trouble(replace(held, paused_until=None)) == held.error
    ended = replace(held, health=ConnectionHealth.TOKEN_INVALID, error="Its token has expired.")
    assert trouble(ended) == "Its token has expired.", "what somebody must do comes first"
    assert trouble(account("US")) == ""


async def test_the_banner_tells_the_worst_and_only_that():
    backend = FakeBackend()
    failing = status(account("US"), account("EU", 47, "Its token has expired."))
    gap = backend.status_now.accounts[0].account
    backend.missing = frozenset({(gap, date(2026, 11, 18))})
    known = Known(table=await backend.table(AdsQuery()), status=failing)

    assert notice(replace(known, error=DatabaseBusy("Busy.")), NOW).key == "error"
    assert notice(replace(known, status=replace(failing, offline=True)), NOW).key == "offline"
    told = notice(known, NOW)
    assert told.lead == "EU didn't sync."
    since = (NOW - timedelta(minutes=47)).astimezone()
    assert told.rest == f"Its token has expired. Its numbers are from {since:%H:%M}."
    both = status(account("US", 9, "Busy."), account("EU", 47, "Its token has expired."))
    told = notice(replace(known, status=both), NOW)
    assert told.lead == "2 of 2 ad accounts didn't sync."
    assert told.rest == f"Busy. Their numbers are from {since:%H:%M} or later."
    assert notice(replace(known, status=status(account("US"))), NOW).key == "coverage"


async def test_the_screen_says_quietly_as_of_when_its_numbers_stand():
    backend = FakeBackend()
    whole = await backend.table(AdsQuery())
    day = whole.coverage[0]
    old = replace(day, state=CoverageState.PROVISIONAL, seen_at=NOW - timedelta(days=3))
    new = replace(day, day=day.day + timedelta(days=1), seen_at=NOW)

    words = quietly(replace(whole, coverage=(old, new)), NOW)
    final = quietly(replace(whole, coverage=(replace(new, state=CoverageState.COMPLETE),)), NOW)
    holes = replace(old, state=CoverageState.MISSING, seen_at=None)

    local = NOW.astimezone()
    then = local - timedelta(days=3)
    assert final == f"Complete as of {local:%H:%M}."
    assert words.startswith(
        f"Complete as of {local:%H:%M}, older days as of {then.day} Nov {then:%H:%M}. Numbers"
    )
    assert quietly(replace(whole, coverage=(holes, new)), NOW).startswith("Known as of")
    assert quietly(replace(whole, coverage=(holes,)), NOW) == ""


async def test_of_all_sellers_the_banner_tells_whose_account_it_is():
    backend = FakeBackend()
    sellers = {5: "Luma Home", 6: "PawBox"}
    own = replace(account("EU", 47, "Its token has expired."), seller_id=5)
    others = replace(own, seller_id=6)
    table = await backend.table(AdsQuery())

    one = notice(Known(table=table, status=status(own), sellers=sellers), NOW)
    both = notice(Known(table=table, status=status(own, others), sellers=sellers), NOW)

    assert one.lead == "Luma Home · EU didn't sync."
    assert both.detail.splitlines() == [
        "Luma Home · EU: Its token has expired.",
        "PawBox · EU: Its token has expired.",
    ]
    assert Known(status=status(own, others), sellers=sellers).names == {
        (5, own.account): "Luma Home · EU",
        (6, own.account): "PawBox · EU",
    }


async def test_of_two_sellers_with_one_account_only_whose_days_are_missing_is_named():
    backend = FakeBackend()
    sellers = {5: "Luma Home", 6: "PawBox"}
    eu = account("EU")
    plain = await backend.table(AdsQuery())
    days = [date(2026, 11, 17), date(2026, 11, 18)]
    coverage = tuple(
        replace(plain.coverage[0], seller_id=seller, account=eu.account, day=day, state=state)
        for seller, state in ((5, CoverageState.MISSING), (6, CoverageState.COMPLETE))
        for day in days
    )
    owners = np.full(len(plain), 5)
    table = replace(plain, coverage=coverage, owners=owners, sellers=sellers)
    synced = status(*(replace(eu, seller_id=seller) for seller in sellers))

    one = gaps(table, Known(status=synced, sellers=sellers).names)
    missing = tuple(replace(known, state=CoverageState.MISSING) for known in coverage)
    both = gaps(replace(table, coverage=missing), {})

    assert one.lead == "Luma Home · EU has gaps."
    assert both.lead == "2 of 2 ad accounts have gaps."
    assert [line.split(":")[0] for line in both.detail.splitlines()] == [
        f"Luma Home · {eu.account}",
        f"PawBox · {eu.account}",
    ]


def test_an_account_that_fails_for_one_seller_makes_nobody_elses_rows_old():
    own = replace(account("EU", 47, "Its token has expired."), seller_id=5)
    others = replace(account("EU", 2), seller_id=6)
    sellers = {5: "Luma Home", 6: "PawBox"}

    of_both = stale(Known(status=status(own, others), sellers=sellers), NOW)
    of_one = stale(Known(status=status(own)), NOW)

    assert of_both.keys() == {(5, own.account)}
    assert of_one.keys() == {(0, own.account)}, "rows of one seller do not say whose they are"


def test_a_sync_of_one_account_for_two_sellers_is_done_when_both_are():
    news = Progress(work="sync", account="act_EU", step="statistics", seller_id=5)
    under = Under().after(news).after(replace(news, seller_id=6))
    under = under.after(replace(news, finished=True))

    assert freshness(status(account("EU")), under, NOW).text == "Syncing · 1 of 2 accounts done"


async def test_all_is_well_without_a_word():
    backend = FakeBackend()

    known = Known(table=await backend.table(AdsQuery()), status=backend.status_now)

    assert notice(known, NOW) is None
    assert notice(Known(status=status(account("EU", 1, "expired"))), NOW) is None


async def test_gaps_of_several_accounts_are_told_once_where_they_are_the_same():
    backend = FakeBackend()
    first, second = (one.account for one in backend.status_now.accounts[:2])
    days = [date(2026, 11, 17), date(2026, 11, 18)]
    backend.missing = frozenset((one, day) for one in (first, second) for day in days)

    told = notice(Known(table=await backend.table(AdsQuery()), status=backend.status_now), NOW)

    assert told.lead == "2 of 4 ad accounts have gaps."
    assert told.rest.startswith("Not downloaded yet: 17\N{EN DASH}18 Nov.")
    assert len(told.detail.splitlines()) == 2


def test_an_account_that_two_sellers_linked_has_one_bar_of_calls(qtbot):
    foot = StatusBar("SQLite")
    qtbot.addWidget(foot)
    foot.resize(1440, foot.height())
    used = replace(account("EU"), calls_used=82, calls_limit=200, seller_id=5)
    lone = replace(account("US"), calls_used=10, calls_limit=200, seller_id=5)

    foot.show_status(status(used, lone, replace(used, seller_id=6)))

    assert len(foot.limits.findChildren(UsageBar)) == 2


def waiting(name: str, minutes: int) -> AccountStatus:
    """Return an account whose last run met Meta's limit."""
    held = account(name, 9, "Calls are held back. Try again in 2 min.")
    return replace(held, paused_until=NOW + timedelta(minutes=minutes))


def told_by_foot(qtbot, shown: SyncStatus, sellers: dict[int, str] | None = None) -> StatusBar:
    foot = StatusBar("SQLite")
    qtbot.addWidget(foot)
    foot.show_status(shown, sellers or {})
    return foot


def test_who_only_waits_for_meta_has_not_failed(qtbot):
    first, later = waiting("EU", 10), waiting("US", 30)
    ends = [one.paused_until.astimezone() for one in (first, later)]
    at, last = (f"{end:%H:%M}" for end in ends)

    alone = told_by_foot(qtbot, status(first, account("US")))
    both = told_by_foot(qtbot, status(first, later))
    broken = told_by_foot(qtbot, status(first, account("US", 9, "Its token has expired.")))

    assert alone.times.text() == f"EU waits for Meta until {at}"
    assert both.times.text() == f"EU and 1 more wait for Meta until {last}"
    assert broken.times.text() == "US failed", "what needs somebody comes first"
    ended = replace(first, health=ConnectionHealth.TOKEN_INVALID, error="Its token has expired.")
    assert told_by_foot(qtbot, status(ended)).times.text() == "EU failed"
    every = freshness(status(first, later), Under(), NOW)
    assert (every.tone, every.text) == (
        "warn",
        f"Waits for Meta until {last} · data from 9 min ago",
    )


async def test_the_banner_says_that_accounts_wait_and_does_not_call_it_a_failure():
    table = await FakeBackend().table(AdsQuery())
    first, later = waiting("EU", 10), waiting("US", 30)

    one = notice(Known(table=table, status=status(first, account("US"))), NOW)
    both = notice(Known(table=table, status=status(first, later)), NOW)
    mixed = notice(Known(table=table, status=status(first, account("US", 9, "Busy."))), NOW)

    assert (one.tone, one.lead) == ("warn", "EU waits for Meta.")
    assert both.lead == "2 of 2 ad accounts wait for Meta."
    assert (mixed.tone, mixed.lead) == ("bad", "2 of 2 ad accounts didn't sync.")


def test_of_all_sellers_the_foot_says_whose_accounts_failed(qtbot):
    sellers = {5: "Luma Home", 6: "PawBox"}
    own = replace(account("EU", 47, "Its token has expired."), seller_id=5)
    others = [
        replace(own, seller_id=6),
        replace(waiting("US", 10), seller_id=6),
        replace(account("UK", 9, "Busy."), seller_id=6),
    ]

    foot = told_by_foot(qtbot, status(own, *others), sellers)

    assert foot.times.text() == "Luma Home · EU and 2 more failed"
    assert [line.split(":")[0] for line in foot.times.detail.splitlines()] == [
        "Luma Home · EU",
        "PawBox · EU",
        "PawBox · US",
        "PawBox · UK",
    ]
    many = [replace(own, account=f"act_{n}", name=f"N{n}") for n in range(30)]
    lines = told_by_foot(qtbot, status(*many), sellers).times.detail.splitlines()
    assert (len(lines), lines[-1]) == (13, "18 more")
