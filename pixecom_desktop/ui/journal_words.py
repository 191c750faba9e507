"""What the journal tells of an action: its headline, how it ended, what became of each row."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

from pixecom_desktop.domain.actions import AnyCommand, Rename, SetStatus
from pixecom_desktop.domain.ads import Budget
from pixecom_desktop.domain.enums import ActionState, EntityStatus
from pixecom_desktop.domain.journal import Action, ActionItem, RowOutcome
from pixecom_desktop.domain.subjects import AS_WANTED, Standing
from pixecom_desktop.ui.act_words import counted, lasting
from pixecom_desktop.ui.format import DASH, Formatter
from pixecom_desktop.ui.translate import plural, to_translate, tr

BADGES = {
    ActionState.DONE: (to_translate("Done"), "good", "check"),
    ActionState.FAILED: (to_translate("Failed"), "bad", "circle-alert"),
    ActionState.SKIPPED: (to_translate("Left alone"), "warn", "info"),
    ActionState.INTENDED: (to_translate("Not known"), "warn", "circle-help"),
    ActionState.UNDONE: (to_translate("Taken back"), "text2", "undo-2"),
}
"""How a row ended: in a word, in a tone, with an icon."""

STAYS = {
    ActionState.DONE: (to_translate("No change"), "text2", "check"),
    ActionState.SKIPPED: (to_translate("No change"), "text2", "info"),
}
"""A row of which nothing was to be sent: as wanted already, or nothing for the command."""

UNSENT = (to_translate("Not sent"), "text2", "minus")
"""A row that was not looked at when the program ended."""

ON_ITS_WAY = (to_translate("On the way"), "text2", "refresh-cw")
"""A row of a change that is being sent."""

CHANGED = (to_translate("Changed since"), "text2", "info")
"""A row that was done, and that somebody made another since."""

_ON = {
    EntityStatus.ACTIVE: to_translate("On"),
    EntityStatus.PAUSED: to_translate("Off"),
    EntityStatus.ARCHIVED: to_translate("Archived"),
    EntityStatus.DELETED: to_translate("Deleted"),
}


def badge(one: RowOutcome | ActionItem, *, is_running: bool = False) -> tuple[str, str, str]:
    """Return how a row ended: in a word, in a tone, with an icon."""
    if is_running and one.state is ActionState.INTENDED:
        return ON_ITS_WAY
    if isinstance(one, ActionItem) and one.is_unsent:
        return UNSENT
    return STAYS[one.state] if one.stays else BADGES[one.state]


def title_of(action: Action, formatter: Formatter, *, is_running: bool = False) -> str:
    """Return an action as a headline: "Paused 12 campaigns", "Undid: paused 3 campaigns".

    Rows of which nothing was to be sent count only where there are no others.
    """
    meant = sum(action.counts.values())
    what = counted(meant - action.already - action.unfit or meant, action.level)
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
        if is_running:
            return tr("Undoing: {what}", what=text)
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
    done = counts.get(ActionState.DONE, 0) + counts.get(ActionState.UNDONE, 0) - action.already
    failed = counts.get(ActionState.FAILED, 0)
    left = counts.get(ActionState.SKIPPED, 0) - action.unfit
    open_ = counts.get(ActionState.INTENDED, 0)
    if action.undoes is not None:
        parts = [plural(done, "{n} restored", "{n} restored")]
    else:
        parts = [plural(done, "{n} done", "{n} done")]
    parts += [plural(failed, "{n} failed", "{n} failed")] if failed else []
    parts += [plural(left, "{n} left alone", "{n} left alone")] if left else []
    if action.left or action.changed:
        back = counts.get(ActionState.UNDONE, 0)
        parts += [plural(back, "{n} taken back", "{n} taken back")] if back else []
    if open_ and is_running:
        parts.append(plural(open_, "{n} on the way", "{n} on the way"))
    elif open_:
        known, unsent = open_ - action.unsent, action.unsent
        parts += [plural(known, "{n} not known", "{n} not known")] if known else []
        parts += [plural(unsent, "{n} not sent", "{n} not sent")] if unsent else []
    if action.already:
        state = AS_WANTED if action.undoes is not None else action.command.already
        count = action.already
        parts.append(tr("{count} {state} already", count=f"{count:,}", state=tr(state)))
    if action.unfit:
        parts.append(plural(action.unfit, "{n} stays as it is", "{n} stay as they are"))
    return (", ".join(parts), *_look(action, done, is_running=is_running))


def _look(action: Action, done: int, *, is_running: bool) -> tuple[str, str]:
    """Return the tone and the icon of how an action ended; what only runs is no trouble."""
    counts = action.counts
    failed, open_ = (counts.get(one, 0) for one in (ActionState.FAILED, ActionState.INTENDED))
    if is_running and open_ and not failed:
        return "text2", "refresh-cw"
    if not done and (failed or open_):
        return "bad" if failed else "warn", "circle-alert"
    if failed or open_ or counts.get(ActionState.SKIPPED, 0) > action.unfit:
        return "warn", "triangle-alert"
    return "text2", "check"


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
    if not parts and item.state in (ActionState.FAILED, ActionState.SKIPPED):
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
