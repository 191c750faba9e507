"""Single words of Meta's about an entity, as the house's values: ids, instants, budgets, statuses.

What is absent, "0" or odd is read with care: never a status that delivers where none is known.
"""

from datetime import UTC, datetime

from pixecom_desktop.domain import money
from pixecom_desktop.domain.ads import Budget
from pixecom_desktop.domain.enums import BudgetType, EntityStatus
from pixecom_desktop.domain.text import clean
from pixecom_desktop.meta.payloads import AdNode, AdSetNode, CampaignNode, Issue, StateNode

Budgeted = CampaignNode | AdSetNode | StateNode

_MOST_DIGITS = 12
_LONGEST = 300
_LONGEST_ID = 32
_EPOCH = datetime(1970, 1, 2, tzinfo=UTC)


def is_number(text: str) -> bool:
    """Tell whether a text can be an id of Meta's: digits, and not too many (graph.md section 1)."""
    return text.isascii() and text.isdigit() and len(text) <= _LONGEST_ID


def number(text: str) -> str:
    """Return an id of Meta's; raises ValueError for what is none."""
    if not is_number(text):
        raise ValueError("an id of it is no number")
    return text


def instant(text: str) -> datetime | None:
    """Return Meta's `2026-10-01T00:00:00-0700` in UTC; None where there is none.

    Meta writes the epoch itself, in the account's offset, where it has no instant.
    """
    try:
        found = datetime.fromisoformat(text).astimezone(UTC) if text else None
    except (ValueError, OverflowError):
        return None
    return found if found is not None and found > _EPOCH else None


def status(node: Budgeted | AdNode) -> EntityStatus:
    """Return the configured status; a word that nobody knows is read as PAUSED, never as ACTIVE."""
    for word in (node.status, node.configured_status, node.effective_status):
        if word in EntityStatus.__members__:
            return EntityStatus[word]
    return EntityStatus.PAUSED


def budget(node: Budgeted, currency: str) -> Budget | None:
    """Return the entity's own budget: "0", absent and null all mean none of this type here."""
    for text, kind in (
        (node.daily_budget, BudgetType.DAILY),
        (node.lifetime_budget, BudgetType.LIFETIME),
    ):
        minor = int(text) if text and text.isdigit() and len(text) <= _MOST_DIGITS else 0
        if minor:
            micros = money.micros_from_minor(minor, currency)
            return None if micros is None else Budget(micros=micros, type=kind)
    return None


def issue(issues: list[Issue]) -> str:
    """Return what Meta names as the first trouble, "" where there is none."""
    return next((sentence(one.error_summary or one.error_message) for one in issues), "")


def feedback(raw: object) -> str:
    """Return why an ad was rejected: each reason with Meta's words, from all placements."""
    found: dict[str, None] = {}
    for reasons in raw.values() if isinstance(raw, dict) else ():
        for name, words in reasons.items() if isinstance(reasons, dict) else ():
            title = str(name).replace("_", " ").capitalize()
            found[f"{title}: {words}" if isinstance(words, str) and words else title] = None
    return sentence("; ".join(found))


def sentence(text: str) -> str:
    """Return a text as one line, cut where it is long."""
    line = " ".join(clean(text).split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
