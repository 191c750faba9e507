"""What the window says of an action: before it, while it runs, when it ended.

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
from pixecom_desktop.domain.subjects import Standing
from pixecom_desktop.ui.format import DASH, Formatter
from pixecom_desktop.ui.translate import plural, to_translate, tr
from pixecom_desktop.ui.widgets.toast import Outcome, ToastText

BADGES = {
    ActionState.DONE: (to_translate("Done"), "good", "check"),
    ActionState.FAILED: (to_translate("Failed"), "bad", "circle-alert"),
    ActionState.SKIPPED: (to_translate("Left alone"), "warn", "info"),
    ActionState.INTENDED: (to_translate("Not known"), "warn", "circle-help"),
    ActionState.UNDONE: (to_translate("Taken back"), "text2", "undo-2"),
}
"""How a row ended: in a word, in a tone, with an icon."""

CHANGED = (to_translate("Changed since"), "text2", "info")
"""A row that was done, and that somebody made another since."""

_ON = {
    EntityStatus.ACTIVE: to_translate("On"),
    EntityStatus.PAUSED: to_translate("Off"),
    EntityStatus.ARCHIVED: to_translate("Archived"),
}
_GOING = {
    "Pause": to_translate("Pausing"),
    "Activate": to_translate("Activating"),
    "Rename": to_translate("Renaming"),
}


def counted(count: int, level: Level) -> str:
    """Return "1 campaign", "46 ad sets"."""
    match level:
        case Level.CAMPAIGN:
            return plural(count, "{n} campaign", "{n} campaigns")
        case Level.ADSET:
            return plural(count, "{n} ad set", "{n} ad sets")
    return plural(count, "{n} ad", "{n} ads")


def going(command: AnyCommand) -> str:
    """Return what is being done: "Pausing"."""
    return tr(_GOING.get(command.title, to_translate("Changing")))


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
    """Tell whether to ask before: many rows, much money a day, or what cannot be taken back."""
    if plan.order.command == SetStatus(status=EntityStatus.ARCHIVED):
        return True
    most = limits.ask_above_spend * MICROS
    return len(plan.changed) > limits.ask_above_rows or any(
        micros > most for micros in a_day(plan, days).values()
    )


def question(plan: Plan, days: int, formatter: Formatter) -> tuple[str, str, str]:
    """Return the question before an order: its title, its sentences, its button."""
    count = len(plan.changed)
    act = tr(plan.order.command.title)
    title = tr("{act} {rows}?", act=act, rows=counted(count, plan.order.level))
    sentences = []
    if plan.order.command == SetStatus(status=EntityStatus.ARCHIVED):
        drafts = sum(row.subject.external_id is None for row in plan.changed)
        if drafts < count:
            sentences.append(
                tr("Meta stops them for good: what is archived cannot be brought back.")
            )
        if drafts:
            sentences.append(tr("Drafts are archived here alone, and stay so."))
        sentences.append(tr("Figures stay."))
    touched = a_day(plan, days)
    if touched:
        sums = [str(formatter.compact_money(m, c)) for c, m in sorted(touched.items())]
        sentences.append(
            plural(
                count,
                "It stands for {sums} a day.",
                "They stand for {sums} a day.",
                sums=" + ".join(sums),
            )
        )
    if plan.seconds >= 1:
        sentences.append(
            tr("Meta's limits make this take about {time}.", time=lasting(plan.seconds))
        )
    else:
        sentences.append(tr("This takes a few seconds."))
    rest = len(plan.rows) - count
    if rest:
        sentences.append(
            plural(
                rest,
                "{rows} stays as it is.",
                "{rows} stay as they are.",
                rows=counted(rest, plan.order.level),
            )
        )
    return title, " ".join(sentences), tr("{act} {count}", act=act, count=f"{count:,}")


def lasting(seconds: float) -> str:
    """Return "40 s", "3 min", "2 h 5 min"."""
    if seconds < 90:
        return tr("{seconds} s", seconds=max(round(seconds), 1))
    minutes = round(seconds / 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return tr("{hours} h {minutes} min", hours=hours, minutes=minutes)
    return tr("{minutes} min", minutes=minutes)


def nothing(plan: Plan) -> ToastText:
    """Return what to say of an order that would change nothing."""
    refusal = next((row.refusal for row in plan.rows if row.refusal), "")
    title = none_done(plan.order.command)
    if refusal:
        return ToastText(outcome=Outcome.FAILED, title=title, reason=tr(refusal))
    count, level = len(plan.rows), plan.order.level
    command = plan.order.command
    state = command.done if isinstance(command, SetStatus) else to_translate("as wanted")
    if isinstance(command, SetStatus) and command.status is EntityStatus.ACTIVE:
        state = to_translate("active")
    reason = plural(
        count,
        "{rows} is {state} already.",
        "{rows} are {state} already.",
        rows=counted(count, level),
        state=tr(state),
    )
    return ToastText(outcome=Outcome.DONE, title=title, reason=reason)


def none_done(command: AnyCommand) -> str:
    """Return "Nothing was paused"."""
    return tr("Nothing was {done}", done=tr(command.done))


def result(done: BulkResult, names: Mapping[str, str], *, undid: bool = False) -> ToastText:
    """Return the toast of an action: "10 paused, 2 failed", with the commonest reason.

    That of an undo says what was taken back where nothing else is to be said.
    """
    verb = to_translate("put back") if undid else done.command.done
    good, bad, left = len(done.succeeded), len(done.failed), len(done.skipped)
    if not good:
        title = tr("Nothing was {done}", done=tr(verb))
        outcome = Outcome.FAILED
    else:
        parts = [tr("{count} {done}", count=f"{good:,}", done=tr(verb))]
        parts += [plural(bad, "{n} failed", "{n} failed")] if bad else []
        parts += [plural(left, "{n} left alone", "{n} left alone")] if left else []
        title = ", ".join(parts)
        outcome = Outcome.PARTLY if bad or left else Outcome.DONE
    reason = _reason(done, names)
    if undid and not reason:
        rows = counted(good, done.level)
        reason = tr("{rows} had been {done}.", rows=rows, done=tr(done.command.done))
    return ToastText(outcome=outcome, title=title, reason=reason)


def _reason(done: BulkResult, names: Mapping[str, str]) -> str:
    troubles = done.failed or done.skipped
    if not troubles:
        return ""
    if len(troubles) == 1:
        return f"{names.get(troubles[0].id, troubles[0].id)}: {tr(troubles[0].sentence)}"
    return tr(Counter(one.sentence for one in troubles).most_common(1)[0][0])


def title_of(action: Action, formatter: Formatter) -> str:
    """Return an action as a headline: "Paused 12 campaigns", "Undid: paused 3 campaigns"."""
    count = sum(action.counts.values())
    what = counted(count, action.level)
    command = action.command
    if isinstance(command, SetStatus):
        text = tr("{done} {rows}", done=tr(command.done), rows=what)
    elif isinstance(command, Rename):
        text = tr("renamed {rows}", rows=what)
    else:
        text = tr("changed the budget of {rows}", rows=what)
        if getattr(command, "step", None) is not None:
            text = _by(command, what, formatter)
    if action.undoes is not None:
        return tr("Undid: {what}", what=text)
    return text[:1].upper() + text[1:]


def _by(command: AnyCommand, rows: str, formatter: Formatter) -> str:
    step = str(getattr(command, "step", ""))
    hundredths = getattr(command, "hundredths", None)
    micros = getattr(command, "micros", None)
    currency = getattr(command, "currency", "")
    if hundredths is not None:
        amount = f"{hundredths / 100:g}%"
    else:
        amount = str(formatter.budget(int(micros or 0), currency))
    if step == "raise":
        return tr("raised budget by {amount} on {rows}", amount=amount, rows=rows)
    if step == "lower":
        return tr("lowered budget by {amount} on {rows}", amount=amount, rows=rows)
    return tr("set budget to {amount} on {rows}", amount=amount, rows=rows)


def outcome_of(action: Action, *, is_running: bool = False) -> tuple[str, str, str]:
    """Return how an action ended, or that it is running: in words, a tone, an icon."""
    counts = action.counts
    done = counts.get(ActionState.DONE, 0) + counts.get(ActionState.UNDONE, 0)
    failed = counts.get(ActionState.FAILED, 0)
    left = counts.get(ActionState.SKIPPED, 0)
    open_ = counts.get(ActionState.INTENDED, 0)
    if action.undoes is not None:
        parts = [plural(done, "{n} restored", "{n} restored")]
    else:
        parts = [plural(done, "{n} done", "{n} done")]
    parts += [plural(failed, "{n} failed", "{n} failed")] if failed else []
    parts += [plural(left, "{n} left alone", "{n} left alone")] if left else []
    if open_:
        parts.append(
            plural(open_, "{n} on the way", "{n} on the way")
            if is_running
            else plural(open_, "{n} not known", "{n} not known")
        )
    if not done and (failed or open_):
        return ", ".join(parts), "bad" if failed else "warn", "circle-alert"
    if failed or left or open_:
        return ", ".join(parts), "warn", "triangle-alert"
    return ", ".join(parts), "text2", "check"


def change(item: ActionItem, formatter: Formatter) -> str:
    """Return what an item was and was to be: "On → Off", "$510 → $612"."""
    before, after = item.before, item.after
    parts = [
        f"{tr(_ON.get(old, old))} → {tr(_ON.get(new, new))}"
        for old, new in [(before.status, after.status)]
        if old is not new
    ]
    if before.budget != after.budget:
        parts.append(
            f"{_money(before.budget, item, formatter)} → {_money(after.budget, item, formatter)}"
        )
    if before.name != after.name:
        parts.append(f"“{before.name}” → “{after.name}”")
    if not parts and item.state is ActionState.FAILED:
        return _stands(before)
    return ", ".join(parts) or tr("{state} already", state=_stands(before))


def _stands(standing: Standing) -> str:
    return tr(_ON.get(standing.status, standing.status))


def _money(budget: Budget | None, item: ActionItem, formatter: Formatter) -> str:
    return DASH if budget is None else str(formatter.budget(budget.micros, item.currency))


def figures(item: ActionItem, formatter: Formatter) -> str:
    """Return the figures that stood there: "Spent $412.10, ROAS 2.31"."""
    spend, value = item.figures.get("spend", 0), item.figures.get("purchase_value", 0)
    if not spend:
        return DASH
    roas = formatter.fixed((2 * value * 100 + spend) // (2 * spend), 2)
    return f"{formatter.compact_money(spend, item.currency)} · {tr('ROAS')} {roas}"


def failures(items: Sequence[ActionItem]) -> str:
    """Return why rows failed, the commonest reason first: "2 failed: ..."; "" where none did."""
    bad = [one.error for one in items if one.state is ActionState.FAILED]
    if not bad:
        return ""
    (reason, _), *others = Counter(bad).most_common()
    text = plural(len(bad), "{n} failed: {reason}", "{n} failed: {reason}", reason=tr(reason))
    if not others:
        return text
    more = plural(len(others), "{n} other reason below.", "{n} other reasons below.")
    return f"{text} {more}"


def took(start: timedelta | None) -> str:
    """Return how long something took: "took 3.4 s"."""
    if start is None:
        return ""
    seconds = start.total_seconds()
    if seconds < 0.1:
        return ""
    lasted = tr("{seconds} s", seconds=f"{seconds:.1f}") if seconds < 10 else lasting(seconds)
    return tr("took {time}", time=lasted)


def order_of(command: AnyCommand, query: AdsQuery, ids: Sequence[str]) -> BulkOrder:
    """Return an order over rows of a query, in their order, with the query's days."""
    return BulkOrder(command=command, level=query.level, ids=tuple(ids), dates=query.filters.dates)
