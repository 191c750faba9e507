"""What a function is called with: Anna's, wherever it takes something that is a seller's.

A parameter is given its value by, in this order: the function and its name (ODD), its type
(BY_TYPE), its name (BY_NAME), `..._id` and `..._ids` (the row of the table of that name), a member
of an enum, the fields of a data class. So most functions need no line here. One that does gets one:
in BY_NAME where the word will come again, else in ODD.
"""

import types
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence, Set
from dataclasses import MISSING, dataclass, field, fields, is_dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from inspect import Parameter, isclass, signature
from typing import Any, Union, get_args, get_origin, get_type_hints
from zoneinfo import ZoneInfo

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session as Line

from pixecom_desktop.domain.access import Scope
from pixecom_desktop.domain.actions import AnyCommand, BulkOrder, SetStatus
from pixecom_desktop.domain.ads import Account, Connection, DailyStats
from pixecom_desktop.domain.campaigns import CampaignDraft
from pixecom_desktop.domain.dates import DateChoice, DateRange, Preset
from pixecom_desktop.domain.enums import (
    ConnectionType,
    EntityStatus,
    JobKind,
    Level,
    QueueState,
    Role,
)
from pixecom_desktop.domain.errands import Errand, QueuedJob, Reason
from pixecom_desktop.domain.filters import FilterSet
from pixecom_desktop.domain.homes import HomeKind, HomeQuery, Moved, Placed
from pixecom_desktop.domain.journal import ALL_ACTIONS, ALL_RUNS, ActionFilter, RunFilter
from pixecom_desktop.domain.query import AdsQuery
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.domain.session import Membership, Seller, Session
from pixecom_desktop.domain.subjects import Standing
from pixecom_desktop.domain.tokens import Asset
from pixecom_desktop.services.ads_manager import AdsManager
from pixecom_desktop.services.homes import Homes
from pixecom_desktop.services.keeper import Keeper
from pixecom_desktop.services.linking import Linking
from pixecom_desktop.services.preferences import Preferences
from pixecom_desktop.storage.base import stored_day
from pixecom_desktop.storage.queries import (
    accounts,
    across,
    ads_compare,
    ads_measures,
    ads_text,
    filter_options,
    held,
    homes,
)
from pixecom_desktop.storage.repos import (
    cascade,
    daily,
    people,
    preferences,
    sellers,
    signins,
    stats,
    structure,
    token_facts,
    unlisted,
    waiting,
    withheld,
)
from pixecom_desktop.storage.schema.ads import CampaignRow
from tests.architecture.tenancy.found import LATE
from tests.architecture.tenancy.world import DAYS, Known
from tests.storage.repos.shop import NOW, ad, adset, campaign, told

STOLEN = Standing(name="Stolen", status=EntityStatus.PAUSED)
LAST = DAYS.until
TODAY = stored_day(LAST)
SAID = (666, *daily.NOTHING[1:])


class Unknown(Exception):
    """Nobody has said what to give for a parameter."""


@dataclass(frozen=True, kw_only=True)
class Caller:
    """Who calls, with whose ids, and what else a value may be made of."""

    asker: Known
    known: Known
    new_id: Callable[[], int]
    parts: Mapping[Any, Any] = field(default_factory=dict)
    """By their types: what the program is made of."""


def arguments(
    function: Callable[..., Any], caller: Caller, *, odd: object = None
) -> dict[str, Any]:
    """Return what to call a function with, but for its session of the database and its self.

    `odd` is what ODD knows it by, the function itself unless given; raises Unknown.
    """
    hints = get_type_hints(function, localns=LATE)
    given = {}
    for name, parameter in signature(function).parameters.items():
        hint = hints.get(name, object)
        if name == "self" or hint is Line:
            continue
        if (function, name) in ODD:
            given[name] = ODD[function, name](caller.known)
            continue
        try:
            given[name] = value(name, hint, caller)
        except Unknown:
            if parameter.default is Parameter.empty:
                raise
    return given


def value(name: str, hint: Any, caller: Caller) -> Any:
    """Return a value for a parameter or a field; raises Unknown."""
    hint = _without_none(hint)
    for rule in (_of_the_asker, _by_table, _by_noun, _of_several, _made):
        found = rule(name, hint, caller)
        if found is not None:
            return found
    raise Unknown(f"{name}: {hint}")


