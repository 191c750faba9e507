"""What stands where a table would, when there is nothing to show: empty, no match, failed."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from pixecom_desktop.domain.values import dataclass
from pixecom_desktop.ui.errors import Failure
from pixecom_desktop.ui.translate import tr
from pixecom_desktop.ui.widgets.buttons import PRIMARY, REST, Button
from pixecom_desktop.ui.widgets.layouts import clear
from pixecom_desktop.ui.widgets.mark import Mark
from pixecom_desktop.ui.widgets.text import label

WIDTH = 480


@dataclass(frozen=True, slots=True, kw_only=True)
class FaceText:
    """What a face says; `code` is what a helper knows an error by, `detail` a small last line.

    `steps` are what the first way out leads through, each with a sentence.
    """

    icon: str
    title: str
    text: str
    tone: str = "text3"
    code: str = ""
    detail: str = ""
    steps: tuple[tuple[str, str], ...] = ()


Choice = tuple[str, Callable[[], None]]


class Face(QWidget):
    """One icon, one title, one sentence, and the ways out as buttons (the first is primary)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._icon = Mark(size=24)
        self.title = _centred("text", "section")
        self.text = _centred("text2", "body")
        self.text.setWordWrap(True)
        self.code = _centred("text", "mono")
        self.code.setAccessibleName(tr("The error's code"))
        self._code_frame = QFrame()
        self._code_frame.setObjectName("detail")
        code_row = QVBoxLayout(self._code_frame)
        code_row.setContentsMargins(12, 10, 12, 10)
        code_row.addWidget(self.code)
        self.steps = QFrame()
        self.steps.setObjectName("detail")
        self._steps = QVBoxLayout(self.steps)
        self._steps.setContentsMargins(16, 10, 16, 10)
        self._steps.setSpacing(10)
        self.steps.hide()
        self.detail = _centred("text3", "small")
        self.detail.setWordWrap(True)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(14)
        column.addWidget(self.title)
        column.addSpacing(8)
        column.addWidget(self.text)
        column.addSpacing(20)
        column.addLayout(self._buttons)
        column.addSpacing(20)
        column.addWidget(self._code_frame, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.steps)
        column.addSpacing(10)
        column.addWidget(self.detail)
        holder = QWidget()
        holder.setFixedWidth(WIDTH)
        holder.setLayout(column)
        outer = QVBoxLayout(self)
        outer.addStretch(2)
        outer.addWidget(holder, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch(5)

    def tell(self, text: FaceText, choices: tuple[Choice, ...] = ()) -> None:
        """Show this text with these ways out."""
        self._icon.show_mark(text.icon, text.tone)
        self.title.setText(text.title)
        self.text.setText(text.text)
        self.code.setText(text.code)
        self._code_frame.setVisible(bool(text.code))
        clear(self._steps)
        for place, step in enumerate(text.steps, 1):
            self._steps.addWidget(_step(place, *step))
        self.steps.setVisible(bool(text.steps))
        self.detail.setText(text.detail)
        self.detail.setVisible(bool(text.detail))
        for words in (self.text, self.detail):
            # A layout does not hand the height of wrapped text through a centred holder.
            words.ensurePolished()
            words.setFixedHeight(max(0, words.heightForWidth(WIDTH)))
        self.setAccessibleName(f"{text.title}. {text.text}")
        self._offer(choices)

    def tell_failed(self, failure: Failure, again: Callable[[], None]) -> None:
        """Say what failed, with its code, a way to try it again and what to hand to a helper."""
        self.tell(
            FaceText(
                icon="circle-alert",
                tone="bad",
                title=failure.title,
                text=failure.text,
                code=failure.code,
            ),
            ((tr("Try again"), again), (tr("Copy details"), partial(self._copy, failure))),
        )

    def _copy(self, failure: Failure) -> None:
        from pixecom_desktop.ui.reporting import details

        QGuiApplication.clipboard().setText(details(failure))
        self.buttons()[1].setText(tr("Copied"))

    def buttons(self) -> tuple[Button, ...]:
        """Return the ways out, as they stand."""
        return tuple(self.findChildren(Button))

    def take_focus(self) -> None:
        """Take the keyboard: to the first way out, where there is one."""
        first, *_ = (*self.buttons(), self)
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _offer(self, choices: tuple[Choice, ...]) -> None:
        held = [place for place, one in enumerate(self.buttons()) if one.hasFocus()]
        clear(self._buttons)
        self._buttons.addStretch()
        for place, (name, act) in enumerate(choices):
            button = Button(name, kind=REST if place else PRIMARY)
            button.clicked.connect(lambda _checked=False, do=act: do())
            self._buttons.addWidget(button)
        self._buttons.addStretch()
        if held:
            # What was pressed is gone: the keyboard stays where it stood.
            self.take_focus()


def _step(number: int, title: str, text: str) -> QWidget:
    made = QWidget()
    words = QVBoxLayout()
    words.setSpacing(0)
    words.addWidget(label(title, "text", "strong"))
    words.addWidget(label(text, "text2", "small"))
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(16)
    row.addWidget(label(f"{number}", "text2", "strong"))
    row.addLayout(words, 1)
    return made


def _centred(tone: str, role: str) -> QLabel:
    made = label("", tone, role)
    made.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return made
