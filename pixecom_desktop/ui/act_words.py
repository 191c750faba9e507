"""What the window says of an action: before it, while it runs, when it ended.

An act keeps its verb to the end: Pause, "Pause 46 campaigns?", "10 paused".
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from pixecom_desktop.domain.actions import AnyCommand, BulkOrder, SetStatus
from pixecom_desktop.domain.enums import BudgetType, EntityStatus, Level
from pixecom_desktop.domain.journal import BulkResult, Plan
from pixecom_desktop.domain.money import MICROS
from pixecom_desktop.domain.preferences import UserPreferences
from pixecom_desktop.domain.query import AdsQuery
from pixecom_desktop.domain.subjects import AS_WANTED
from pixecom_desktop.ui.format import Formatter
from pixecom_desktop.ui.translate import plural, to_translate, tr
from pixecom_desktop.ui.widgets.toast import Outcome, ToastText

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
    """Tell whether to ask before: many rows, much money a day, or what cannot be taken back.

    A budget that rises far asks for itself; only an undo, which gives back amounts that nobody has
    just typed, has no other question for it than this.
    """
    if plan.order.command == SetStatus(status=EntityStatus.ARCHIVED) or plan.confirm is not None:
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
    sentences += [_worth(plan, days, formatter), _how_long(plan)]
    sentences.append(_left_as_is(plan, len(plan.rows) - count))
    return title, _joined(sentences), tr("{act} {count}", act=act, count=f"{count:,}")


def question_back(plan: Plan, days: int, formatter: Formatter) -> tuple[str, str, str]:
    """Return the question before a large undo: its title, its sentences, its button.

    What the rows become is said, since the action's own name says the contrary.
    """
    count, level = len(plan.changed), plan.order.level
    title = tr("Put back {rows}?", rows=counted(count, level))
    sentences = []
    if isinstance(plan.order.command, SetStatus):
        become = Counter(row.after.status for row in plan.changed if row.after is not None)
        if on := become.pop(EntityStatus.ACTIVE, 0):
            sentences.append(
                plural(
                    on,
                    "{rows} becomes active again and may spend.",
                    "{rows} become active again and may spend.",
                    rows=counted(on, level),
                )
            )
        if off := become.total():
            sentences.append(
                plural(
                    off,
                    "{rows} is paused again.",
                    "{rows} are paused again.",
                    rows=counted(off, level),
                )
            )
    elif plan.daily_change:
        sums = [
            f"{'+' if one.micros > 0 else ''}{formatter.budget(one.micros, one.currency)}"
            for one in plan.daily_change
        ]
        sentences.append(tr("Daily budgets change by {sums}.", sums=", ".join(sums)))
    if plan.confirm is not None:
        highest = formatter.budget(plan.confirm.micros, plan.confirm.currency)
        sentences.append(
            tr("A budget rises to {amount}, far above what it is now.", amount=str(highest))
        )
    sentences += [_worth(plan, days, formatter), _how_long(plan)]
    since = sum(row.is_changed_since for row in plan.rows)
    if since:
        sentences.append(
            plural(
                since,
                "{rows} was changed since: you are asked about it afterwards.",
                "{rows} were changed since: you are asked about them afterwards.",
                rows=counted(since, level),
            )
        )
    sentences.append(_left_as_is(plan, len(plan.rows) - count - since))
    return title, _joined(sentences), tr("Put back {count}", count=f"{count:,}")


def _joined(sentences: Sequence[str]) -> str:
    return " ".join(filter(None, sentences))


def _worth(plan: Plan, days: int, formatter: Formatter) -> str:
    """Return what the rows stand for a day, "" where that is nothing."""
    touched = a_day(plan, days)
    if not touched:
        return ""
    sums = [str(formatter.compact_money(m, c)) for c, m in sorted(touched.items())]
    return plural(
        len(plan.changed),
        "It stands for {sums} a day.",
        "They stand for {sums} a day.",
        sums=" + ".join(sums),
    )


def _how_long(plan: Plan) -> str:
    if plan.seconds < 1:
        return tr("This takes a few seconds.")
    return tr("Meta's limits make this take about {time}.", time=lasting(plan.seconds))


def _left_as_is(plan: Plan, count: int) -> str:
    rows = counted(count, plan.order.level)
    stay = plural(count, "{rows} stays as it is.", "{rows} stay as they are.", rows=rows)
    return stay if count else ""


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
    command = plan.order.command
    title = none_done(command)
    refusals = [row.refusal for row in plan.rows if row.refusal]
    already = len(plan.rows) - len(refusals)
    if refusals and not already:
        return ToastText(outcome=Outcome.FAILED, title=title, reason=tr(refusals[0]))
    sentences = [
        plural(
            already,
            "{rows} is {state} already.",
            "{rows} are {state} already.",
            rows=counted(already, plan.order.level),
            state=tr(command.already),
        ),
        _unfit(refusals),
    ]
    return ToastText(outcome=Outcome.DONE, title=title, reason=" ".join(filter(None, sentences)))


def none_done(command: AnyCommand) -> str:
    """Return "Nothing was paused"."""
    return tr("Nothing was {done}", done=tr(command.done))


def result(done: BulkResult, names: Mapping[str, str], *, undid: bool = False) -> ToastText:
    """Return the toast of an action: "10 paused, 2 failed", with the commonest reason.

    What needed no change is in no count of these: its sentences follow. That of an undo says what
    was taken back where nothing else is to be said.
    """
    verb = to_translate("put back") if undid else done.command.done
    good, bad, left = len(done.changed), len(done.trouble), len(done.skipped)
    if not good:
        title = tr("Nothing was {done}", done=tr(verb))
        is_well = done.already and not (bad or left)
        outcome = Outcome.DONE if is_well else Outcome.FAILED
    else:
        parts = [tr("{count} {done}", count=f"{good:,}", done=tr(verb))]
        parts += [plural(bad, "{n} failed", "{n} failed")] if bad else []
        parts += [plural(left, "{n} left alone", "{n} left alone")] if left else []
        title = ", ".join(parts)
        outcome = Outcome.PARTLY if bad or left else Outcome.DONE
    stayed = stays(done, undid=undid)
    reason = " ".join(filter(None, (_reason(done, names), *stayed)))
    if undid and not reason:
        rows = counted(good, done.level)
        reason = tr("{rows} had been {done}.", rows=rows, done=tr(done.command.done))
    return ToastText(outcome=outcome, title=title, reason=reason)


def stays(done: BulkResult, *, undid: bool = False) -> Sequence[str]:
    """Return a sentence for the rows that stood as wanted, one for those that are left as is."""
    count = len(done.already)
    state = AS_WANTED if undid else done.command.already
    already = plural(
        count, "{n} was {state} already.", "{n} were {state} already.", state=tr(state)
    )
    return [already if count else "", _unfit([one.sentence for one in done.unfit])]


def _unfit(refusals: Sequence[str]) -> str:
    """Return how many rows stay as they are, with the commonest reason; "" for none."""
    if not refusals:
        return ""
    (why, _), *_ = Counter(refusals).most_common(1)
    count = len(refusals)
    return plural(count, "{n} stays as it is: {why}", "{n} stay as they are: {why}", why=tr(why))


def _reason(done: BulkResult, names: Mapping[str, str]) -> str:
    troubles = done.trouble or done.skipped
    if not troubles:
        return ""
    if len(troubles) == 1:
        return f"{names.get(troubles[0].id, troubles[0].id)}: {tr(troubles[0].sentence)}"
    return tr(Counter(one.sentence for one in troubles).most_common(1)[0][0])


def order_of(command: AnyCommand, query: AdsQuery, ids: Sequence[str]) -> BulkOrder:
    """Return an order over rows of a query, in their order, with the query's days."""
    return BulkOrder(command=command, level=query.level, ids=tuple(ids), dates=query.filters.dates)