def _of_the_asker(name: str, hint: Any, caller: Caller) -> Any:
    own = {Scope: caller.asker.scope, Session: caller.asker.session, **caller.parts}
    return caller.new_id if name == "new_id" else own.get(hint) if _hashable(hint) else None


def _by_table(name: str, hint: Any, caller: Caller) -> Any:
    if _hashable(hint) and hint in BY_TYPE:
        return BY_TYPE[hint](caller.known)
    if name not in BY_NAME:
        return None
    found = BY_NAME[name](caller.known)
    return found if _fits(found, hint) else None


def _by_noun(name: str, hint: Any, caller: Caller) -> Any:
    """Return the id of the row in the table of that noun; as text it is Meta's."""
    noun = name.removesuffix("_id")
    if hint is str and (noun != name or name == "id"):
        return caller.known.digit
    tables = (f"{noun}s", f"{noun[:-1]}ies", f"{noun}es")
    if hint is int:
        return next((caller.known.ids[one] for one in tables if one in caller.known.ids), None)
    return None


def _of_several(name: str, hint: Any, caller: Caller) -> Any:
    """Return many of one, each of a pair, or what stands under a key."""
    origin, inner = get_origin(hint), get_args(hint)
    one = _single(name)
    if origin is tuple and Ellipsis not in inner:
        return tuple(value(name, kind, caller) for kind in inner)
    if origin in MANY:
        return MANY[origin]([value(one, inner[0], caller)])
    if origin in (Mapping, dict):
        return {value(one, inner[0], caller): value(one, inner[1], caller)}
    return None


def _made(name: str, hint: Any, caller: Caller) -> Any:
    """Return a member of an enum, or a data class whose fields are Anna's where they can be."""
    if isclass(hint) and issubclass(hint, Enum):
        return next(iter(hint))
    if not isclass(hint) or not is_dataclass(hint):
        return None
    hints, given = get_type_hints(hint), {}
    for one in fields(hint):
        try:
            given[one.name] = value(one.name, hints[one.name], caller)
        except Unknown:
            if one.default is MISSING and one.default_factory is MISSING:
                raise
    return hint(**given)


def _single(name: str) -> str:
    """Return one of many: `campaign_ids` are of `campaign_id`."""
    return f"{name[:-3]}y" if name.endswith("ies") else name.removesuffix("s")


def _without_none(hint: Any) -> Any:
    if get_origin(hint) in (Union, types.UnionType):
        real = [one for one in get_args(hint) if one is not type(None)]
        return real[0] if len(real) == 1 else hint
    return hint


def _hashable(key: Any) -> bool:
    try:
        hash(key)
    except TypeError:
        return False
    return True


def _fits(found: Any, hint: Any) -> bool:
    """Tell whether what a name means is of the type that is wanted, as far as one can see."""
    kind = get_origin(hint) or hint
    if get_origin(kind) is not None or not isclass(kind):
        return True
    return isinstance(found, kind)


MANY: dict[Any, Callable[[list[Any]], Any]] = {
    **dict.fromkeys((Sequence, Collection, Iterable, list), list),
    tuple: tuple,
    **dict.fromkeys((frozenset, Set, set), frozenset),
}


def _text_columns(known: Known) -> dict[str, list[Any]]:
    """Return the columns of one row, as `ads_columns.read` gives them."""
    own = {
        "id": known.ids["campaigns"],
        "seller_id": known.ids["sellers"],
        "sellpage_id": known.ids["sellpages"],
        "strategy_id": known.ids["strategies"],
        "campaign_id": known.ids["campaigns"],
        "created_at": NOW,
        "starts_at": NOW,
        "budget": None,
    }
    return {name: [one] for name, one in own.items()}


