"""What a person copies of an error for whoever helps: English, and nothing that is secret.

It names the error, the driver's or Meta's code, the time, the versions and the page. The error's
own words are struck as the log's are, and no address stands in it whole.
"""

import platform
import traceback

from PySide6.QtCore import qVersion

from pixecom_desktop import __version__
from pixecom_desktop.domain.errors import MetaError, PixecomError
from pixecom_desktop.log import for_others
from pixecom_desktop.ui.errors import Failure


def details(failure: Failure) -> str:
    """Return the text, a line a fact; an error that nobody foresaw comes with where it arose."""
    error = failure.error
    facts = {
        "What happened": failure.title,
        "Error": f"{type(error).__name__}: {error}",
        "Code": error.code if isinstance(error, PixecomError) else "",
        "Meta said": error.detail.message if isinstance(error, MetaError) else "",
        "Time": f"{failure.at:%Y-%m-%d %H:%M:%S} UTC",
        "Page": failure.page,
        "Program": f"PixEcom Desktop {__version__}, Python {platform.python_version()}, "
        f"Qt {qVersion()}, {platform.system()} {platform.release()}, {platform.machine()}",
    }
    lines = [f"{name}: {' '.join(fact.split())}" for name, fact in facts.items() if fact]
    if not isinstance(error, PixecomError):
        lines += ["", trace(error)]
    return for_others("\n".join(lines)) + "\n"


def trace(error: Exception) -> str:
    """Return where an error arose, with nothing secret in it."""
    return for_others("".join(traceback.format_exception(error)))
