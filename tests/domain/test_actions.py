"""What a bulk command makes of an entity, what it refuses, and that its inverse puts it back."""

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from pixecom_desktop.domain.actions import COMMANDS, BulkOrder, Rename, SetStatus
from pixecom_desktop.domain.ads import Budget
from pixecom_desktop.domain.budgets import BudgetStep, PutBudget, SetBudget
from pixecom_desktop.domain.enums import BudgetType, EntityStatus, Level
from pixecom_desktop.domain.errors import CommandRefused, UserError
from pixecom_desktop.domain.money import minor_from_micros
from pixecom_desktop.domain.subjects import Standing, Subject

CURRENCIES = ("USD", "VND", "KWD", "JPY", "TWD")
DOLLAR = 1_000_000


def subject(standing: Standing, **more) -> Subject:
    usual = {
        "id": 1,
        "external_id": "11",
        "connection_id": 2,
        "account": "act_1",
        "level": Level.CAMPAIGN,
        "currency": "USD",
    }
    return Subject(standing=standing, **{**usual, **more})


def running(micros: int | None = 20 * DOLLAR, status=EntityStatus.ACTIVE) -> Standing:
    budget = None if micros is None else Budget(micros=micros, type=BudgetType.DAILY)
    return Standing(name="Spring sale", status=status, budget=budget)


standings = st.builds(
    Standing,
    name=st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40).map(
        lambda text: text.strip() or "x"
    ),
    status=st.sampled_from([EntityStatus.ACTIVE, EntityStatus.PAUSED]),
    budget=st.none()
    | st.builds(
        Budget,
        micros=st.integers(1, 10**9).map(lambda units: units * DOLLAR),
        type=st.sampled_from(BudgetType),
    ),
)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
commands = st.one_of(
    st.sampled_from([EntityStatus.ACTIVE, EntityStatus.PAUSED]).map(
        lambda status: SetStatus(status=status)
    ),
    st.builds(
        SetBudget,
        step=st.sampled_from([BudgetStep.RAISE, BudgetStep.LOWER]),
        hundredths=st.integers(1, 100_000),
    ),
    st.builds(Rename, find=texts, replace_with=texts, match_case=st.booleans()),
)


@given(standings, commands, st.sampled_from(CURRENCIES))
@example(running(), Rename(find="s", replace_with="\\1", match_case=False), "USD")
def test_the_inverse_puts_back_what_stood(before, command, currency):
    one = subject(before, currency=currency)
    try:
        after = command.wanted(one)
    except CommandRefused:
        assume(False)

    back = command.inverse(before).wanted(subject(after, currency=currency))

    assert back == before


@given(st.integers(1, 10**7), st.integers(1, 90_000), st.sampled_from(CURRENCIES))
def test_a_new_budget_is_whole_minor_units_and_as_near_as_they_allow(minor, part, currency):
    unit = DOLLAR if currency in ("VND", "JPY", "TWD") else DOLLAR // 100
    before = minor * unit
    command = SetBudget(step=BudgetStep.RAISE, hundredths=part)

    after = command.wanted(subject(running(before), currency=currency)).budget.micros

    assert minor_from_micros(after, currency) >= minor
    exact = before * (10_000 + part)
    assert abs(after * 10_000 - exact) * 2 <= unit * 10_000


@pytest.mark.parametrize(
    ("command", "micros"),
    [
        (SetBudget(step=BudgetStep.SET, micros=35 * DOLLAR, currency="USD"), 35_000_000),
        (SetBudget(step=BudgetStep.RAISE, micros=5 * DOLLAR, currency="USD"), 25_000_000),
        (SetBudget(step=BudgetStep.LOWER, micros=5 * DOLLAR, currency="USD"), 15_000_000),
        (SetBudget(step=BudgetStep.RAISE, hundredths=1_250), 22_500_000),
        (SetBudget(step=BudgetStep.LOWER, hundredths=3_333), 13_330_000),
        (SetBudget(step=BudgetStep.SET, micros=12_345_000, currency="USD"), 12_350_000),
    ],
)
def test_known_budgets(command, micros):
    assert command.wanted(subject(running())).budget == Budget(micros=micros, type=BudgetType.DAILY)


