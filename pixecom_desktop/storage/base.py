"""The declarative base: names, stored forms, and the mark of a table that belongs to a seller.

What is stored is the same on SQLite and on Postgres: whole numbers, texts and bytes. An instant is
its microseconds and a day its days since 1970, so both compare, sort and index as numbers. A column
of an enum gets its CHECK constraint here, from the enum and from nothing else.
"""

from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from inspect import isclass
from typing import Any, ClassVar, Generic, TypeVar

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ColumnElement,
    Constraint,
    Dialect,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    Table,
    Text,
    TypeDecorator,
    event,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from typing_extensions import override

from pixecom_desktop.domain import enums
from pixecom_desktop.domain.enums import Level

E = TypeVar("E", bound=StrEnum)

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
EPOCH_DAY = date(1970, 1, 1).toordinal()
MICROSECOND = timedelta(microseconds=1)

LEVEL_CODES: dict[Level, int] = {Level.CAMPAIGN: 1, Level.ADSET: 2, Level.AD: 3}
"""The entity type as it is stored in the statistics, where millions of rows carry it."""

_LEVELS = {code: level for level, code in LEVEL_CODES.items()}


def stored_instant(instant: datetime) -> int:
    """Return an aware instant as it is stored; raises ValueError for one without a zone."""
    if instant.tzinfo is None:
        raise ValueError("an instant without a time zone is not stored")
    return (instant - EPOCH) // MICROSECOND


def instant_stored(micros: int) -> datetime:
    """Return the instant, in UTC, that is stored as these microseconds."""
    return EPOCH + micros * MICROSECOND


def stored_day(day: date) -> int:
    """Return a day as it is stored: days since 1970-01-01."""
    return day.toordinal() - EPOCH_DAY


def day_stored(days: int) -> date:
    """Return the day that is stored as this number."""
    return date.fromordinal(days + EPOCH_DAY)


class UtcDateTime(TypeDecorator[datetime]):
    """An instant, stored as microseconds since 1970 in UTC; an int passes as already stored."""

    impl = BigInteger
    cache_ok = True

    @override
    def process_bind_param(self, value: datetime | int | None, dialect: Dialect) -> int | None:
        """Return the stored form."""
        return stored_instant(value) if isinstance(value, datetime) else value

    @override
    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        """Return the instant in UTC."""
        return None if value is None else instant_stored(value)


class Day(TypeDecorator[date]):
    """A calendar day, stored as days since 1970-01-01; an int passes as already stored."""

    impl = Integer
    cache_ok = True

    @override
    def process_bind_param(self, value: date | int | None, dialect: Dialect) -> int | None:
        """Return the stored form."""
        return stored_day(value) if isinstance(value, date) else value

    @override
    def process_result_value(self, value: int | None, dialect: Dialect) -> date | None:
        """Return the day."""
        return None if value is None else day_stored(value)


class EnumText(TypeDecorator[E], Generic[E]):
    """A member of one Python enum, stored as its text; the CHECK is made from the enum."""

    impl = Text
    cache_ok = True

    def __init__(self, enum: type[E]) -> None:
        super().__init__()
        self.enum = enum
        self._members = {member.value: member for member in enum}

    @override
    def process_bind_param(self, value: E | str | None, dialect: Dialect) -> str | None:
        """Return the stored text; raises ValueError for what is no member."""
        return None if value is None else self.enum(value).value

    @override
    def process_result_value(self, value: str | None, dialect: Dialect) -> E | None:
        """Return the member."""
        return None if value is None else self._members[value]


class LevelCode(TypeDecorator[Level]):
    """A level, stored as its small number; an int passes as already stored."""

    impl = SmallInteger
    cache_ok = True

    @override
    def process_bind_param(self, value: Level | int | None, dialect: Dialect) -> int | None:
        """Return the stored number."""
        return LEVEL_CODES[value] if isinstance(value, Level) else value

    @override
    def process_result_value(self, value: int | None, dialect: Dialect) -> Level | None:
        """Return the level."""
        return None if value is None else _LEVELS[value]


