"""Would a token and an ad account work here? Tried step by step, told in plain words.

Nothing is changed: the write is one that Meta only checks, and it would set what stands there
already. What Meta refuses becomes a finding, never an error.
"""

from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from typing import TypeVar

from pixecom_desktop.domain import dates, money
from pixecom_desktop.domain.ads import Account, Campaign
from pixecom_desktop.domain.enums import EntityStatus, Level
from pixecom_desktop.domain.errors import (
    BadRequest,
    Checkpoint,
    MetaError,
    Offline,
    PixecomError,
    TokenInvalid,
    UserError,
    VersionExpired,
)
from pixecom_desktop.domain.findings import Finding, Findings, Verdict
from pixecom_desktop.domain.tokens import ENDS_SOON, READ, WRITE, TokenFacts
from pixecom_desktop.meta import identity, insights, mutations, structure, usage
from pixecom_desktop.meta.client import GraphClient
from pixecom_desktop.meta.mutations import Result, Target

V = TypeVar("V")

DAYS = 6
"""Statistics are tried for today and so many days before it."""

STATES = {
    1: "active",
    2: "disabled",
    3: "unsettled: a payment is open",
    7: "in a risk review",
    8: "waiting for a settlement",
    9: "in a grace period: a payment is due",
    100: "about to be closed",
    101: "closed",
}
"""Meta's numbers for the state of an ad account (graph.md section 1.2)."""

_DEAD = (TokenInvalid, Checkpoint, VersionExpired, Offline)
"""After these nothing further needs to be tried."""

_CHANGEABLE = (EntityStatus.ACTIVE, EntityStatus.PAUSED)


class NotTried(MetaError):
    """A step needs one that failed."""


async def check(client: GraphClient, external_id: str) -> Findings:
    """Try the client's token on an ad account (`act_...`); about ten calls, nothing is changed."""
    trial = _Trial(client, external_id)
    await trial.go()
    return Findings(account=external_id, lines=tuple(trial.lines), facts=trial.facts)


