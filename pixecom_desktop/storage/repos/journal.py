"""The journal of bulk actions: the intent first, then what became of each row.

Commands and what stood before are kept as JSON. What Meta took is written into the entity's own row
in the transaction that notes it here, so that the two never disagree.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import field
from datetime import datetime

import msgspec
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from pixecom_desktop.domain.actions import COMMANDS, AnyCommand
from pixecom_desktop.domain.dates import DateChoice
from pixecom_desktop.domain.enums import ActionState, Level
from pixecom_desktop.domain.errors import NotFound
from pixecom_desktop.domain.subjects import Standing, Subject
from pixecom_desktop.domain.values import dataclass
from pixecom_desktop.storage import upsert
from pixecom_desktop.storage.repos import cascade
from pixecom_desktop.storage.repos.tree import FEW
from pixecom_desktop.storage.schema.journal import ActionItemRow, ActionRow

LARGEST_ID = 2**63 - 1

LATELY = 20
"""So many actions are looked through for the one that an undo without a batch means."""

_DONE_WITH = (ActionState.DONE, ActionState.INTENDED)
"""Rows that may stand as the action wanted them: INTENDED is a row that a crash left behind."""


class Before(msgspec.Struct, frozen=True, omit_defaults=True):
    """What stood before: the entity, and its figures (micros) of the days that were looked at.

    `is_unfit` of a skipped row: the command does not fit it. `is_unseen`: what stood is known from
    here alone; Meta was not asked yet, and it is before anything is sent. Older programs write and
    read neither: their rows count as seen.
    """

    standing: Standing
    figures: dict[str, int] = {}
    is_unfit: bool = False
    is_unseen: bool = False


class Payload(msgspec.Struct, frozen=True, omit_defaults=True):
    """A command's own values as JSON, the ids that named nothing here, the days of figures."""

    command: msgspec.Raw = msgspec.Raw(b"{}")
    unknown: tuple[str, ...] = ()
    dates: DateChoice | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Intent:
    """What is meant to be done; `rows` are the entities with what they shall be."""

    command: AnyCommand
    level: Level
    user_id: int | None
    rows: Sequence[tuple[Subject, Standing]]
    unknown: tuple[str, ...] = ()
    undoes: int | None = None
    dates: DateChoice | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """What became of one row. `stands` is the entity as it is known to stand now, if it is.

    `stays` where nothing was to be sent, as `RowOutcome` has it.
    """

    entity_id: int
    state: ActionState
    sentence: str = ""
    before: Standing | None = None
    after: Standing | None = None
    stands: Standing | None = None
    stays: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One row of an action that may be taken back."""

    item_id: int
    entity_id: int
    key: str
    before: Standing
    after: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An action as it is taken back: its command, and the rows that may stand as it wanted."""

    id: int
    command: AnyCommand
    level: Level
    rows: tuple[Kept, ...] = field(default_factory=tuple)


def begin(session: Session, intent: Intent, *, new_id: Callable[[], int], now: datetime) -> int:
    """Write down what is meant to be done, before any of it is, and return the action's id."""
    action = ActionRow(
        id=new_id(),
        user_id=intent.user_id,
        command=intent.command.key,
        payload=_payload(intent),
        level=intent.level,
        state=ActionState.INTENDED,
        undoes_id=intent.undoes,
        created_at=now,
    )
    session.add(action)
    session.flush()
    columns = (
        *("seller_id", "id", "action_id", "connection_id", "level", "entity_id"),
        *("external_id", "before", "after", "state"),
    )
    rows = [
        (
            *(action.seller_id, new_id(), action.id, subject.connection_id, intent.level.value),
            *(subject.id, subject.external_id, _before(subject, subject.standing), _text(after)),
            ActionState.INTENDED.value,
        )
        for subject, after in intent.rows
    ]
    upsert.append(session, ActionItemRow, columns, rows)
    return action.id


def note(
    session: Session,
    action_id: int,
    level: Level,
    noted: Sequence[Noted],
    *,
    undoes: int | None = None,
    now: datetime,
) -> None:
    """Note what became of these rows, and write what is known to stand into their entities.

    Those that are DONE are taken back of the action that this one `undoes`.
    """
    wanted = {one.entity_id: one for one in noted}
    items = _items(session, action_id, wanted)
    changes = []
    for item_id, seller_id, entity_id, before, after in items:
        one = wanted[entity_id]
        kept = msgspec.json.decode(before, type=Before)
        stood = kept.standing if one.before is None else one.before
        is_unfit = one.stays and one.state is ActionState.SKIPPED
        is_unseen = kept.is_unseen and one.before is None
        over = one.state is not ActionState.INTENDED
        changes.append(
            {
                "seller_id": seller_id,
                "id": item_id,
                "state": one.state,
                "error": one.sentence,
                "before": _text(
                    Before(
                        standing=stood,
                        figures=kept.figures,
                        is_unfit=is_unfit,
                        is_unseen=is_unseen,
                    )
                ),
                "after": after if one.after is None else _text(one.after),
                "finished_at": now if over else None,
            }
        )
    if changes:
        session.execute(update(ActionItemRow), changes)
    if undoes is not None:
        _take_back(session, undoes, [one.entity_id for one in noted if _is_done(one)])
    cascade.put(session, level, {one.entity_id: one.stands for one in noted if one.stands}, now=now)


