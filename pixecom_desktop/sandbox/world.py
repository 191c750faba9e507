"""The pretend business as it stands: entities, figures, and the clock that moves them.

Everything the dialect reads goes through here; every change goes through `set_status`
or ends in `touch`, so that effective statuses, `updated_time` and delivery follow.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

from pixecom_desktop.sandbox import statuses
from pixecom_desktop.sandbox.clock import SandboxClock
from pixecom_desktop.sandbox.entities import Account, Ad, AdSet, Campaign, Node
from pixecom_desktop.sandbox.generate import attribute, generate
from pixecom_desktop.sandbox.ledger import QUANTUM, Ledger
from pixecom_desktop.sandbox.options import WorldOptions

Deliverable = Campaign | AdSet | Ad


class World:
    """A business made from options, with a clock (any callable that gives an instant)."""

    def __init__(
        self, options: WorldOptions | None = None, *, clock: Callable[[], datetime] | None = None
    ) -> None:
        self.options = options or WorldOptions()
        self.clock = clock or SandboxClock(self.options.now)
        born = self.options.now or self.clock()
        business = generate(self.options, born)
        self.accounts = business.accounts
        self.campaigns = business.campaigns
        self.adsets = business.adsets
        self.ads = business.ads
        self.creatives = business.creatives
        self.zones = [ZoneInfo(one.timezone_name) for one in self.accounts]
        self.revision = 0
        self.ledgers = [
            Ledger(
                traits,
                seed=self.options.seed,
                account=index,
                zone=self.zones[index],
                first_day=_ordinal(born, self.zones[index]) - self.options.days + 1,
            )
            for index, traits in enumerate(business.traits)
        ]
        self._settle()
        self._by_id: dict[str, Node] = {f"act_{one.id}": one for one in self.accounts}
        for nodes in (self.campaigns, self.adsets, self.ads, self.creatives):
            self._by_id.update((node.id, node) for node in nodes)
        for ledger in self.ledgers:
            ledger.prepare(range(ledger.first_day, ledger.first_day + self.options.days))

    def now(self) -> int:
        """Return the present instant in unix seconds."""
        return int(self.clock().timestamp())

    def stamp(self) -> int:
        """Return the number of the present quarter of an hour: figures change with it."""
        return self.now() // QUANTUM

    def today(self, account: Account) -> int:
        """Return the ordinal of the account's own today."""
        return _ordinal(self.clock(), self.zones[account.index])

    def find(self, node_id: str) -> Node | None:
        """Return the object with that id (`act_...` for an account), if there is one."""
        return self._by_id.get(node_id)

    def account_of(self, node: Node) -> Account:
        """Return the account that a node belongs to."""
        return node if isinstance(node, Account) else self.accounts[node.account]

    def attributions(self, node: Account | Campaign | AdSet | Ad) -> set[str]:
        """Return the attribution settings of the ad sets that a node is or has."""
        if isinstance(node, Ad):
            return {self.adsets[node.adset].attribution}
        if isinstance(node, AdSet):
            return {node.attribution}
        return {self.adsets[place].attribution for place in node.adsets}

    def instant(self, seconds: int, account: int) -> str:
        """Write an instant as ad objects do: in the account's zone, offset without a colon."""
        return datetime.fromtimestamp(seconds, self.zones[account]).strftime("%Y-%m-%dT%H:%M:%S%z")

    def figures(self, account: Account, day: int) -> npt.NDArray[np.int32]:
        """Return [measure, ad] of one day as it stands now; no day of the future has any."""
        ledger = self.ledgers[account.index]
        if not ledger.first_day <= day <= self.today(account):
            return np.zeros((8, len(account.ads)), np.int32)
        return ledger.seen(day, self.now())

    def set_status(self, node: Deliverable, status: str) -> None:
        """Change what a person chose; effective statuses and delivery below follow."""
        ads = [self.ads[place] for place in self._ads_below(node)]
        ran = [self._delivers(ad) for ad in ads]
        node.status = status
        if status == "ACTIVE" and node.trouble == "IN_PROCESS":
            node.trouble = None
        self.touch(node)
        for below in self._subtree(node):
            effective = self._effective(below)
            if effective != below.effective:
                below.effective = effective
                below.rev += 1
                if self.options.touch_children:
                    below.updated = self.now()
        self._switch(ads, ran)

    def mix_attributions(self, *, mixed: bool) -> None:
        """Let neighbouring ad sets be attributed differently from now on, or all alike."""
        self.options = replace(self.options, mixed_attribution=mixed)
        attribute(self.adsets, mixed=mixed)
        for adset in self.adsets:
            self.touch(adset)

    def touch(self, node: Deliverable | Account) -> None:
        """Note that a node was changed just now."""
        node.rev += 1
        self.revision += 1
        if not isinstance(node, Account):
            node.updated = self.now()

    def _switch(self, ads: list[Ad], ran: list[bool]) -> None:
        for ad, was_on in zip(ads, ran, strict=True):
            on = self._delivers(ad)
            if on != was_on:
                account = self.accounts[ad.account]
                self.ledgers[ad.account].switch(
                    ad.index - account.ads.start,
                    on=on,
                    was_on=was_on,
                    now=self.now(),
                    today=self.today(account),
                )

    def _settle(self) -> None:
        for campaign in self.campaigns:
            campaign.effective = self._effective(campaign)
        for adset in self.adsets:
            adset.effective = self._effective(adset)
        for ad in self.ads:
            ad.effective = self._effective(ad)

    def _effective(self, node: Deliverable) -> str:
        if isinstance(node, Campaign):
            return statuses.of_campaign(node)
        campaign = self.campaigns[node.campaign]
        if isinstance(node, AdSet):
            return statuses.of_adset(node, campaign)
        return statuses.of_ad(node, self.adsets[node.adset], campaign)

    def _delivers(self, ad: Ad) -> bool:
        return statuses.delivers(ad, self.adsets[ad.adset], self.campaigns[ad.campaign])

    def _ads_below(self, node: Deliverable) -> range:
        return range(node.index, node.index + 1) if isinstance(node, Ad) else node.ads

    def _subtree(self, node: Deliverable) -> Iterator[Deliverable]:
        yield node
        if isinstance(node, Campaign):
            yield from (self.adsets[place] for place in node.adsets)
        if not isinstance(node, Ad):
            yield from (self.ads[place] for place in node.ads)


def _ordinal(instant: datetime, zone: ZoneInfo) -> int:
    return instant.astimezone(zone).date().toordinal()
