"""What a bulk command is about: an entity, and the part of it that may be changed."""

from collections.abc import Mapping
from dataclasses import field

from pixecom_desktop.domain.ads import Budget
from pixecom_desktop.domain.enums import EntityStatus, Level
from pixecom_desktop.domain.errors import CommandRefused
from pixecom_desktop.domain.values import dataclass

LONGEST_NAME = 400
"""Meta takes no longer name."""

AS_WANTED = "as wanted"
"""What an entity is that needs no change, where there is no word of its own for that."""

NOUNS = {Level.CAMPAIGN: "campaign", Level.ADSET: "ad set", Level.AD: "ad"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What may be changed of an entity, as it stands; `budget` None: it has none of its own."""

    name: str
    status: EntityStatus
    budget: Budget | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """An entity that a command is about.

    `external_id` None is a local draft. `budget_place` is the level that holds its budget, None
    where none is known to. `figures` are its measures (micros) over the days that were looked at.
    """

    id: int
    external_id: str | None
    connection_id: int
    account: str
    level: Level
    currency: str
    standing: Standing
    budget_place: Level | None = None
    figures: Mapping[str, int] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """Return how it is named outside: Meta's id, or a draft's own."""
        return self.external_id or str(self.id)

    @property
    def noun(self) -> str:
        """Return what it is: campaign, ad set or ad."""
        return NOUNS[self.level]


def alive(subject: Subject) -> None:
    """Raise CommandRefused for an entity that is archived or deleted."""
    status = subject.standing.status
    if status in (EntityStatus.ARCHIVED, EntityStatus.DELETED):
        raise CommandRefused(f"This {subject.noun} is {status.lower()} and cannot be changed.")
