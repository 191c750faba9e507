"""A row of every table, made from its columns alone: tests walk all tables with it."""

from datetime import UTC, date, datetime

from sqlalchemy import BigInteger, Boolean, Column, Float, Integer, LargeBinary, Table, Text

from pixecom_desktop.domain.enums import Level
from pixecom_desktop.storage.base import Base, Day, EnumText, LevelCode, SellerOwned, UtcDateTime
from pixecom_desktop.storage.schema.every import metadata

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
DAY = date(2026, 11, 24)

BY_TABLE: dict[str, type[Base]] = {
    mapper.local_table.name: mapper.class_ for mapper in Base.registry.mappers
}
IN_ORDER: tuple[type[Base], ...] = tuple(BY_TABLE[table.name] for table in metadata.sorted_tables)
"""All mapped classes, whoever is pointed at before whoever points."""

OWNED: tuple[type[Base], ...] = tuple(row for row in IN_ORDER if issubclass(row, SellerOwned))


def row_of(cls: type[Base], seller_id: int) -> Base:
    """Return a row in which every column holds something, and every key points at number 1."""
    table: Table = cls.__table__
    values = {column.name: value_for(column, seller_id) for column in table.columns}
    return cls(**values)


def value_for(column: Column, seller_id: int) -> object:
    if column.name == "seller_id" or column.name == "acting_seller_id":
        return seller_id
    if column.table.name in {"sellers", "users", "sessions"} and column.name == "id":
        return seller_id
    if column.name == "user_id":
        return seller_id
    if not column.foreign_keys and column.table.name in {"sellers", "users", "sessions"}:
        return unique(column, seller_id)
    return plain(column)


def unique(column: Column, seller_id: int) -> object:
    value = plain(column)
    if isinstance(value, str):
        return f"{value}-{seller_id}"
    return bytes([seller_id]) if isinstance(value, bytes) else value


def plain(column: Column) -> object:
    kind = column.type
    if isinstance(kind, EnumText):
        return next(iter(kind.enum))
    for known, value in PLAIN:
        if isinstance(kind, known):
            return value
    raise AssertionError(f"{column} has a type that nobody knows: {kind!r}")


PLAIN = (
    (LevelCode, Level.ADSET),
    (UtcDateTime, NOW),
    (Day, DAY),
    (Boolean, True),
    (Float, 1.5),
    (BigInteger, 1),
    (Integer, 1),
    (LargeBinary, b"\x01"),
    (Text, "text"),
)
