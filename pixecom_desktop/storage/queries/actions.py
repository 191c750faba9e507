"""The journal as it is read: actions with what became of their rows, and with what is left of it.

Whether a row still stands as an action made it is seen by what stands here now, which the last
sync brought; an undo asks Meta itself.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from pixecom_desktop.domain.actions import AnyCommand
from pixecom_desktop.domain.enums import ActionState, EntityStatus, Level
from pixecom_desktop.domain.errors import NotFound
from pixecom_desktop.domain.journal import (
    ALL_ACTIONS,
    Action,
    ActionFilter,
    ActionItem,
    ActionKind,
    Ended,
)
from pixecom_desktop.domain.subjects import Standing
from pixecom_desktop.domain.text import clean, fold, ids_in
from pixecom_desktop.storage.queries import subjects
from pixecom_desktop.storage.repos import journal
from pixecom_desktop.storage.repos.tree import ROWS
from pixecom_desktop.storage.schema.connections import ConnectionRow
from pixecom_desktop.storage.schema.identity import UserRow
from pixecom_desktop.storage.schema.journal import ActionItemRow, ActionRow

Where = ColumnElement[bool]
Standings = dict[tuple[Level, int], Standing]


@dataclass(slots=True)
class _Tally:
    """What became of an action's rows, and what is left of it."""

    counts: Counter[ActionState]
    left: int = 0
    changed: int = 0
    open: int = 0
    already: int = 0
    unfit: int = 0
    unsent: int = 0


def recent(
    session: Session,
    *,
    limit: int,
    before: int | None = None,
    wanted: ActionFilter = ALL_ACTIONS,
) -> tuple[Action, ...]:
    """Return the latest actions of the scope, the newest first, below the id `before` if given.

    Ids are made in the order of time, so that paging by them neither skips nor repeats.
    """
    statement = (
        select(ActionRow, UserRow.email)
        .outerjoin(UserRow, UserRow.id == ActionRow.user_id)
        .where(*_wheres(wanted))
        .order_by(ActionRow.id.desc())
        .limit(limit)
    )
    if before is not None:
        statement = statement.where(ActionRow.id < before)
    found = [(row, email) for row, email in session.execute(statement)]
    tallies = _tallies(session, [row for row, _ in found])
    undone = _undone(session, [row.id for row, _ in found])
    return tuple(
        replace(_action(row, email, tallies[row.id]), undone_at=undone.get(row.id))
        for row, email in found
    )


def people(session: Session) -> tuple[str, ...]:
    """Return the emails of who acted, "" for the program itself, in their order."""
    statement = select(UserRow.email).select_from(ActionRow)
    statement = statement.outerjoin(UserRow, UserRow.id == ActionRow.user_id).distinct()
    return tuple(sorted(email or "" for email in session.scalars(statement)))


def items(session: Session, action_id: int) -> tuple[ActionItem, ...]:
    """Return the rows of an action in their order; raises NotFound where it is not the scope's."""
    action = session.scalar(select(ActionRow).where(ActionRow.id == action_id))
    if action is None:
        raise NotFound(f"There is no batch {action_id} here.")
    row = ActionItemRow
    statement = (
        select(row, ConnectionRow.external_id, ConnectionRow.currency)
        .outerjoin(
            ConnectionRow,
            and_(ConnectionRow.seller_id == row.seller_id, ConnectionRow.id == row.connection_id),
        )
        .where(row.action_id == action_id)
        .order_by(row.id)
    )
    found = session.execute(statement).all()
    ids = {one.entity_id for one, _, _ in found}
    stand = subjects.standings(session, action.level, ids)
    command = journal.command_of(action)
    return tuple(
        _item(command, one, (account or "", currency or ""), stand.get(one.entity_id))
        for one, account, currency in found
    )


def _undone(session: Session, ids: Sequence[int]) -> dict[int, datetime]:
    """Return when actions were last taken back, by their ids."""
    row = ActionRow
    statement = select(row.undoes_id, row.created_at).where(row.undoes_id.in_(ids)).order_by(row.id)
    return {undoes: at for undoes, at in session.execute(statement) if undoes is not None}


