"""Which columns are shown and in which order, as keys. No Qt.

Columns come as `columns_for` gives them: all of the level, hidden ones among them. Frozen columns
always stand first and are never named.
"""

from collections.abc import Sequence
from dataclasses import replace

from pixecom_desktop.domain.query import AdsQuery
from pixecom_desktop.ui.tables.columns import Column, Face, columns_for

Keys = tuple[str, ...]


def keys_of(columns: Sequence[Column]) -> Keys:
    """Return the keys of the columns that are shown and can be moved."""
    return tuple(one.key for one in columns if not one.frozen and not one.hidden)


def toggled(columns: Sequence[Column], key: str, *, shown: bool) -> Keys:
    """Return the keys with a column shown where it stands, or hidden."""
    return tuple(
        one.key
        for one in columns
        if not one.frozen and (shown if one.key == key else not one.hidden)
    )


def moved(columns: Sequence[Column], key: str, before: str | None) -> Keys:
    """Return the keys with a column before another one, or last."""
    others = [one for one in keys_of(columns) if one != key]
    place = others.index(before) if before in others else len(others)
    return (*others[:place], key, *others[place:])


def with_parents(columns: Sequence[Column], keys: Keys) -> Keys:
    """Return a set's keys behind the parents' names that are shown, which tell rows apart."""
    parents = [one.key for one in columns if one.face is Face.PARENT and not one.hidden]
    return (*(one for one in parents if one not in keys), *keys) if keys else ()


def plain(query: AdsQuery, keys: Keys) -> Keys:
    """Return the keys; () where they are the level's own set, or none is left."""
    own = keys_of(columns_for(replace(query, columns=())))
    return () if keys == own else keys