BY_TYPE: dict[Any, Callable[[Known], Any]] = {
    datetime: lambda known: NOW,
    date: lambda known: DAYS.until,
    timedelta: lambda known: timedelta(0),
    bool: lambda known: True,
    DateRange: lambda known: DAYS,
    DateChoice: lambda known: DateChoice(Preset.LAST_7),
    Connection: lambda known: known.connection,
    Seller: lambda known: known.shop.seller,
    Membership: lambda known: known.session.memberships[0],
    Role: lambda known: Role.MEMBER,
    Secret: lambda known: Secret("somebody-guesses"),
    FilterSet: lambda known: FilterSet(),
    AdsQuery: lambda known: AdsQuery(),
    AnyCommand: lambda known: SetStatus(status=EntityStatus.PAUSED),
    BulkOrder: lambda known: BulkOrder(
        command=SetStatus(status=EntityStatus.PAUSED), level=Level.CAMPAIGN, ids=(known.digit,)
    ),
    Standing: lambda known: STOLEN,
    CampaignDraft: lambda known: CampaignDraft(account=known.connection.external_id, name="Stolen"),
    ActionFilter: lambda known: ALL_ACTIONS,
    RunFilter: lambda known: ALL_RUNS,
    DailyStats: lambda known: told(known.digit, DAYS.until, 666),
    QueuedJob: lambda known: QueuedJob(
        id=known.ids["jobs"],
        seller_id=known.ids["sellers"],
        connection_id=known.connection.id,
        errand=Errand(kind=JobKind.STATS, reason=Reason.ASKED),
        state=QueueState.RUNNING,
        due_at=NOW,
    ),
    ConnectionType: lambda known: ConnectionType.PIXEL,
    Asset: lambda known: Asset(
        type=ConnectionType.PIXEL,
        external_id=f"{known.digit}5",
        name="Stolen",
        of_account=known.connection.external_id,
    ),
    HomeKind: lambda known: HomeKind.STRATEGY,
    HomeQuery: lambda known: HomeQuery(),
    Moved: lambda known: Moved(
        kind=HomeKind.STRATEGY, before=(Placed(campaign_id=known.ids["campaigns"], home=None),)
    ),
    Account: lambda known: Account(
        external_id=known.connection.external_id,
        name="Stolen",
        currency="XXX",
        timezone="UTC",
        status=1,
    ),
    people.Entry: lambda known: people.Entry(
        slug=known.word, role=Role.MEMBER, maker=known.ids["users"], is_own=True, at_most=Role.OWNER
    ),
    ads_compare.Rows: lambda known: ads_compare.Rows(
        level=Level.CAMPAIGN,
        ids=np.array([known.ids["campaigns"]]),
        which=np.array([0]),
        shown=[BY_TYPE[accounts.AccountDays](known)],
    ),
    people.User: lambda known: people.User(
        id=known.ids["users"],
        email=known.session.email,
        password_hash=None,
        is_superadmin=False,
        is_active=True,
    ),
    structure.Entities: lambda known: structure.Entities(
        campaigns=[campaign(known.digit, name="Stolen")],
        adsets=[adset(f"{known.digit}1", known.digit)],
        ads=[ad(f"{known.digit}11", f"{known.digit}1")],
    ),
    stats.Heard: lambda known: stats.Heard(
        levels={
            Level.CAMPAIGN: stats.Answer(rows=[told(known.digit, DAYS.until, 666)], whole=True)
        },
        totals=stats.Totals(rows=[told("x", LAST, 666)]),
    ),
    accounts.AccountDays: lambda known: accounts.AccountDays(
        seller_id=known.ids["sellers"],
        seller=known.word,
        seller_name=known.word,
        connection_id=known.connection.id,
        external_id=known.connection.external_id,
        name=known.connection.name,
        currency=known.connection.currency,
        zone=ZoneInfo(known.connection.timezone),
        today=DAYS.until,
        days=DAYS,
    ),
    ads_measures.Calendar: lambda known: ads_measures.Calendar(
        seller_id=known.ids["sellers"], days=DAYS
    ),
    ads_measures.Part: lambda known: ads_measures.Part(
        calendar=ads_measures.Calendar(seller_id=known.ids["sellers"], days=DAYS),
        places=np.array([0]),
        ids=np.array([known.ids["campaigns"]]),
    ),
}
"""What a type means, whatever the parameter is called."""