def finish(session: Session, action_id: int, *, now: datetime) -> ActionState:
    """End an action: DONE where any row was, else SKIPPED or FAILED; return which."""
    action = _action(session, action_id)
    row = ActionItemRow
    statement = select(row.state).where(row.action_id == action_id).distinct()
    states = set(session.scalars(statement))
    if ActionState.DONE in states or not (states or unknown_of(action)):
        action.state = ActionState.DONE
    elif states == {ActionState.SKIPPED}:
        action.state = ActionState.SKIPPED
    else:
        action.state = ActionState.FAILED
    action.finished_at = now
    session.flush()
    return action.state


def taken_back(session: Session, action_id: int, *, now: datetime) -> None:
    """Note that an action was taken back, where none of its rows is left."""
    action = _action(session, action_id)
    if not any(_is_left(command_of(action), one) for one in _left(session, action_id)):
        action.state = ActionState.UNDONE
    action.finished_at = action.finished_at or now
    session.flush()


def owner(session: Session, action_id: int) -> int:
    """Return the seller whose action it is; raises NotFound where it is none of the scope's."""
    return _action(session, action_id).seller_id


def last(session: Session, user_id: int | None) -> int:
    """Return the user's latest action that is no undo and has anything to take back.

    Raises NotFound where there is none among their last ones.
    """
    row = ActionRow
    statement = (
        select(row.id)
        .where(row.undoes_id.is_(None), row.state != ActionState.UNDONE, row.user_id == user_id)
        .order_by(row.created_at.desc(), row.id.desc())
        .limit(LATELY)
    )
    for found in session.scalars(statement):
        if entry(session, found).rows:
            return found
    raise NotFound("There is nothing to take back.")


def entry(session: Session, action_id: int) -> Entry:
    """Return an action with the rows that can be taken back; raises NotFound where it is not."""
    action = _action(session, action_id)
    command = command_of(action)
    rows = tuple(one for one in _left(session, action_id) if _is_left(command, one))
    return Entry(id=action.id, command=command, level=action.level, rows=rows)


def command_of(action: ActionRow) -> AnyCommand:
    """Return the command of a journalled action."""
    payload = msgspec.json.decode(action.payload, type=Payload)
    return msgspec.json.decode(payload.command, type=COMMANDS[action.command])


def unknown_of(action: ActionRow) -> tuple[str, ...]:
    """Return the ids that named nothing."""
    return msgspec.json.decode(action.payload, type=Payload).unknown


def dates_of(action: ActionRow) -> DateChoice | None:
    """Return the days whose figures were kept, None where nobody noted them."""
    return msgspec.json.decode(action.payload, type=Payload).dates


def stood_before(text: str) -> Before:
    """Return what stood before a row was changed, and its figures."""
    return msgspec.json.decode(text, type=Before)


def wanted_after(text: str) -> Standing:
    """Return what a row was to be."""
    return msgspec.json.decode(text, type=Standing)


def was_never_sent(state: ActionState, before: str) -> bool:
    """Tell whether the program ended before it had looked at a row: whatever stands is not its own.

    Of a row that it had looked at nobody knows, since what is sent is noted when Meta has answered.
    """
    return state is ActionState.INTENDED and stood_before(before).is_unseen


def _action(session: Session, action_id: int) -> ActionRow:
    row = None
    if action_id <= LARGEST_ID:
        row = session.scalar(select(ActionRow).where(ActionRow.id == action_id))
    if row is None:
        raise NotFound(f"There is no batch {action_id} that you could take back.")
    return row


def _items(
    session: Session, action_id: int, entity_ids: Collection[int]
) -> list[tuple[int, int, int, str, str]]:
    """Return id, seller, entity, before and after of an action's rows of these entities."""
    row = ActionItemRow
    statement = select(row.id, row.seller_id, row.entity_id, row.before, row.after)
    statement = statement.where(row.action_id == action_id)
    if len(entity_ids) <= FEW:
        statement = statement.where(row.entity_id.in_(entity_ids))
    return [
        (item_id, seller_id, entity_id, before, after)
        for item_id, seller_id, entity_id, before, after in session.execute(statement)
        if entity_id in entity_ids
    ]


def _is_done(one: Noted) -> bool:
    return one.state is ActionState.DONE


def _take_back(session: Session, action_id: int, entity_ids: Collection[int]) -> None:
    """Note that these rows of an action stand as before."""
    items = _items(session, action_id, entity_ids) if entity_ids else []
    done = [
        {"seller_id": seller_id, "id": item_id, "state": ActionState.UNDONE}
        for item_id, seller_id, *_ in items
    ]
    if done:
        session.execute(update(ActionItemRow), done)


def _left(session: Session, action_id: int) -> list[Kept]:
    """Return the rows of an action that may stand as it wanted."""
    row = ActionItemRow
    statement = (
        select(row.id, row.entity_id, row.external_id, row.before, row.after, row.state)
        .where(row.action_id == action_id, row.state.in_(_DONE_WITH))
        .order_by(row.id)
    )
    return [
        Kept(
            item_id=item_id,
            entity_id=entity_id,
            key=external_id or str(entity_id),
            before=stood_before(before).standing,
            after=wanted_after(after),
        )
        for item_id, entity_id, external_id, before, after, state in session.execute(statement)
        if not was_never_sent(state, before)
    ]


def _is_left(command: AnyCommand, kept: Kept) -> bool:
    """Tell whether a row was changed at all: what stood as wanted already is left alone."""
    return command.part(kept.before) != command.part(kept.after)


def _payload(intent: Intent) -> str:
    command = msgspec.Raw(msgspec.json.encode(intent.command))
    return _text(Payload(command=command, unknown=intent.unknown, dates=intent.dates))


def _before(subject: Subject, standing: Standing) -> str:
    return _text(Before(standing=standing, figures=dict(subject.figures), is_unseen=True))


def _text(value: object) -> str:
    return msgspec.json.encode(value).decode()
