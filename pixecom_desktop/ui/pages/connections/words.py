"""What the Connections page says of tokens and accounts. No Qt."""

from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import datetime

from pixecom_desktop.domain.enums import ConnectionHealth, ConnectionType
from pixecom_desktop.domain.sellers import NO_SELLERS
from pixecom_desktop.domain.status import AccountStatus
from pixecom_desktop.domain.tokens import BUSINESS, READ, SYSTEM_USER, WRITE, Link, TokenFacts
from pixecom_desktop.domain.values import dataclass
from pixecom_desktop.ui import when
from pixecom_desktop.ui.translate import plural, tr
from pixecom_desktop.ui.widgets import freshness, usage_bar

FULL, LIMITED = "standard_access", "development_access"


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A token as the page shows it: what is known of it, and the ad accounts that hang on it."""

    key: tuple[str, str]
    facts: TokenFacts | None
    links: tuple[Link, ...]
    sellers: Mapping[int, str] = field(default_factory=dict)
    """The names of sellers by id where several are on show, else none."""

    def seller_of(self, link: Link) -> str:
        """Return whose account it is, "" where only one seller is on show."""
        return self.sellers.get(link.connection.seller_id, "")

    def row_key(self, link: Link) -> str:
        """Return what tells its row from the others: two sellers may have linked one account."""
        seller_id, account = link.connection.place
        return f"{account} {seller_id}" if self.sellers else account

    @property
    def owners(self) -> tuple[str, ...]:
        """Return the sellers whose accounts hang on it, where several are on show."""
        return tuple(sorted({self.seller_of(one) for one in self.links} - {""}))

    @property
    def active(self) -> tuple[Link, ...]:
        """Return the accounts that are in use."""
        return tuple(one for one in self.links if one.connection.is_active)

    @property
    def name(self) -> str:
        """Return whose token it is."""
        return self.facts.person if self.facts else tr("Token not looked at yet")


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A state in a few words, with its tone and icon."""

    text: str
    tone: str
    mark: str


def held(links: Sequence[Link], sellers: Mapping[int, str] = NO_SELLERS) -> tuple[Held, ...]:
    """Return the tokens, those in use first, each with its ad accounts and whose these are."""
    found: dict[tuple[str, str], list[Link]] = {}
    for one in links:
        if one.connection.type is ConnectionType.AD_ACCOUNT:
            found.setdefault(one.facts.key if one.facts else ("", ""), []).append(one)
    tokens = []
    for key, own in found.items():
        own.sort(key=lambda one: (not one.connection.is_active, one.connection.name))
        known = [one.facts for one in own if one.facts and one.connection.is_active]
        known = known or [one.facts for one in own if one.facts]
        latest = max(known, key=lambda one: one.checked_at, default=None)
        tokens.append(Held(key=key, facts=latest, links=tuple(own), sellers=sellers))
    return tuple(sorted(tokens, key=lambda one: (not one.active, one.name)))


def of_token(token: Held, now: datetime) -> State:
    """Return how a token is doing: the worst that is known of it and its accounts."""
    facts = token.facts
    health = {one.connection.health for one in token.active}
    if facts is not None and facts.has_ended(now):
        return State(text=tr("Expired"), tone="bad", mark="circle-alert")
    if ConnectionHealth.TOKEN_INVALID in health:
        return State(text=tr("Needs a new token"), tone="bad", mark="circle-alert")
    if not token.active:
        return State(text=tr("Not in use"), tone="text3", mark="minus")
    if facts is not None and facts.ends_soon(now):
        return State(text=tr("Expires soon"), tone="warn", mark="clock")
    if ConnectionHealth.PERMISSION in health:
        return State(text=tr("No permission"), tone="warn", mark="triangle-alert")
    if facts is None:
        return State(text=tr("Not checked"), tone="text2", mark="circle-help")
    if not facts.can_write:
        return State(text=tr("Reads only"), tone="warn", mark="triangle-alert")
    return State(text=tr("Healthy"), tone="good", mark="circle-check")


def kind(token: Held, now: datetime) -> str:
    """Return what kind of token it is and until when, in a line."""
    facts = token.facts
    if facts is None:
        return tr("Check it to see whose it is")
    how = tr("Token")
    if facts.kind == SYSTEM_USER:
        how = tr("System user")
    elif facts.is_browser:
        how = tr("Browser sign-in")
    return f"{how} · {ends(facts, now)}"


