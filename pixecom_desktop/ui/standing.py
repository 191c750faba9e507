"""The strip over every page: what kind of workspace it is where that must not be forgotten."""

from pixecom_desktop.domain.session import Workspace
from pixecom_desktop.ui.actions import Actions
from pixecom_desktop.ui.backend import Backend
from pixecom_desktop.ui.translate import tr
from pixecom_desktop.ui.widgets.banner import Banner, BannerText


class Standing:
    """Says the worst that is true of the whole window, or nothing."""

    def __init__(self, backend: Backend, actions: Actions, strip: Banner) -> None:
        self._backend = backend
        self._actions = actions
        self._strip = strip
        self._trouble = ""
        self.show()

    def show_reach(self, trouble: str) -> None:
        """Show that the database does not answer, until it does."""
        self._trouble = trouble
        self.show()

    def show(self) -> None:
        """Show what is true now."""
        self._strip.close_button.hide()
        if self._trouble:
            self._strip.tell(
                BannerText(
                    key="away",
                    tone="offline",
                    lead=tr("The database does not answer."),
                    rest=tr("What you see stays as it was. It is tried again by itself."),
                    detail=tr(self._trouble),
                )
            )
        elif self._backend.workspace is Workspace.DEMO:
            may_leave = self._actions["elsewhere"].isVisible()
            self._strip.tell(
                BannerText(
                    key="demo",
                    tone="info",
                    lead=tr("Demo data."),
                    rest=tr("A made-up business: nothing here is real, nothing goes to Meta."),
                    button=tr("Set up for real") if may_leave else "",
                ),
                self._actions["elsewhere"].trigger,
            )
        else:
            self._strip.tell(None)