@event.listens_for(Column, "after_parent_attach")
def _check_from_enum(column: Column[object], table: object) -> None:
    """Give every enum column the CHECK that its enum makes (spec.md, 0.3-4)."""
    allowed = allowed_values(column)
    # Copies of a table (Alembic makes some) bring their constraints along.
    if allowed and isinstance(table, Table) and table.metadata is Base.metadata:
        words = ", ".join(f"'{one}'" if isinstance(one, str) else str(one) for one in allowed)
        table.append_constraint(CheckConstraint(f"{column.name} IN ({words})", name=column.name))


def allowed_values(column: Column[object]) -> tuple[str | int, ...]:
    """Return what an enum column may hold, in its stored form; () for any other column."""
    if isinstance(column.type, EnumText):
        return tuple(member.value for member in column.type.enum)
    return tuple(LEVEL_CODES.values()) if isinstance(column.type, LevelCode) else ()


def _columns_told(constraint: Constraint, _table: Table) -> str:
    """Return the columns' part of a name: without the seller, who is in all of them."""
    if isinstance(constraint, ForeignKeyConstraint):
        names = list(constraint.column_keys)
    else:
        names = [column.name for column in constraint.columns]  # type: ignore[attr-defined]
    telling = [name for name in names if name != "seller_id"] or names
    return "_".join(name.removesuffix("_id") or name for name in telling)


NAMES: dict[str, Any] = {
    "told": _columns_told,
    "ix": "ix_%(table_name)s_%(told)s",
    "uq": "uq_%(table_name)s_%(told)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(told)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Base of every table; the names keep migrations the same on both engines."""

    metadata: ClassVar[MetaData] = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar[dict[object, object]] = {
        int: BigInteger,
        str: Text,
        bytes: LargeBinary,
        datetime: UtcDateTime,
        date: Day,
        **{
            enum: EnumText(enum)
            for enum in vars(enums).values()
            if isclass(enum) and issubclass(enum, StrEnum) and enum is not StrEnum
        },
    }


class SellerOwned:
    """Mixin: rows of this table are seen by their seller alone. The key begins with the seller."""

    seller_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, sort_order=-2)


class Identified(SellerOwned):
    """Mixin: a seller's rows with ids of their own, made by the program in time order."""

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, sort_order=-1)


def of_seller() -> ForeignKeyConstraint:
    """Return the key to the seller, for `__table_args__`."""
    return ForeignKeyConstraint(["seller_id"], ["sellers.id"])


def within(column: str, table: str) -> ForeignKeyConstraint:
    """Return the key from `column` to a row of the same seller in `table`."""
    return ForeignKeyConstraint(["seller_id", column], [f"{table}.seller_id", f"{table}.id"])


class _Partial:
    """The indexes over some rows only, until Postgres has to know of them."""

    is_told = False
    waiting: ClassVar[list[tuple[Index, ColumnElement[bool]]]] = []


def partial_index(
    name: str, *columns: str, where: ColumnElement[bool], unique: bool = False
) -> Index:
    """Return an index over the rows of a condition, on either engine, for `__table_args__`."""
    made = Index(name, *columns, unique=unique, sqlite_where=where)
    _Partial.waiting.append((made, where))
    if _Partial.is_told:
        tell_postgres()
    return made


def tell_postgres() -> None:
    """Tell Postgres too which rows are in partial indexes; to be called where there is one.

    SQLAlchemy imports all it has for Postgres to take this word, which no embedded database needs.
    """
    _Partial.is_told = True
    while _Partial.waiting:
        index, where = _Partial.waiting.pop()
        index.dialect_kwargs["postgresql_where"] = where


def text_column(default: str = "") -> Mapped[str]:
    """Return a text that is never null: the empty text where nothing is known."""
    return mapped_column(default=default, server_default=default)