def ends(facts: TokenFacts, now: datetime) -> str:
    """Return when a token ends."""
    if facts.ends_at is None:
        return tr("does not expire") if facts.is_endless else tr("end not told")
    if facts.has_ended(now):
        return tr("ended {day}", day=when.full_day(facts.ends_at.astimezone().date()))
    days = (facts.ends_at - now).days
    if days < 60:
        return plural(max(days, 1), "expires in {n} day", "expires in {n} days")
    return tr("expires {day}", day=when.full_day(facts.ends_at.astimezone().date()))


def scopes(facts: TokenFacts) -> tuple[State, ...]:
    """Return the permissions that matter, granted or not."""
    found = []
    for name, has in (
        (READ, facts.can_read),
        (WRITE, facts.can_write),
        (BUSINESS, BUSINESS in facts.scopes),
    ):
        if has:
            found.append(State(text=name, tone="good", mark="check"))
        else:
            text = tr("{permission} missing", permission=name)
            tone = "bad" if name == READ else "warn"
            found.append(State(text=text, tone=tone, mark="triangle-alert"))
    return tuple(found)


def of_account(link: Link) -> State:
    """Return how the sync of an ad account is doing."""
    status = link.status
    if not link.connection.is_active:
        return State(text=tr("Disconnected"), tone="text3", mark="minus")
    if link.connection.health is ConnectionHealth.TOKEN_INVALID:
        return State(text=tr("Token ended"), tone="bad", mark="circle-alert")
    if link.connection.health is ConnectionHealth.PERMISSION:
        return State(text=tr("No permission"), tone="bad", mark="circle-alert")
    if status is None:
        return State(text=tr("Not synced yet"), tone="text3", mark="clock")
    return _of_sync(status, part(link))


def _of_sync(status: AccountStatus, used: int) -> State:
    """Return how the sync of an account with a token that works is doing."""
    if status.running:
        return State(text=tr("Syncing"), tone="text2", mark="refresh-cw")
    if status.paused_until is not None:
        return State(text=tr("Waits for Meta"), tone="warn", mark="clock")
    if status.error:
        return State(text=tr("Failed"), tone="bad", mark="circle-alert")
    if used >= usage_bar.BUSY:
        return State(text=tr("Slowed"), tone="warn", mark="triangle-alert")
    if status.stats_at is None:
        return State(text=tr("Not synced yet"), tone="text3", mark="clock")
    return State(text=tr("OK"), tone="good", mark="check")


def part(link: Link) -> int:
    """Return how many percent of the account's hour are used."""
    status = link.status
    return usage_bar.percent(status.calls_used, status.calls_limit) if status else 0


def reset(link: Link) -> str:
    """Return when calls come free again, "" where none is used."""
    at = link.status.frees_at if link.status else None
    return tr("reset {time}", time=when.clock_time(at)) if at is not None and part(link) else ""


def tier(link: Link) -> str:
    """Return how much Meta allows the token's app."""
    known = {FULL: tr("Full access tier"), LIMITED: tr("Limited access tier")}
    return known.get(link.status.tier if link.status else "", "")


def trouble(link: Link) -> str:
    """Return what is wrong with an account and what to do, "" for nothing."""
    if not link.connection.is_active:
        return ""
    if link.connection.health is not ConnectionHealth.OK and link.connection.health_reason:
        return tr(link.connection.health_reason)
    status = link.status
    if status is None:
        return ""
    if told := freshness.trouble(status):
        return told
    if part(link) >= usage_bar.BUSY and status.frees_at is not None:
        time = when.clock_time(status.frees_at)
        return tr("Near the limit of calls. Syncing is slower until {time}.", time=time)
    return ""


def request(link: Link) -> str:
    """Return what to send to whoever may assign the ad account."""
    who = link.facts.person if link.facts else tr("the token's user")
    return tr(
        "Please give {who} access to the ad account {name} ({id}): Business settings, Ad accounts, "
        "{id}, Assign people, with “View performance” to read and “Manage campaigns” to edit.",
        who=who,
        name=link.connection.name,
        id=link.connection.external_id,
    )


def moment(at: datetime | None, now: datetime) -> str:
    """Return when a job last succeeded."""
    return "—" if at is None else when.moment(at, now)
