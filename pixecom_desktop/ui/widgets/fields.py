"""A field to type into, and its name over it."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from pixecom_desktop.ui.translate import tr
from pixecom_desktop.ui.widgets.buttons import LINK, Button
from pixecom_desktop.ui.widgets.text import label

NAME = 24


def text_field(
    name: str, text: str = "", *, is_form: bool = False, is_hidden: bool = False
) -> QLineEdit:
    """Return a field that is called so; one of a form is higher, a hidden one shows dots."""
    made = QLineEdit(text)
    made.setProperty("kind", "field")
    made.setAccessibleName(name)
    if is_form:
        made.setProperty("form", "true")
    if is_hidden:
        made.setEchoMode(QLineEdit.EchoMode.Password)
    return made


def under_name(field: QWidget, name: str, shown: Button | None = None) -> QWidget:
    """Return a field under its name, and beside the name the button that shows a hidden one.

    Tab goes on in the order in which parts get their parent: so to the field before the button,
    which lies above it.
    """
    both = QWidget()
    field.setParent(both)
    head = QHBoxLayout()
    head.addWidget(_over(name, field))
    head.addStretch()
    if isinstance(field, QLineEdit) and field.echoMode() is QLineEdit.EchoMode.Password:
        shown = shown or shower(field, name)
        head.addWidget(shown)
    column = QVBoxLayout(both)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    column.addLayout(head)
    column.addWidget(field)
    return both


def _over(text: str, named: QWidget) -> QLabel:
    """Return the name that stands over a field."""
    made = label(text, "text2", "label")
    made.setBuddy(named)
    # As high as the button that may stand beside it: fields keep the same distance.
    made.setMinimumHeight(NAME)
    return made


def shower(field: QLineEdit, name: str) -> Button:
    """Return the button that shows what is typed into a hidden field, and hides it again."""
    button = Button(tr("Show"), kind=LINK)
    button.setCheckable(True)
    button.setAccessibleName(tr("Show: {field}", field=name))

    def show(is_shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if is_shown else QLineEdit.EchoMode.Password
        field.setEchoMode(mode)
        button.setText(tr("Hide") if is_shown else tr("Show"))

    button.toggled.connect(show)
    return button
