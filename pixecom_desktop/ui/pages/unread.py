"""A page that could not be read: over rows that still stand a banner says so, else a whole face."""

from collections.abc import Callable

from PySide6.QtWidgets import QStackedWidget

from pixecom_desktop.ui.errors import Failure
from pixecom_desktop.ui.widgets.banner import Banner
from pixecom_desktop.ui.widgets.face import Face


def tell_unread(
    failure: Failure,
    again: Callable[[], None],
    *,
    over: Banner | None,
    stack: QStackedWidget,
    face: Face,
) -> None:
    """Say what could not be read and offer it again; `over` None: there are no rows to show."""
    if over is not None:
        over.tell_failed(failure.title, failure.text, again)
        return
    face.tell_failed(failure, again)
    stack.setCurrentWidget(face)
