"""Every bulk command: who may give it, on which levels, what it makes of an entity, its inverse.

A command knows nothing of Meta and nothing of rows: it turns what stands into what is wanted, and
refuses an entity that it does not fit with the sentence that is shown beside it.
"""

import re
from collections.abc import Mapping
from dataclasses import field, replace
from typing import ClassVar, Protocol

from pixecom_desktop.domain.access import Permission
from pixecom_desktop.domain.budgets import PutBudget, SetBudget
from pixecom_desktop.domain.dates import DateChoice
from pixecom_desktop.domain.enums import EntityStatus, Level
from pixecom_desktop.domain.errors import CommandRefused, UserError
from pixecom_desktop.domain.subjects import (
    AS_WANTED,
    LONGEST_NAME,
    NOUNS,
    Standing,
    Subject,
    alive,
)
from pixecom_desktop.domain.text import clean
from pixecom_desktop.domain.values import dataclass


class Command(Protocol):
    """One bulk command; `key` is its name in the journal."""

    key: ClassVar[str]
    permission: ClassVar[Permission]
    levels: ClassVar[frozenset[Level]]

    @property
    def title(self) -> str:
        """Return the act in a word or two: "Pause"."""
        ...

    @property
    def done(self) -> str:
        """Return what has been done to each: "paused"."""
        ...

    @property
    def already(self) -> str:
        """Return what an entity is that needs no change: "paused", before "already"."""
        ...

    @property
    def is_relative(self) -> bool:
        """Tell whether what it makes of an entity depends on the part that it changes."""
        ...

    def part(self, standing: Standing) -> object:
        """Return the part of a standing that the command may change."""
        ...

    def told(self, subject: Subject) -> str:
        """Return that part in words that follow "It": "is paused"."""
        ...

    def wanted(self, subject: Subject) -> Standing:
        """Return what the entity shall be; raises CommandRefused where the command does not fit."""
        ...

    def inverse(self, before: Standing) -> "Command":
        """Return the command that puts one entity back; raises CommandRefused where none can."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class SetStatus:
    """Pause, activate, or archive."""

    key: ClassVar[str] = "set_status"
    permission: ClassVar[Permission] = Permission.ACT
    levels: ClassVar[frozenset[Level]] = frozenset(Level)

    status: EntityStatus

    def __post_init__(self) -> None:
        if self.status is EntityStatus.DELETED:
            raise UserError("Nothing is deleted from here.")

    @property
    def title(self) -> str:
        """Return the act in a word."""
        return _ACTS[self.status][0]

    @property
    def done(self) -> str:
        """Return what has been done to each."""
        return _ACTS[self.status][1]

    @property
    def already(self) -> str:
        """Return the status as what stands."""
        return _ACTS[self.status][2]

    @property
    def is_relative(self) -> bool:
        """Tell that it is not."""
        return False

    def part(self, standing: Standing) -> EntityStatus:
        """Return the status."""
        return standing.status

    def told(self, subject: Subject) -> str:
        """Return the status in words."""
        return f"is {subject.standing.status.lower()}"

    def wanted(self, subject: Subject) -> Standing:
        """Return the entity with the status; an archived or deleted one is refused."""
        if subject.standing.status is not self.status:
            alive(subject)
        return replace(subject.standing, status=self.status)

    def inverse(self, before: Standing) -> "SetStatus":
        """Return what sets the status that stood there."""
        if self.status is EntityStatus.ARCHIVED and before.status is not EntityStatus.ARCHIVED:
            raise CommandRefused("What is archived cannot be brought back: Meta does not allow it.")
        return SetStatus(status=before.status)


_ACTS = {
    EntityStatus.ACTIVE: ("Activate", "activated", "active"),
    EntityStatus.PAUSED: ("Pause", "paused", "paused"),
    EntityStatus.ARCHIVED: ("Archive", "archived", "archived"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rename:
    """Find a text in names and put another in its place; `find` "" replaces the whole name."""

    key: ClassVar[str] = "rename"
    permission: ClassVar[Permission] = Permission.ACT
    levels: ClassVar[frozenset[Level]] = frozenset(Level)

    find: str
    replace_with: str
    match_case: bool = True

    @property
    def title(self) -> str:
        """Return the act in a word."""
        return "Rename"

    @property
    def done(self) -> str:
        """Return what has been done to each."""
        return "renamed"

    @property
    def already(self) -> str:
        """Return that its name is the one that is wanted."""
        return AS_WANTED

    @property
    def is_relative(self) -> bool:
        """Tell whether it looks for a text in the name."""
        return bool(self.find)

    def part(self, standing: Standing) -> str:
        """Return the name."""
        return standing.name

    def told(self, subject: Subject) -> str:
        """Return the name in words."""
        return f'is called "{subject.standing.name}"'

    def wanted(self, subject: Subject) -> Standing:
        """Return the entity with its new name; the same where the text is not in it.

        Refused where no name would be left, or one that Meta does not take.
        """
        if subject.standing.status is EntityStatus.DELETED:
            raise CommandRefused(f"This {subject.noun} is deleted.")
        name = clean(self._replaced(subject.standing.name)).strip()
        if not name:
            raise CommandRefused("No name would be left of it.")
        if len(name) > LONGEST_NAME:
            raise CommandRefused(
                f"A name has {LONGEST_NAME} signs at most; this would be {len(name)}."
            )
        return replace(subject.standing, name=name)

    def inverse(self, before: Standing) -> "Rename":
        """Return what gives the whole name back."""
        return Rename(find="", replace_with=before.name)

    def _replaced(self, name: str) -> str:
        if not self.find:
            return self.replace_with
        if self.match_case:
            return name.replace(self.find, self.replace_with)
        # A function, so that backslashes in the new text mean nothing.
        return re.sub(re.escape(self.find), lambda _: self.replace_with, name, flags=re.IGNORECASE)


AnyCommand = SetStatus | SetBudget | PutBudget | Rename

COMMANDS: Mapping[str, type[AnyCommand]] = {
    one.key: one for one in (SetStatus, SetBudget, PutBudget, Rename)
}
"""The catalog: every command by its name in the journal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkOrder:
    """What a person asks for: a command, the level, and the entities by Meta's ids.

    A draft is named by its own id. `dates` are the days whose figures are kept beside the action;
    `confirmed` is a new budget (micros) that was typed again because it rises far. Raises UserError
    where the command does not know the level.
    """

    command: AnyCommand
    level: Level
    ids: tuple[str, ...]
    dates: DateChoice = field(default_factory=DateChoice)
    confirmed: int | None = None

    def __post_init__(self) -> None:
        if self.level not in self.command.levels:
            raise UserError(f"{self.command.title} is not for {NOUNS[self.level]}s.")
        object.__setattr__(self, "ids", tuple(dict.fromkeys(clean(one) for one in self.ids)))