@pytest.mark.parametrize(
    ("one", "command", "words"),
    [
        (
            subject(running(None), budget_place=Level.ADSET),
            SetBudget(step=BudgetStep.RAISE, hundredths=1_000),
            "set on its ad sets",
        ),
        (
            subject(running(None), level=Level.ADSET, budget_place=Level.CAMPAIGN),
            SetBudget(step=BudgetStep.RAISE, hundredths=1_000),
            "set on its campaign",
        ),
        (
            subject(running(None)),
            SetBudget(step=BudgetStep.RAISE, hundredths=1_000),
            "no budget that is known",
        ),
        (
            subject(running(), currency="XQZ"),
            SetBudget(step=BudgetStep.RAISE, hundredths=1_000),
            "Nobody knows the minor unit of XQZ",
        ),
        (
            subject(running(), currency="EUR"),
            SetBudget(step=BudgetStep.SET, micros=1, currency="USD"),
            "Its account is in EUR, and the amount in USD",
        ),
        (
            subject(running()),
            SetBudget(step=BudgetStep.SET, micros=201 * DOLLAR, currency="USD"),
            "From 20 USD to 201 USD is more than tenfold",
        ),
        (
            subject(running()),
            SetBudget(step=BudgetStep.SET, micros=1_990_000, currency="USD"),
            "more than tenfold",
        ),
        (
            subject(running()),
            SetBudget(step=BudgetStep.LOWER, micros=20 * DOLLAR, currency="USD"),
            "Nothing would be left",
        ),
        (
            subject(running(status=EntityStatus.ARCHIVED)),
            SetBudget(step=BudgetStep.RAISE, hundredths=1_000),
            "This campaign is archived",
        ),
        (
            subject(running(status=EntityStatus.DELETED)),
            SetStatus(status=EntityStatus.ACTIVE),
            "This campaign is deleted",
        ),
        (
            subject(running(status=EntityStatus.DELETED), level=Level.ADSET),
            Rename(find="", replace_with="x"),
            "This ad set is deleted",
        ),
        (subject(running()), Rename(find="Spring sale", replace_with="  "), "No name"),
        (subject(running()), Rename(find="S", replace_with="x" * 400), "400 signs at most"),
        (
            subject(running()),
            PutBudget(micros=1, type=BudgetType.LIFETIME),
            "no longer a lifetime budget",
        ),
    ],
)
def test_what_does_not_fit_is_refused_in_words(one, command, words):
    with pytest.raises(CommandRefused, match=words) as caught:
        command.wanted(one)

    assert str(caught.value).endswith(".")


@pytest.mark.parametrize(
    ("find", "replace_with", "match_case", "name"),
    [
        ("sale", "deal", True, "Spring deal"),
        ("SALE", "deal", True, "Spring sale"),
        ("SALE", "deal", False, "Spring deal"),
        (".", "!", True, "Spring sale"),
        ("", "Whole new", True, "Whole new"),
        ("sale", "\\g<0>", False, "Spring \\g<0>"),
    ],
)
def test_a_text_is_found_as_it_is_written(find, replace_with, match_case, name):
    rename = Rename(find=find, replace_with=replace_with, match_case=match_case)

    assert rename.wanted(subject(running())).name == name


def test_what_is_archived_cannot_be_brought_back_and_nothing_is_deleted():
    archive = SetStatus(status=EntityStatus.ARCHIVED)

    assert archive.wanted(subject(running())).status is EntityStatus.ARCHIVED
    with pytest.raises(CommandRefused, match="cannot be brought back"):
        archive.inverse(running())
    with pytest.raises(UserError, match="Nothing is deleted"):
        SetStatus(status=EntityStatus.DELETED)


@pytest.mark.parametrize(
    "values",
    [
        {"step": BudgetStep.SET},
        {"step": BudgetStep.SET, "hundredths": 100},
        {"step": BudgetStep.SET, "micros": 1},
        {"step": BudgetStep.SET, "micros": 0, "currency": "USD"},
        {"step": BudgetStep.RAISE, "micros": 1, "currency": "USD", "hundredths": 1},
        {"step": BudgetStep.LOWER, "hundredths": -5},
    ],
)
def test_a_budget_command_that_says_too_little_or_too_much_is_refused(values):
    with pytest.raises(UserError):
        SetBudget(**values)


def test_an_order_names_each_id_once_and_only_levels_that_the_command_knows():
    order = BulkOrder(
        command=SetStatus(status=EntityStatus.PAUSED), level=Level.AD, ids=("1", "2", "1")
    )

    assert order.ids == ("1", "2")
    with pytest.raises(UserError, match="not for ads"):
        BulkOrder(
            command=SetBudget(step=BudgetStep.RAISE, hundredths=1), level=Level.AD, ids=("1",)
        )


@pytest.mark.parametrize("kind", COMMANDS.values(), ids=lambda kind: kind.key)
def test_every_command_of_the_catalog_says_who_may_give_it_and_where(kind):
    assert COMMANDS[kind.key] is kind
    assert kind.levels
    assert kind.permission