class _Trial:
    """The steps, and what each leaves for the next."""

    def __init__(self, client: GraphClient, external_id: str) -> None:
        self._client = client
        self._id = external_id
        self._person: identity.Person | None = None
        self._granted: frozenset[str] | None = None
        self._account: Account | None = None
        self._campaigns: tuple[Campaign, ...] = ()
        self.lines: list[Finding] = []
        self.facts: TokenFacts | None = None

    async def go(self) -> None:
        """Try step by step; ends early where nothing further can work."""
        steps: tuple[tuple[str, str, Callable[[], Awaitable[tuple[Verdict, str]]]], ...] = (
            ("token", "Token", self._token),
            ("permissions", "Permissions", self._permissions),
            ("expiry", "Expiry", self._expiry),
            ("account", "Ad account", self._state),
            ("tier", "Access tier", self._tier),
            ("structure", "Campaigns", self._structure),
            ("statistics", "Statistics", self._statistics),
            ("change", "Changes", self._change),
        )
        for key, title, step in steps:
            try:
                verdict, sentence = await step()
            except NotTried as error:
                verdict, sentence = Verdict.UNKNOWN, str(error)
            except PixecomError as error:
                verdict, sentence = Verdict.FAILS, str(error)
                if isinstance(error, _DEAD) or (key == "token" and isinstance(error, BadRequest)):
                    # What Meta refuses to the very token it refuses to every step.
                    self._note(key, title, verdict, sentence)
                    return
            self._note(key, title, verdict, sentence)

    def _note(self, key: str, title: str, verdict: Verdict, sentence: str) -> None:
        self.lines.append(Finding(key=key, title=title, verdict=verdict, sentence=sentence))

    async def _token(self) -> tuple[Verdict, str]:
        person = self._person = await identity.me(self._client)
        return Verdict.WORKS, f"Meta takes the token. It is {person.name or person.id}'s."

    async def _permissions(self) -> tuple[Verdict, str]:
        granted = self._granted = await identity.permissions(self._client)
        if WRITE in granted:
            return Verdict.WORKS, "The token may read (ads_read) and change (ads_management)."
        if READ in granted:
            return Verdict.WARNING, (
                "The token may read, and not change: it lacks ads_management. Syncing works; to "
                "pause or to edit from here, make a token that has it and connect again."
            )
        return Verdict.FAILS, (
            "The token has neither ads_read nor ads_management. Make one that has them, and "
            "connect the account with it."
        )

    async def _expiry(self) -> tuple[Verdict, str]:
        life = await identity.token_life(self._client)
        if self._person is not None and self._granted is not None:
            now = self._client.now()
            self.facts = identity.facts_of(self._person, self._granted, life, now)
        if life is None:
            return Verdict.UNKNOWN, (
                "Meta does not tell when this token ends; it tells that to developers of the "
                "token's app. A system user's token can be made so that it never ends."
            )
        first = life.first_end
        if first is None:
            return Verdict.WORKS, "The token never ends."
        left = first - self._client.now()
        when = f"{first:%Y-%m-%d}, in {max(left.days, 0)} days"
        if left <= ENDS_SOON:
            return Verdict.WARNING, f"The token ends on {when}. Connect again with a new one."
        return Verdict.WORKS, f"The token lasts until {when}."

    async def _state(self) -> tuple[Verdict, str]:
        account = self._account = await structure.account(self._client, self._id)
        state = STATES.get(account.status, f"in a state that Meta numbers {account.status}")
        sentence = f"{account.name}, {account.currency}, {account.timezone}: {state}."
        troubles = [] if account.can_deliver else ["It delivers no ads; see to it in Ads Manager."]
        if not money.is_known(account.currency):
            troubles.append("Its currency is not known here, so budgets are not shown.")
        try:
            dates.zone(account.timezone)
        except UserError as error:
            return Verdict.FAILS, f"{sentence} {error}"
        if account.status not in STATES or troubles:
            return Verdict.WARNING, " ".join([sentence, *troubles])
        return Verdict.WORKS, sentence

    async def _tier(self) -> tuple[Verdict, str]:
        tier = self._client.pace.tier(self._id)
        if tier == usage.FULL:
            return Verdict.WORKS, "The token's app has full access: Meta's limits are wide."
        if tier == usage.LIMITED:
            return Verdict.WARNING, (
                "The token's app has limited access: about ten questions a minute and fifteen "
                "changes in five minutes for each ad account. All works, more slowly; full access "
                "is asked for in the app's settings at Meta."
            )
        return Verdict.UNKNOWN, "Meta has not said yet how much it allows the token's app."

    async def _structure(self) -> tuple[Verdict, str]:
        account = self._known()
        broken: list[str] = []
        self._campaigns = await _first(
            structure.campaigns(self._client, account, now=self._client.now(), broken=broken.append)
        )
        if broken:
            return Verdict.WARNING, f"Campaigns can be read, but for some. The first: {broken[0]}"
        if not self._campaigns:
            return Verdict.WORKS, "Campaigns can be read; the account has none."
        return Verdict.WORKS, "Campaigns can be read."

    async def _statistics(self) -> tuple[Verdict, str]:
        account = self._known()
        today = dates.today_in(account.timezone, self._client.now())
        days = dates.trailing(today, DAYS)
        broken: list[str] = []
        rows = await _first(
            insights.daily(self._client, account, Level.AD, days, broken=broken.append)
        )
        if broken:
            return Verdict.WARNING, f"Statistics can be read, but for some. The first: {broken[0]}"
        if not rows:
            return Verdict.WORKS, "Statistics can be read; there were none in the last 7 days."
        return Verdict.WORKS, "Statistics can be read."

    async def _change(self) -> tuple[Verdict, str]:
        account = self._known()
        if WRITE not in (self._granted or ()):
            return Verdict.FAILS, "Changes would be refused: the token lacks ads_management."
        campaign = next((one for one in self._campaigns if one.status in _CHANGEABLE), None)
        if campaign is None:
            return Verdict.UNKNOWN, "There is no campaign on which a change could be tried."
        target = Target(account=account, level=Level.CAMPAIGN, validate_only=True)
        tried = mutations.set_status(self._client, target, [campaign.external_id], campaign.status)
        (outcome,) = await _first(tried)
        if outcome.result is Result.DONE:
            return Verdict.WORKS, "Changes would be taken: Meta checked one, and changed nothing."
        return Verdict.FAILS, f"A change would be refused. {outcome.sentence}"

    def _known(self) -> Account:
        if self._account is None:
            raise NotTried("This was not tried: the ad account itself cannot be read.")
        return self._account


async def _first(pages: AsyncIterator[tuple[V, ...]]) -> tuple[V, ...]:
    """Return the first page of a listing, () where there is none."""
    try:
        async for page in pages:
            return page
        return ()
    finally:
        if isinstance(pages, AsyncGenerator):
            await pages.aclose()