def _tallies(session: Session, found: Sequence[ActionRow]) -> dict[int, _Tally]:
    row = ActionItemRow
    tallies = {action.id: _Tally(Counter()) for action in found}
    commands = {action.id: journal.command_of(action) for action in found}
    statement = select(
        row.action_id, row.level, row.entity_id, row.state, row.before, row.after
    ).where(row.action_id.in_(tallies))
    rows = session.execute(statement).all()
    stand = _standings(session, {(level, entity) for _, level, entity, *_ in rows})
    for action_id, level, entity, state, before, after in rows:
        tally = tallies[action_id]
        tally.counts[state] += 1
        command, kept = commands[action_id], (before, after)
        judged = _judged(command, state, kept, stand.get((level, entity)))
        stays = _stays(command, state, kept)
        tally.already += stays and state is ActionState.DONE
        tally.unfit += stays and state is ActionState.SKIPPED
        tally.unsent += journal.was_never_sent(state, before)
        tally.left += judged == "left"
        tally.changed += judged == "changed"
        tally.open += judged == "open"
    return tallies


def _standings(session: Session, entities: Collection[tuple[Level, int]]) -> Standings:
    found: Standings = {}
    for level in {level for level, _ in entities}:
        ids = {entity for own, entity in entities if own is level}
        stand = subjects.standings(session, level, ids)
        found |= {(level, entity): one for entity, one in stand.items()}
    return found


def _judged(
    command: AnyCommand, state: ActionState, kept: tuple[str, str], now: Standing | None
) -> str:
    """Return what is left of a row: "left", "changed", "open", or "" where nothing is."""
    if state not in (ActionState.DONE, ActionState.INTENDED, ActionState.FAILED):
        return ""
    part = command.part
    before, after = journal.stood_before(kept[0]).standing, journal.wanted_after(kept[1])
    stands = None if now is None else part(now)
    if state is ActionState.FAILED:
        return "open" if now is not None and stands != part(after) else ""
    if part(before) == part(after):
        return ""
    if journal.was_never_sent(state, kept[0]):
        return "" if stands == part(after) else "open"
    if stands == part(after):
        return "left"
    if state is ActionState.DONE:
        return "changed"
    return "open" if stands == part(before) else "changed"


def _stays(command: AnyCommand, state: ActionState, kept: tuple[str, str]) -> bool:
    """Tell whether nothing was to be sent of a row: as wanted already, or nothing for the command.

    Of the first kind a journal has always told; of the second, older ones told as a failure.
    """
    if state not in (ActionState.DONE, ActionState.SKIPPED):
        return False
    before = journal.stood_before(kept[0])
    if state is ActionState.SKIPPED:
        return before.is_unfit
    return command.part(before.standing) == command.part(journal.wanted_after(kept[1]))


def _action(row: ActionRow, email: str | None, tally: _Tally) -> Action:
    unknown = journal.unknown_of(row)
    counts = tally.counts
    if unknown:
        counts = counts + Counter({ActionState.FAILED: len(unknown)})
    return Action(
        id=row.id,
        user=email or "",
        command=journal.command_of(row),
        level=row.level,
        state=row.state,
        created_at=row.created_at,
        finished_at=row.finished_at,
        undoes=row.undoes_id,
        counts=dict(counts),
        left=tally.left,
        changed=tally.changed,
        open=tally.open,
        already=tally.already,
        unfit=tally.unfit,
        unsent=tally.unsent,
        unknown=unknown,
        dates=journal.dates_of(row),
        seller_id=row.seller_id,
    )


