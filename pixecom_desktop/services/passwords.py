"""Passwords hashed and checked with bcrypt, in a thread: a check takes a quarter of a second."""

import asyncio

import bcrypt

from pixecom_desktop.domain.passwords import hashed_form, new_form
from pixecom_desktop.domain.secret import Secret

COST = 12


class Passwords:
    """Hashes and checks at one cost; 2 to its power rounds a password."""

    def __init__(self, cost: int = COST) -> None:
        self._cost = cost
        self._nobody: bytes | None = None

    async def hashed(self, password: Secret) -> str:
        """Return the hash of a new password; raises UserError for one that may not be."""
        form = new_form(password)
        return (await asyncio.to_thread(self._hash, form)).decode("ascii")

    async def fits(self, password: Secret, password_hash: str | None) -> bool:
        """Tell whether it is the password of that hash; as long for None, which fits nothing.

        Raises UserError for what can be nobody's password.
        """
        return await asyncio.to_thread(self._fits, hashed_form(password), password_hash)

    def _hash(self, form: bytes) -> bytes:
        return bcrypt.hashpw(form, bcrypt.gensalt(self._cost))

    def _fits(self, form: bytes, password_hash: str | None) -> bool:
        if password_hash is not None:
            return bcrypt.checkpw(form, password_hash.encode("ascii"))
        if self._nobody is None:
            self._nobody = self._hash(b"nobody's password")
        bcrypt.checkpw(form, self._nobody)
        return False
