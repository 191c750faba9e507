"""What a screen says of an error that reached it."""

from datetime import datetime

from pixecom_desktop.domain.errors import PixecomError
from pixecom_desktop.domain.values import dataclass
from pixecom_desktop.ui.translate import tr


def sentence(error: Exception) -> str:
    """Return what to tell the user of an error."""
    if isinstance(error, PixecomError):
        return tr(str(error))
    return tr(
        "Something unexpected went wrong ({name}). The log has the details.",
        name=type(error).__name__,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """An error that leaves nothing to show: what could not be done, on which page, and when (UTC).

    `rest` is what still holds, a sentence.
    """

    title: str
    error: Exception
    page: str
    at: datetime
    rest: str = ""

    @property
    def text(self) -> str:
        """Return what happened and what still holds."""
        return f"{sentence(self.error)} {self.rest}".rstrip()

    @property
    def code(self) -> str:
        """Return the code by which somebody who helps knows it, and the time of day."""
        said = self.error.code if isinstance(self.error, PixecomError) else ""
        return f"{said or type(self.error).__name__} · {self.at.astimezone():%H:%M:%S}"