BY_NAME: dict[str, Callable[[Known], Any]] = {
    # Nothing that anybody has.
    "like": lambda known: {},
    # A seller's own things.
    "slug": lambda known: known.word,
    "account": lambda known: known.connection.external_id,
    "external_id": lambda known: known.connection.external_id,
    "accounts": lambda known: (known.connection.external_id,),
    "external": lambda known: known.digit,
    "parent": lambda known: known.digit,
    "email": lambda known: known.session.email,
    "device": lambda known: known.word,
    "batch": lambda known: known.ids["actions"],
    "action": lambda known: known.ids["actions"],
    "home_id": lambda known: known.ids["strategies"],
    "run_id": lambda known: known.ids["sync_runs"],
    "entity_id": lambda known: known.ids["campaigns"],
    "id": lambda known: known.ids["campaigns"],
    "sellpage": lambda known: f"{known.word}-page",
    "strategy": lambda known: f"{known.word} name",
    "link": lambda known: f"https://{known.word}.example/{known.word}-page",
    "links": lambda known: [f"https://{known.word}.example/{known.word}-page"],
    "key": lambda known: str(known.ids["saved_views"]),
    "attribution": lambda known: {},
    "job": lambda known: known.ids["jobs"],
    # What does not depend on whose it is.
    "name": lambda known: "Stolen",
    "currency": lambda known: "USD",
    "about": lambda known: "stolen",
    "person": lambda known: "Stolen",
    "day": lambda known: TODAY,
    "days": lambda known: 9,
    "holder": lambda known: "thief",
    "reason": lambda known: "stolen",
    "text": lambda known: "stolen",
    "error": lambda known: "stolen",
    "setting": lambda known: "7d_click",
    "password_hash": lambda known: "$2b$04$" + "b" * 53,
    "tier": lambda known: "development_access",
    "before": lambda known: NOW + timedelta(days=1),
    "limit": lambda known: 9,
    "fence": lambda known: 1,
    "row": lambda known: 1,
    "rows": lambda known: 1,
    "sealed": lambda known: f"sealed for {known.connection.id}".encode(),
    "fresh": lambda known: b"stolen",
    "seal": lambda known: lambda row_id: b"stolen",
    "may_go": lambda known: lambda external: True,
    "which": lambda known: np.array([0]),
    "names": lambda known: {known.ids["sellers"]: known.word},
    "drawn_by": lambda known: {"Qt": "6"},
}
"""What a name means, where its value is of the parameter's type."""

ODD: dict[tuple[object, str], Callable[[Known], Any]] = {
    (across.across, "statement"): lambda known: select(CampaignRow.id, CampaignRow.name),
    (across.ask, "statement"): lambda known: select(CampaignRow.id),
    (cascade.put, "stands"): lambda known: {known.ids["campaigns"]: STOLEN},
    (daily.put, "rows"): lambda known: [((known.ids["campaigns"], TODAY), SAID)],
    (daily.mark, "marks"): lambda known: {(known.ids["campaigns"], TODAY): 1},
    (daily.drop, "keys"): lambda known: [(known.ids["campaigns"], TODAY)],
    (daily.RawPen.append, "heard"): lambda known: [(known.digit, TODAY, SAID)],
    (preferences.put, "values"): lambda known: {"roas_good": 666},
    (preferences.change, "changes"): lambda known: {"break_even": 666},
    (Preferences.change, "changes"): lambda known: {"break_even": 666},
    (stats.absent, "rows"): lambda known: [],
    (token_facts.set_active, "external_id"): lambda known: f"{known.digit}5",
    (Linking.set_asset_active, "external_id"): lambda known: f"{known.digit}5",
    (unlisted.put_totals, "told"): lambda known: {},
    (signins.rotate, "old"): lambda known: known.refresh,
    (homes.figures, "ids"): lambda known: [known.ids["strategies"]],
    (Homes.figures, "ids"): lambda known: [known.ids["strategies"]],
    (AdsManager.remember, "memory"): lambda known: None,
    (Keeper.like, "told"): lambda known: lambda: None,
    (held.day, "number"): lambda known: TODAY,
    (held.day, "above"): lambda known: 0,
    (held.day, "up_to"): lambda known: 2**62,
    (filter_options.options, "key"): lambda known: "accounts",
    (people.found_seller, "owner"): lambda known: known.ids["users"],
    (sellers.free_slug, "wanted"): lambda known: known.word,
    (AdsManager.options, "key"): lambda known: "accounts",
    (ads_text.ask, "columns"): _text_columns,
    (waiting.news, "place"): lambda known: daily.Place(
        connection=known.connection, level=Level.ADSET
    ),
    (waiting.news, "unknown"): lambda known: {},
    (waiting.settle, "created"): lambda known: {f"{known.digit}99": known.ids["adsets"]},
    (waiting.settle, "level"): lambda known: Level.ADSET,
    (withheld.agree, "of_ads"): lambda known: {Level.CAMPAIGN: {}},
}
"""What one function's parameter means: for names and types that say too little."""
