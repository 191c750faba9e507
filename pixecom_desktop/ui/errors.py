"""What a screen says of an error that reached it."""

from pixecom_desktop.domain.errors import PixecomError


def sentence(error: Exception) -> str:
    """Return what to tell the user of an error."""
    if isinstance(error, PixecomError):
        return str(error)
    return f"Something unexpected went wrong ({type(error).__name__}). The log has the details."
