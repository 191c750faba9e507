"""The entities that a bulk command is about, as they stand here, with the figures of some days."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar

import numpy as np
from sqlalchemy import ColumnElement, Select, and_, exists, null, select
from sqlalchemy.orm import Session

from pixecom_desktop.domain.ads import Budget
from pixecom_desktop.domain.calendars import AccountDays
from pixecom_desktop.domain.dates import DateChoice
from pixecom_desktop.domain.enums import EntityStatus, Level
from pixecom_desktop.domain.filters import FilterSet
from pixecom_desktop.domain.subjects import Standing, Subject
from pixecom_desktop.storage.queries.accounts import accounts
from pixecom_desktop.storage.queries.ads_measures import Calendar, Part, add_up
from pixecom_desktop.storage.repos.tree import FEW, ROWS
from pixecom_desktop.storage.schema.ads import AdRow, AdSetRow, CampaignRow

K = TypeVar("K", int, str)

_LARGEST = 2**63 - 1
_DIGITS = len(str(_LARGEST))


def named(
    session: Session, level: Level, ids: Sequence[str], dates: DateChoice, now: datetime
) -> tuple[Subject, ...]:
    """Return the entities of these ids in their order; a draft is named by its own id.

    What is not the scope's, or is not there, is not in the answer.
    """
    row = ROWS[level]
    short = [one for one in ids if one.isascii() and one.isdigit() and len(one) <= _DIGITS]
    whole = [int(one) for one in short if int(one) <= _LARGEST]
    wheres: list[ColumnElement[bool]] = [row.external_id.in_(part) for part in _parts(ids)]
    wheres += [and_(row.external_id.is_(None), row.id.in_(part)) for part in _parts(whole)]
    found = {one.key: one for one in _found(session, level, wheres, dates, now)}
    return tuple(found[one] for one in ids if one in found)


def of_entities(
    session: Session, level: Level, ids: Collection[int], dates: DateChoice, now: datetime
) -> dict[int, Subject]:
    """Return the entities of these internal ids, by them."""
    row = ROWS[level]
    wheres = [row.id.in_(part) for part in _parts(tuple(ids))]
    return {one.id: one for one in _found(session, level, wheres, dates, now)}


def standings(session: Session, level: Level, ids: Collection[int]) -> dict[int, Standing]:
    """Return how the entities of these internal ids stand here, by them."""
    found: dict[int, Standing] = {}
    row = ROWS[level]
    for part in _parts(tuple(ids)):
        for _, _, id_, _, name, status, micros, kind, _ in session.execute(
            _select(level).where(row.id.in_(part))
        ):
            budget = Budget(micros=micros, type=kind) if micros is not None else None
            found[id_] = Standing(name=name, status=status, budget=budget)
    return found


def _parts(ids: Sequence[K]) -> Iterator[Sequence[K]]:
    return (ids[at : at + FEW] for at in range(0, len(ids), FEW))


def _found(
    session: Session,
    level: Level,
    wheres: Sequence[ColumnElement[bool]],
    dates: DateChoice,
    now: datetime,
) -> list[Subject]:
    shown = accounts(session, FilterSet(dates=dates), now)
    known = {(one.seller_id, one.connection_id): one for one in shown}
    subjects: list[Subject] = []
    owners: list[AccountDays] = []
    for where in wheres:
        for seller_id, connection_id, *told in session.execute(_select(level).where(where)):
            account = known[seller_id, connection_id]
            subjects.append(_subject(level, account, told))
            owners.append(account)
    return _with_figures(session, level, subjects, owners)


def _subject(level: Level, account: AccountDays, told: Sequence[Any]) -> Subject:
    id_, external_id, name, status, micros, kind, is_elsewhere = told
    budget = Budget(micros=micros, type=kind) if micros is not None else None
    elsewhere = Level.ADSET if level is Level.CAMPAIGN else Level.CAMPAIGN
    return Subject(
        id=id_,
        external_id=external_id,
        connection_id=account.connection_id,
        account=account.external_id,
        level=level,
        currency=account.currency,
        standing=Standing(name=name, status=status, budget=budget),
        budget_place=level if budget is not None else elsewhere if is_elsewhere else None,
    )


def _select(level: Level) -> Select[*tuple[Any, ...]]:
    row = ROWS[level]
    common = (row.seller_id, row.connection_id, row.id, row.external_id, row.name, row.status)
    match level:
        case Level.CAMPAIGN:
            below = exists().where(
                AdSetRow.seller_id == CampaignRow.seller_id,
                AdSetRow.campaign_id == CampaignRow.id,
                AdSetRow.budget_micros.is_not(None),
                AdSetRow.status != EntityStatus.DELETED,
            )
            return select(*common, CampaignRow.budget_micros, CampaignRow.budget_type, below)
        case Level.ADSET:
            above = CampaignRow.budget_micros.is_not(None)
            return select(*common, AdSetRow.budget_micros, AdSetRow.budget_type, above).join(
                CampaignRow,
                and_(
                    CampaignRow.seller_id == AdSetRow.seller_id,
                    CampaignRow.id == AdSetRow.campaign_id,
                ),
            )
    return select(*common, null(), null(), null()).select_from(AdRow)


def _with_figures(
    session: Session, level: Level, subjects: list[Subject], owners: Sequence[AccountDays]
) -> list[Subject]:
    ids = np.array([one.id for one in subjects], np.int64)
    places: dict[tuple[int, object], list[int]] = {}
    for place, owner in enumerate(owners):
        places.setdefault((owner.seller_id, owner.days), []).append(place)
    parts = []
    for (seller_id, _), members in places.items():
        at = np.array(members, np.int64)
        days = owners[members[0]].days
        calendar = Calendar(seller_id=seller_id, days=days)
        parts.append(Part(calendar=calendar, places=at, ids=ids[at]))
    added = add_up(session, level, parts, len(ids)).measures
    sums = {key: column.tolist() for key, column in added.items()}
    return [
        replace(one, figures={key: column[place] for key, column in sums.items()})
        for place, one in enumerate(subjects)
    ]
