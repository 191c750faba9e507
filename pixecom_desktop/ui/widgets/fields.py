"""A field to type into, and its name over it."""

from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

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


def over(text: str, named: QWidget) -> QLabel:
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
