"""What the window says of an action: before it, while it runs, when it ended. No Qt.

An act keeps its verb to the end: Pause, "Pause 46 campaigns?", "10 paused".
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import timedelta

from pixecom_desktop.domain.actions import AnyCommand, BulkOrder, Rename, SetStatus
from pixecom_desktop.domain.ads import Budget
from pixecom_desktop.domain.enums import ActionState, BudgetType, EntityStatus, Level
from pixecom_desktop.domain.journal import Action, ActionItem, BulkResult, Plan
from pixecom_desktop.domain.money import MICROS
from pixecom_desktop.domain.preferences import UserPreferences
from pixecom_desktop.domain.query import AdsQuery
from pixecom_desktop.domain.subjects import NOUNS, Standing
from pixecom_desktop.ui.format import DASH, Formatter
from pixecom_desktop.ui.widgets.toast import Outcome, ToastText

BADGES = {
    ActionState.DONE: ("Done", "good", "check"),
    ActionState.FAILED: ("Failed", "bad", "circle-alert"),
    ActionState.SKIPPED: ("Left alone", "warn", "info"),
    ActionState.INTENDED: ("Not known", "warn", "circle-help"),
    ActionState.UNDONE: ("Taken back", "text2", "undo-2"),
}
"""How a row ended: in a word, in a tone, with an icon."""

_ON = {EntityStatus.ACTIVE: "On", EntityStatus.PAUSED: "Off", EntityStatus.ARCHIVED: "Archived"}
_GOING = {"Pause": "Pausing", "Activate": "Activating", "Rename": "Renaming"}


def counted(count: int, level: Level) -> str:
    """Return "1 campaign", "46 ad sets"."""
    return f"{count:,} {NOUNS[level]}{'s' if count != 1 else ''}"


def going(command: AnyCommand) -> str:
    """Return what is being done: "Pausing"."""
    return _GOING.get(command.title, "Changing")


def a_day(plan: Plan, days: int) -> dict[str, int]:
    """Return the micros a day that the order touches, by currency.

    For each row its own daily budget or what it spent a day, whichever is more.
    """
    touched: Counter[str] = Counter()
    for row in plan.changed:
        one = row.subject
        own = one.standing.budget
        budget = own.micros if own is not None and own.type is BudgetType.DAILY else 0
        touched[one.currency] += max(budget, one.figures.get("spend", 0) // max(days, 1))
    return {currency: micros for currency, micros in touched.items() if micros}


def is_large(plan: Plan, days: int, limits: UserPreferences) -> bool:
    """Tell whether to ask before: many rows, or much money a day."""
    most = limits.ask_above_spend * MICROS
    return len(plan.changed) > limits.ask_above_rows or any(
        micros > most for micros in a_day(plan, days).values()
    )


def question(plan: Plan, days: int, formatter: Formatter) -> tuple[str, str, str]:
    """Return the question before an order: its title, its sentences, its button."""
    count = len(plan.changed)
    title = f"{plan.order.command.title} {counted(count, plan.order.level)}?"
    sentences = []
    touched = a_day(plan, days)
    if touched:
        sums = [str(formatter.compact_money(m, c)) for c, m in sorted(touched.items())]
        it = "It stands" if count == 1 else "They stand"
        sentences.append(f"{it} for {' + '.join(sums)} a day.")
    if plan.seconds >= 1:
        sentences.append(f"Meta's limits make this take about {lasting(plan.seconds)}.")
    rest = len(plan.rows) - count
    if rest:
        stays = "stays as it is" if rest == 1 else "stay as they are"
        sentences.append(f"{counted(rest, plan.order.level)} {stays}.")
    return title, " ".join(sentences), f"{plan.order.command.title} {count:,}"


def lasting(seconds: float) -> str:
    """Return "40 s", "3 min", "2 h 5 min"."""
    if seconds < 90:
        return f"{max(round(seconds), 1)} s"
    minutes = round(seconds / 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min"


def nothing(plan: Plan) -> ToastText:
    """Return what to say of an order that would change nothing."""
    refusal = next((row.refusal for row in plan.rows if row.refusal), "")
    title = f"Nothing was {plan.order.command.done}"
    if refusal:
        return ToastText(outcome=Outcome.FAILED, title=title, reason=refusal)
    count, level = len(plan.rows), plan.order.level
    command = plan.order.command
    state = command.done if isinstance(command, SetStatus) else "as wanted"
    if isinstance(command, SetStatus) and command.status is EntityStatus.ACTIVE:
        state = "active"
    reason = (
        f"{counted(count, level).capitalize()} {'is' if count == 1 else 'are'} {state} already."
    )
    return ToastText(outcome=Outcome.DONE, title=title, reason=reason)


def result(done: BulkResult, names: Mapping[str, str], *, undid: bool = False) -> ToastText:
    """Return the toast of an action: "10 paused, 2 failed", with the commonest reason."""
    verb = "put back" if undid else done.command.done
    good, bad, left = len(done.succeeded), len(done.failed), len(done.skipped)
    if not good:
        title = f"Nothing was {verb}"
        outcome = Outcome.FAILED
    else:
        parts = [f"{good:,} {verb}"]
        parts += [f"{bad:,} failed"] if bad else []
        parts += [f"{left:,} left alone"] if left else []
        title = ", ".join(parts)
        outcome = Outcome.PARTLY if bad or left else Outcome.DONE
    return ToastText(outcome=outcome, title=title, reason=_reason(done, names))


def _reason(done: BulkResult, names: Mapping[str, str]) -> str:
    troubles = done.failed or done.skipped
    if not troubles:
        return ""
    if len(troubles) == 1:
        return f"{names.get(troubles[0].id, troubles[0].id)}: {troubles[0].sentence}"
    return Counter(one.sentence for one in troubles).most_common(1)[0][0]


def title_of(action: Action, formatter: Formatter) -> str:
    """Return an action as a headline: "Paused 12 campaigns", "Undid: paused 3 campaigns"."""
    count = sum(action.counts.values())
    what = counted(count, action.level)
    command = action.command
    if isinstance(command, SetStatus):
        text = f"{command.done} {what}"
    elif isinstance(command, Rename):
        text = f"renamed {what}"
    else:
        text = f"changed the budget of {what}"
        if getattr(command, "step", None) is not None:
            text = f"{_by(command, formatter)} {what}"
    return f"Undid: {text}" if action.undoes is not None else text[0].upper() + text[1:]


def _by(command: AnyCommand, formatter: Formatter) -> str:
    step = str(getattr(command, "step", ""))
    hundredths = getattr(command, "hundredths", None)
    micros = getattr(command, "micros", None)
    currency = getattr(command, "currency", "")
    if hundredths is not None:
        amount = f"{hundredths / 100:g}%"
    else:
        amount = str(formatter.budget(int(micros or 0), currency))
    verb = {"raise": "raised budget by", "lower": "lowered budget by"}.get(step, "set budget to")
    return f"{verb} {amount} on"


def outcome_of(action: Action) -> tuple[str, str, str]:
    """Return how an action ended: in words, a tone, an icon."""
    counts = action.counts
    done = counts.get(ActionState.DONE, 0) + counts.get(ActionState.UNDONE, 0)
    failed = counts.get(ActionState.FAILED, 0)
    left = counts.get(ActionState.SKIPPED, 0)
    open_ = counts.get(ActionState.INTENDED, 0)
    parts = [f"{done:,} {'restored' if action.undoes is not None else 'done'}"]
    parts += [f"{failed:,} failed"] if failed else []
    parts += [f"{left:,} left alone"] if left else []
    if open_:
        parts.append(f"{open_:,} {'on the way' if action.finished_at is None else 'not known'}")
    if not done and (failed or open_):
        return ", ".join(parts), "bad" if failed else "warn", "circle-alert"
    if failed or left or open_:
        return ", ".join(parts), "warn", "triangle-alert"
    return ", ".join(parts), "text2", "check"


def change(item: ActionItem, formatter: Formatter) -> str:
    """Return what an item was and was to be: "On → Off", "$510 → $612"."""
    before, after = item.before, item.after
    parts = [
        f"{_ON.get(old, old)} → {_ON.get(new, new)}"
        for old, new in [(before.status, after.status)]
        if old is not new
    ]
    if before.budget != after.budget:
        parts.append(
            f"{_money(before.budget, item, formatter)} → {_money(after.budget, item, formatter)}"
        )
    if before.name != after.name:
        parts.append(f"“{before.name}” → “{after.name}”")
    return ", ".join(parts) or f"{_stands(before)} already"


def _stands(standing: Standing) -> str:
    return _ON.get(standing.status, standing.status)


def _money(budget: Budget | None, item: ActionItem, formatter: Formatter) -> str:
    return DASH if budget is None else str(formatter.budget(budget.micros, item.currency))


def figures(item: ActionItem, formatter: Formatter) -> str:
    """Return the figures that stood there: "Spent $412.10, ROAS 2.31"."""
    spend, value = item.figures.get("spend", 0), item.figures.get("purchase_value", 0)
    if not spend:
        return DASH
    roas = formatter.fixed((2 * value * 100 + spend) // (2 * spend), 2)
    return f"{formatter.compact_money(spend, item.currency)} · ROAS {roas}"


def failures(items: Sequence[ActionItem]) -> str:
    """Return why rows failed, the commonest reason first: "2 failed: ..."; "" where none did."""
    bad = [one.error for one in items if one.state is ActionState.FAILED]
    if not bad:
        return ""
    (reason, _), *others = Counter(bad).most_common()
    more = f" {len(others):,} other reasons below." if others else ""
    return f"{len(bad):,} failed: {reason}{more}"


def took(start: timedelta | None) -> str:
    """Return how long something took: "took 3.4 s"."""
    if start is None:
        return ""
    seconds = start.total_seconds()
    if seconds < 0.1:
        return ""
    return f"took {seconds:.1f} s" if seconds < 10 else f"took {lasting(seconds)}"


def order_of(command: AnyCommand, query: AdsQuery, ids: Sequence[str]) -> BulkOrder:
    """Return an order over rows of a query, in their order, with the query's days."""
    return BulkOrder(command=command, level=query.level, ids=tuple(ids), dates=query.filters.dates)
