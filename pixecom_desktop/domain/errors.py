"""The tree of errors. Each class says whether to try again; its message is the user's sentence.

PixecomError
  UserError             a wrong call or setting: exit code 2
    SellerNeeded        there are several, and none is named
    LinkError           a pixecom:// link that cannot be read
    NotFound            nothing of that name is yours
    NotAllowed          your role does not permit it
    SignInNeeded        a team database wants email and password
    CommandRefused      a bulk command does not fit one entity
    ConfirmationNeeded  a budget rises so far that its amount is asked for again
  StorageError          the database cannot do it
    DatabaseNewer       made by a newer version of the program
    DatabaseUnreachable no server, no file, no right to write
      DatabaseDamaged   its file is no database, or broken
    DatabaseBusy        another program holds it
    DiskFull            no room left
  VaultError            a token cannot be sealed or opened
    KeyMissing          no key, and no keyring to keep one
    SealBroken          changed, foreign or sealed with another key
  BusyError             somebody else is doing that just now
  Stopped               whoever asked for it has stopped it
  MetaError             Meta said no, or nothing
    TokenInvalid        190, 102: sign in again
    Checkpoint          190/459, 490, 492: confirm yourself at facebook.com; the token may live
    PermissionMissing   10, 200-299, 100 "Missing permissions"
    RateLimited         4, 17, 32, 341, 613, 80000-80014, HTTP 429
    RequestTooLarge     1 "reduce", 100/1487534, 100/1504018, 2/1504038
    TemporarilyDown     1, 2, 960, 2601, is_transient, HTTP 5xx, HTML or cut bodies
    Offline             no connection to Meta at all
    CursorExpired       2642: list again from the start
    VersionExpired      2635: this program must be updated
    BadRequest          100 and the rest: permanent, never repeated
    ListingBroken       a listing that repeats itself or does not end
"""

from enum import Enum

from typing_extensions import override

from pixecom_desktop.domain.values import dataclass


class Retry(Enum):
    """What to do after an error."""

    NEVER = "never"
    NOW = "now"
    SMALLER = "smaller"
    LATER = "later"
    AFTER_SIGN_IN = "after sign-in"


class PixecomError(Exception):
    """Something the user can read; `str(error)` is the whole sentence."""

    retry = Retry.NEVER

    @property
    def code(self) -> str:
        """Return what whoever failed calls it, "" where it has no name of its own."""
        return ""


class UserError(PixecomError):
    """A wrong call or setting."""


class SellerNeeded(UserError):
    """There are several sellers, and none is named."""


class LinkError(UserError):
    """A link that cannot be read."""


class NotFound(UserError):
    """Nothing of that name is yours."""


class NotAllowed(UserError):
    """Your role does not permit it."""


class SignInNeeded(UserError):
    """A team database wants email and password."""


class CommandRefused(UserError):
    """A bulk command does not fit one entity; the others go on."""


class ConfirmationNeeded(UserError):
    """A budget rises beyond the seller's limit: its amount is to be given once more."""


class StorageError(PixecomError):
    """The database cannot do it; `said` is the driver's own code, never what it says in words."""

    said = ""

    @property
    @override
    def code(self) -> str:
        return self.said


class DatabaseNewer(StorageError):
    """The database was made by a newer version of the program."""


class DatabaseUnreachable(StorageError):
    """The database cannot be opened."""

    retry = Retry.LATER


class DatabaseDamaged(DatabaseUnreachable):
    """The database's file is no database, or is broken."""

    retry = Retry.NEVER


class DatabaseBusy(StorageError):
    """Another program holds the database."""

    retry = Retry.LATER


class DiskFull(StorageError):
    """There is no room left on the disk."""

    retry = Retry.LATER


class VaultError(PixecomError):
    """A token cannot be sealed or opened."""


class KeyMissing(VaultError, UserError):
    """There is no key for tokens, and no keyring to keep one in."""


class SealBroken(VaultError):
    """A sealed token was changed, belongs elsewhere or was sealed with another key."""

    retry = Retry.AFTER_SIGN_IN


class BusyError(PixecomError):
    """Somebody else is doing that just now."""

    retry = Retry.LATER


class Stopped(PixecomError):
    """Whoever asked for it has stopped it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphDetail:
    """What Meta said, for the Details of an error; holds no token and no URL."""

    code: int | None = None
    subcode: int | None = None
    http_status: int | None = None
    message: str = ""
    user_title: str = ""
    user_message: str = ""
    trace_id: str = ""


class MetaError(PixecomError):
    """Meta refused or did not answer."""

    def __init__(self, sentence: str, detail: GraphDetail | None = None) -> None:
        super().__init__(sentence)
        self.detail = detail or GraphDetail()

    @property
    @override
    def code(self) -> str:
        told = self.detail
        numbers = [str(one) for one in (told.code, told.subcode) if one is not None]
        parts = [f"Meta code {'/'.join(numbers)}"] if numbers else []
        parts += [f"HTTP {told.http_status}"] if told.http_status is not None else []
        parts += [f"trace {told.trace_id}"] if told.trace_id else []
        return ", ".join(parts)


class TokenInvalid(MetaError):
    """The access token has expired or was revoked. Connect the account again."""

    retry = Retry.AFTER_SIGN_IN


class Checkpoint(MetaError):
    """Meta wants the person to confirm themselves at facebook.com; the token may still be good."""

    retry = Retry.AFTER_SIGN_IN


class PermissionMissing(MetaError):
    """The token lacks a permission for this."""

    retry = Retry.AFTER_SIGN_IN


class RateLimited(MetaError):
    """Meta asks us to slow down."""

    retry = Retry.LATER

    def __init__(
        self, sentence: str, detail: GraphDetail | None = None, *, wait_seconds: float | None = None
    ) -> None:
        super().__init__(sentence, detail)
        self.wait_seconds = wait_seconds


class RequestTooLarge(MetaError):
    """Meta calls the request too large; ask for less at a time."""

    retry = Retry.SMALLER


class TemporarilyDown(MetaError):
    """Meta has a passing problem. Try again in a moment."""

    retry = Retry.NOW


class Offline(MetaError):
    """There is no connection to Meta."""

    retry = Retry.NOW


class CursorExpired(MetaError):
    """A page marker is no longer valid; the listing starts again."""

    retry = Retry.NOW


class VersionExpired(MetaError):
    """Meta no longer serves this version of its API. Update PixEcom Desktop."""


class BadRequest(MetaError):
    """Meta refused the request as it stands."""


class ListingBroken(MetaError):
    """A listing repeats itself or does not end."""
