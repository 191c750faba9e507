"""What a screen says of an error that reached it."""

from pixecom_desktop.domain.errors import PixecomError
from pixecom_desktop.ui.translate import tr


def sentence(error: Exception) -> str:
    """Return what to tell the user of an error."""
    if isinstance(error, PixecomError):
        return tr(str(error))
    return tr(
        "Something unexpected went wrong ({name}). The log has the details.",
        name=type(error).__name__,
    )
