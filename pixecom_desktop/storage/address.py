"""Which team's database the window opens, where one was joined on this computer.

A file of the workspace's folder says which; its address, which holds a password, is in the system's
keyring and nowhere else. Without a usable keyring it is known until the program ends.
"""

import contextlib
import json
from collections.abc import Callable
from pathlib import Path

from pixecom_desktop.domain.errors import StorageError
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.storage import engine, keyrings

FILE = "team.json"
FORGOTTEN = Secret("-")
"""Stands in the keyring after leaving a team: entries are replaced, not deleted."""


class TeamAddress:
    """The address of one workspace's team; `ring` opens an entry of the keyring by its name.

    All of it may wait for the disk or the keyring.
    """

    def __init__(
        self, home: Path, ring: Callable[[str], keyrings.Keyring] = keyrings.system
    ) -> None:
        self._file = home / FILE
        self._ring = ring

    def place(self) -> str:
        """Return the database as "user@host:5432/name", "" where no team was joined."""
        try:
            told = json.loads(self._file.read_text(encoding="utf-8"))
            return str(told["place"])
        except (OSError, ValueError, TypeError, KeyError):
            return ""

    def url(self) -> Secret | None:
        """Return the address, None where the keyring has not kept it."""
        place = self.place()
        if not place:
            return None
        try:
            kept = self._ring(_entry(place)).read()
        except keyrings.NoKeyring:
            return None
        return None if kept is None or kept == FORGOTTEN else kept

    def is_kept(self) -> bool:
        """Tell whether this computer has a keyring that would keep an address."""
        try:
            self._ring(_entry("nowhere")).read()
        except keyrings.NoKeyring:
            return False
        return True

    def keep(self, url: Secret) -> bool:
        """Open this database from now on; returns whether the keyring has kept its address.

        Raises StorageError where the file cannot be written.
        """
        place = engine.place(url)
        try:
            self._ring(_entry(place)).keep(url)
        except keyrings.NoKeyring:
            is_kept = False
        else:
            is_kept = True
        self._write(json.dumps({"place": place}))
        return is_kept

    def forget(self) -> None:
        """Open this computer's own workspace from now on."""
        place = self.place()
        self._file.unlink(missing_ok=True)
        if place:
            with contextlib.suppress(keyrings.NoKeyring):
                self._ring(_entry(place)).keep(FORGOTTEN)

    def _write(self, text: str) -> None:
        fresh = self._file.with_suffix(".new")
        try:
            self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            fresh.write_text(text, encoding="utf-8")
            fresh.replace(self._file)
        except OSError as error:
            raise StorageError(
                f"{self._file} cannot be written ({error.strerror}). Check the rights of its folder"
                " and the room on its disk."
            ) from error


def _entry(place: str) -> str:
    return f"address of {place}"
