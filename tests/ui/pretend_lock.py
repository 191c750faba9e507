"""A lock in memory."""

from pixecom_desktop.domain.errors import SignInNeeded
from pixecom_desktop.domain.locking import LockState
from pixecom_desktop.domain.secret import Secret


class PretendLock:
    def __init__(self) -> None:
        self.password: Secret | None = None
        self.minutes = 0

    def forget(self) -> None:
        pass

    async def has_password(self) -> bool:
        return (await self.state()).has_password

    async def state(self) -> LockState:
        return LockState(has_password=self.password is not None, minutes=self.minutes)

    async def unlock(self, password: Secret) -> None:
        if password != self.password:
            raise SignInNeeded("That password does not fit.")

    async def set_password(self, old: Secret | None, new: Secret | None) -> None:
        if self.password is not None and old != self.password:
            raise SignInNeeded("That password does not fit.")
        self.password = new
