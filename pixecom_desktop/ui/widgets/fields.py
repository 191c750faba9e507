"""A field to type into, and its name over it."""

from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from pixecom_desktop.ui.widgets.text import label


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
    return made