def _item(
    command: AnyCommand, row: ActionItemRow, account: tuple[str, str], now: Standing | None
) -> ActionItem:
    before = journal.stood_before(row.before)
    kept = (row.before, row.after)
    judged = _judged(command, row.state, kept, now)
    return ActionItem(
        id=row.external_id or str(row.entity_id),
        entity_id=row.entity_id,
        account=account[0],
        currency=account[1],
        before=before.standing,
        after=journal.wanted_after(row.after),
        state=row.state,
        error=row.error,
        figures=before.figures,
        finished_at=row.finished_at,
        is_left=judged == "left",
        is_changed=judged == "changed",
        is_open=judged == "open",
        stays=_stays(command, row.state, kept),
        is_unsent=journal.was_never_sent(row.state, row.before),
    )


def _wheres(wanted: ActionFilter) -> list[Where]:
    """Return what an action must be; all of it holds."""
    row = ActionRow
    wheres: list[Where] = []
    if wanted.kinds:
        wheres.append(or_(*(_KINDS[kind] for kind in wanted.kinds)))
    if wanted.people:
        named = UserRow.email.in_(wanted.people)
        wheres.append(or_(named, row.user_id.is_(None)) if "" in wanted.people else named)
    if wanted.ended:
        wheres.append(or_(*(_ended(one) for one in wanted.ended)))
    if wanted.accounts:
        wheres.append(
            _any_item(
                exists().where(
                    ConnectionRow.seller_id == ActionItemRow.seller_id,
                    ConnectionRow.id == ActionItemRow.connection_id,
                    ConnectionRow.external_id.in_(wanted.accounts),
                )
            )
        )
    if wanted.since is not None:
        wheres.append(row.created_at >= wanted.since)
    text = fold(clean(wanted.search).strip())
    if text:
        wheres.append(_found(text, wanted.search))
    return wheres


def _found(text: str, typed: str) -> Where:
    """Match rows by the name that they have now, by the one they had, or by Meta's id.

    The name that they had is kept as it was: its letters beyond ASCII are found as they were typed.
    """
    item = ActionItemRow
    named = [
        exists().where(
            entity.seller_id == item.seller_id,
            entity.id == item.entity_id,
            item.level == level,
            entity.name_folded.contains(text, autoescape=True),
        )
        for level, entity in ROWS.items()
    ]
    had = func.lower(item.before).contains(typed.strip().lower(), autoescape=True)
    ids = ids_in(typed)
    known = [item.external_id.in_(ids)] if ids else []
    return _any_item(or_(*named, had, *known))


def _any_item(*wheres: Where) -> Where:
    item = ActionItemRow
    return exists().where(
        item.seller_id == ActionRow.seller_id, item.action_id == ActionRow.id, *wheres
    )


def _set_to(status: EntityStatus) -> Where:
    row = ActionRow
    # A payload is JSON of the program's own making, without spaces.
    told = row.payload.contains(f'"status":"{status.value}"')
    return and_(row.command == "set_status", told, row.undoes_id.is_(None))


_KINDS: dict[ActionKind, Where] = {
    ActionKind.PAUSE: _set_to(EntityStatus.PAUSED),
    ActionKind.ACTIVATE: _set_to(EntityStatus.ACTIVE),
    ActionKind.ARCHIVE: _set_to(EntityStatus.ARCHIVED),
    ActionKind.BUDGET: and_(
        ActionRow.command.in_(("set_budget", "put_budget")), ActionRow.undoes_id.is_(None)
    ),
    ActionKind.RENAME: and_(ActionRow.command == "rename", ActionRow.undoes_id.is_(None)),
    ActionKind.UNDO: ActionRow.undoes_id.is_not(None),
}


def _ended(ended: Ended) -> Where:
    row = ActionRow
    bad = (ActionState.FAILED, ActionState.INTENDED)
    failed = or_(_any_item(ActionItemRow.state.in_(bad)), row.payload.contains('"unknown":['))
    match ended:
        case Ended.OPEN:
            return row.finished_at.is_(None)
        case Ended.UNDONE:
            return row.state == ActionState.UNDONE
        case Ended.FAILED:
            return and_(row.finished_at.is_not(None), failed)
    return and_(row.finished_at.is_not(None), row.state != ActionState.UNDONE, ~failed)
