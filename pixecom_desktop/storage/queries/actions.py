"""The journal of bulk actions as people read it: the latest ones, and the rows of one."""

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from pixecom_desktop.domain.enums import ActionState
from pixecom_desktop.domain.errors import NotFound
from pixecom_desktop.domain.journal import Action, ActionItem
from pixecom_desktop.storage.repos import journal
from pixecom_desktop.storage.schema.connections import ConnectionRow
from pixecom_desktop.storage.schema.identity import UserRow
from pixecom_desktop.storage.schema.journal import ActionItemRow, ActionRow


def recent(session: Session, *, limit: int, before: int | None = None) -> tuple[Action, ...]:
    """Return the latest actions of the scope, the newest first, below the id `before` if given.

    Ids are made in the order of time, so that paging by them neither skips nor repeats.
    """
    statement = (
        select(ActionRow, UserRow.email)
        .outerjoin(UserRow, UserRow.id == ActionRow.user_id)
        .order_by(ActionRow.id.desc())
        .limit(limit)
    )
    if before is not None:
        statement = statement.where(ActionRow.id < before)
    found = [(row, email) for row, email in session.execute(statement)]
    counts = _counts(session, [row.id for row, _ in found])
    return tuple(
        _action(session, row, email, counts.get(row.id, Counter())) for row, email in found
    )


def items(session: Session, action_id: int) -> tuple[ActionItem, ...]:
    """Return the rows of an action in their order; raises NotFound where it is not the scope's."""
    if session.scalar(select(ActionRow.id).where(ActionRow.id == action_id)) is None:
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
    return tuple(
        _item(one, account or "", currency or "")
        for one, account, currency in session.execute(statement)
    )


def _counts(session: Session, ids: Sequence[int]) -> dict[int, Counter[ActionState]]:
    row = ActionItemRow
    statement = (
        select(row.action_id, row.state, func.count())
        .where(row.action_id.in_(ids))
        .group_by(row.action_id, row.state)
    )
    counts: dict[int, Counter[ActionState]] = {}
    for action_id, state, count in session.execute(statement):
        counts.setdefault(action_id, Counter())[state] = count
    return counts


def _action(
    session: Session, row: ActionRow, email: str | None, counts: Counter[ActionState]
) -> Action:
    unknown = journal.unknown_of(row)
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
        left=len(journal.entry(session, row.id).rows),
        unknown=unknown,
    )


def _item(row: ActionItemRow, account: str, currency: str) -> ActionItem:
    before, figures = journal.stood_before(row.before)
    return ActionItem(
        id=row.external_id or str(row.entity_id),
        entity_id=row.entity_id,
        account=account,
        currency=currency,
        before=before,
        after=journal.wanted_after(row.after),
        state=row.state,
        error=row.error,
        figures=figures,
        finished_at=row.finished_at,
    )
