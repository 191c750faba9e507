"""A strip over old numbers: what is wrong, what still holds, one way out. 36 px, dismissible."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from pixecom_desktop.domain.values import dataclass
from pixecom_desktop.ui.translate import tr
from pixecom_desktop.ui.widgets.buttons import Button, IconButton
from pixecom_desktop.ui.widgets.mark import Mark
from pixecom_desktop.ui.widgets.text import ElidedLabel, set_property

HEIGHT = 36
_ICONS = {"bad": "circle-alert", "warn": "triangle-alert", "info": "info", "offline": "wifi-off"}


@dataclass(frozen=True, slots=True, kw_only=True)
class BannerText:
    """What a banner says: `tone` bad, warn, info or offline; `key` tells two banners apart."""

    key: str
    tone: str
    lead: str
    rest: str
    button: str = ""
    detail: str = ""


class Banner(QFrame):
    """Shows one text at a time. A text that was dismissed stays away until it changes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._shown: BannerText | None = None
        self._dismissed: BannerText | None = None
        self._act: Callable[[], None] | None = None
        self._icon = Mark()
        self.lead = ElidedLabel("", "text", "strong")
        self.rest = ElidedLabel("", "text2")
        self.button = Button()
        self.button.setProperty("small", True)
        self.button.setFixedHeight(26)
        self.button.clicked.connect(self._clicked)
        self.close_button = IconButton("x", tr("Dismiss"), kind="bare", size=24)
        self.close_button.clicked.connect(self._dismiss)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 10, 0)
        row.setSpacing(8)
        row.addWidget(self._icon)
        row.addWidget(self.lead)
        row.addWidget(self.rest, 1)
        row.addWidget(self.button)
        row.addWidget(self.close_button)
        self.hide()

    def tell(self, text: BannerText | None, act: Callable[[], None] | None = None) -> None:
        """Show this text, its button doing `act`; None hides the banner."""
        self._act = act
        if text == self._shown and text is not None:
            return
        self._shown = text
        if text is None or text == self._dismissed:
            self.hide()
            return
        self._dismissed = None
        tone = "warn" if text.tone == "offline" else text.tone
        set_property(self, "tone", tone)
        self._icon.show_mark(_ICONS[text.tone], tone if tone in ("bad", "warn") else "text2")
        self.lead.setText(text.lead)
        self.rest.setText(text.rest)
        self.rest.detail = text.detail
        self.button.setText(text.button)
        self.button.setVisible(bool(text.button))
        self.setAccessibleName(f"{text.lead} {text.rest}")
        self.show()

    def tell_failed(self, lead: str, reason: str, again: Callable[[], None]) -> None:
        """Say what did not work and why, with a button that tries it again."""
        text = BannerText(key="error", tone="bad", lead=lead, rest=reason, button=tr("Try again"))
        self.tell(text, again)

    @property
    def shown(self) -> BannerText | None:
        """Return what is on show, None where nothing is."""
        return None if self.isHidden() else self._shown

    def _clicked(self) -> None:
        if self._act is not None:
            self._act()

    def _dismiss(self) -> None:
        self._dismissed = self._shown
        self.hide()
        parent = self.parentWidget()
        if parent is not None:
            parent.setFocus(Qt.FocusReason.OtherFocusReason)
