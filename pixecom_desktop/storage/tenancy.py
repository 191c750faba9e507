"""Sellers see their own rows, and no caller has to remember it.

Each session is tied to one scope. What it asks by mapped classes is narrowed to the scope's
sellers, in sub-queries too; what it writes to another seller's row, or moves to another seller, is
refused. A scope that is the house's own crosses sellers. Raw statements pass all this by, so only
the house may run them.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from sqlalchemy import BindParameter, Select, Update, event, select
from sqlalchemy.orm import ORMExecuteState, Session, with_loader_criteria
from sqlalchemy.orm.interfaces import ORMOption

from pixecom_desktop.domain.access import Scope
from pixecom_desktop.domain.errors import StorageError
from pixecom_desktop.storage import together
from pixecom_desktop.storage.base import SellerOwned
from pixecom_desktop.storage.schema.identity import MembershipRow, SellerRow, SessionRow, UserRow
from pixecom_desktop.storage.together import Answer

_KEY, _SELLER = "scope", "seller_id"
_NOTHING: Mapping[str, object] = {}


class ScopeError(StorageError):
    """A statement or a row is outside of the scope: a fault of the program's, never shown."""


def bind(session: Session, scope: Scope) -> None:
    """Tie a fresh session to one scope for its whole life."""
    session.info[_KEY] = scope


def scope_of(session: Session) -> Scope:
    """Return the scope of the session; raises ScopeError where it was given none."""
    scope = session.info.get(_KEY)
    if not isinstance(scope, Scope):
        raise ScopeError("a session without a scope was used")
    return scope


def spans_sellers(session: Session) -> bool:
    """Tell whether the session's scope has several sellers, so that rows say whose they are."""
    scope = scope_of(session)
    return scope.acting_seller_id is None and not scope.house


def install(factory: type[Session]) -> None:
    """Guard every session that this class makes."""
    event.listen(factory, "do_orm_execute", _narrow)
    event.listen(factory, "before_flush", _stamp)


def check(session: Session, seller_ids: Iterable[int]) -> None:
    """Raise ScopeError where one of these sellers is not the scope's."""
    scope = scope_of(session)
    if not scope.house and not scope.seller_ids.issuperset(seller_ids):
        raise ScopeError("a row belongs to a seller outside of the scope")


def plainly(
    session: Session,
    statement: Select[*tuple[Any, ...]],
    values: Mapping[str, object] = _NOTHING,
) -> Answer:
    """Ask a select of mapped columns, narrowed as any other; rows come as the driver has them.

    For answers of many thousand rows: a session would make each of them three times; and for
    questions that are often asked: a statement that is kept, and given its `values`, is narrowed
    and compiled once. Raises ScopeError for a select without mapped classes.
    """
    scope = scope_of(session)
    if not scope.house:
        statement = _narrowed(statement, scope.seller_ids, scope.user_id)
    under_way = together.of(session)
    if under_way is not None:
        return under_way.ask(statement, values)
    return together.plain(session.connection(), statement, values)


@lru_cache(maxsize=128)
def _narrowed(
    statement: Select[*tuple[Any, ...]], seller_ids: frozenset[int], user_id: int | None
) -> Select[*tuple[Any, ...]]:
    # What the session itself goes by; there is no public way to it.
    if "compile_state_plugin" not in statement._propagate_attrs:  # noqa: SLF001
        raise ScopeError("a statement without mapped classes passes tenancy by")
    return statement.options(*_criteria(seller_ids, user_id))


def _narrow(state: ORMExecuteState) -> None:
    scope = scope_of(state.session)
    if scope.house or state.is_column_load or state.is_relationship_load:
        return
    if not state.is_orm_statement or state.is_insert:
        raise ScopeError("a statement without mapped classes, or an insert, passes tenancy by")
    if isinstance(state.statement, Update):
        check(state.session, _moved_to(state.statement, state.parameters))
    state.statement = state.statement.options(*_criteria(scope.seller_ids, scope.user_id))


def _moved_to(statement: Update, parameters: object) -> Iterator[int]:
    """Yield the sellers that an update names; raises ScopeError for one that is reckoned."""
    # There is no public way to what `values()` was given.
    named: Mapping[Any, object] = statement._values or {}  # noqa: SLF001
    for column, value in named.items():
        if getattr(column, "name", column) == _SELLER:
            if not isinstance(value, BindParameter) or not isinstance(value.value, int):
                raise ScopeError("a row's seller is set to what the database is to reckon")
            yield value.value
    rows = parameters if isinstance(parameters, (list, tuple)) else [parameters]
    yield from (row[_SELLER] for row in rows if isinstance(row, Mapping) and _SELLER in row)


@lru_cache(maxsize=64)
def _criteria(seller_ids: frozenset[int], user_id: int | None) -> tuple[ORMOption, ...]:
    """Return what narrows a statement; kept, because making it costs as much as the statement."""
    return (
        _owned(seller_ids),
        with_loader_criteria(SellerRow, SellerRow.id.in_(seller_ids), include_aliases=True),
        with_loader_criteria(SessionRow, SessionRow.user_id == user_id, include_aliases=True),
        with_loader_criteria(
            UserRow,
            UserRow.id.in_(
                select(MembershipRow.user_id).where(MembershipRow.seller_id.in_(seller_ids))
            ),
            include_aliases=True,
        ),
    )


def _owned(seller_ids: frozenset[int]) -> ORMOption:
    # With one seller `==` lets both engines use the key as a plain prefix.
    if len(seller_ids) == 1:
        (only,) = seller_ids
        return with_loader_criteria(
            SellerOwned, lambda cls: cls.seller_id == only, include_aliases=True
        )
    several = tuple(seller_ids)
    return with_loader_criteria(
        SellerOwned, lambda cls: cls.seller_id.in_(several), include_aliases=True
    )


def _stamp(session: Session, _context: object, _instances: object) -> None:
    scope = scope_of(session)
    if scope.house:
        return
    for row in session.new:
        if isinstance(row, SellerOwned):
            # A row that was given no seller has none yet, whatever its type says.
            row.seller_id = row.seller_id or _acting(scope)
    rows = [*session.new, *session.dirty, *session.deleted]
    check(session, (row.seller_id for row in rows if isinstance(row, SellerOwned)))
    if any(isinstance(row, (SellerRow, UserRow, SessionRow)) for row in rows):
        raise ScopeError("sellers, users and sessions are written by the house alone")


def _acting(scope: Scope) -> int:
    if scope.acting_seller_id is None:
        raise ScopeError("a row has no seller, and the scope acts in none")
    return scope.acting_seller_id
