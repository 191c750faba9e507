"""The operating system's keyring, and only a real one.

Other backends of the keyring library write secrets to plain files (keyrings.alt) or nowhere: what
is not on the list is refused.
"""

from collections.abc import Callable
from typing import Protocol, TypeVar

from pixecom_desktop.domain.secret import Secret

T = TypeVar("T")

SERVICE = "PixEcom Desktop"
NAME = "token-key"

ALLOWED = frozenset(
    {
        "keyring.backends.Windows.WinVaultKeyring",
        "keyring.backends.macOS.Keyring",
        "keyring.backends.SecretService.Keyring",
        "keyring.backends.kwallet.DBusKeyring",
        "keyring.backends.kwallet.DBusKeyringKWallet4",
    }
)


class NoKeyring(Exception):
    """There is no keyring that keeps secrets, or it does not answer; the message is a sentence."""


class Keyring(Protocol):
    """Keeps one secret text."""

    def read(self) -> Secret | None:
        """Return what is kept, None where nothing is; raises NoKeyring."""
        ...

    def keep(self, key: Secret) -> None:
        """Keep this instead; raises NoKeyring."""
        ...


class Backend(Protocol):
    """What the keyring library calls a backend."""

    def get_password(self, service: str, username: str) -> str | None:
        """Return what is kept under these names."""
        ...

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep this under these names."""
        ...


class SystemKeyring:
    """One entry of a keyring backend."""

    def __init__(self, backend: Backend, name: str = NAME) -> None:
        self._backend = backend
        self._name = name

    def read(self) -> Secret | None:
        """Return what is kept, None where nothing is; raises NoKeyring."""
        kept = _answer(lambda: self._backend.get_password(SERVICE, self._name))
        return None if kept is None else Secret(kept)

    def keep(self, key: Secret) -> None:
        """Keep this instead; raises NoKeyring."""
        _answer(lambda: self._backend.set_password(SERVICE, self._name, key.reveal()))


def system(name: str = NAME) -> SystemKeyring:
    """Return an entry of this computer's keyring; raises NoKeyring where none keeps secrets."""
    # Late: asking the system for its keyrings takes 100 ms, which a start without a token saves.
    import keyring

    return SystemKeyring(trusted(keyring.get_keyring()), name)


def trusted(backend: Backend) -> Backend:
    """Return the backend, or the first of a chain, that is on the list; raises NoKeyring."""
    chained: tuple[Backend, ...] = tuple(getattr(backend, "backends", ()))
    for one in (backend, *chained):
        names = {f"{cls.__module__}.{cls.__qualname__}" for cls in type(one).__mro__}
        if names & ALLOWED:
            return one
    raise NoKeyring("This computer has no keyring to keep the key for access tokens in.")


def _answer(ask: Callable[[], T]) -> T:
    from keyring.errors import KeyringError

    try:
        return ask()
    except (KeyringError, OSError, RuntimeError) as error:
        # Its own words are a backend's, and may say anything: only their kind is told.
        raise NoKeyring(
            f"This computer's keyring does not answer ({type(error).__name__})."
        ) from None
