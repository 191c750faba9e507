"""A sheet that stays open until its work is done: what is refused is said, nothing is lost."""

from collections.abc import Coroutine
from typing import Any

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from pixecom_desktop.domain.errors import PixecomError
from pixecom_desktop.ui.dialogs.sheet import SMALL, Sheet
from pixecom_desktop.ui.errors import sentence
from pixecom_desktop.ui.tasks import Tasks
from pixecom_desktop.ui.translate import tr
from pixecom_desktop.ui.widgets.buttons import PRIMARY
from pixecom_desktop.ui.widgets.text import label


class WorkingSheet(Sheet):
    """Does its work when the button is pressed, and closes when that is done.

    Subclasses put `problem` where it is to be read. Whoever closes it meanwhile ends the work.
    """

    def __init__(self, window: QWidget, title: str, act: str, *, width: int = SMALL) -> None:
        super().__init__(window, title, width=width)
        self.tasks = Tasks()
        self._is_done = False
        self.problem = label("", "bad", "small")
        self.problem.setWordWrap(True)
        self.cancel = self.add_button(tr("Cancel"))
        self.cancel.clicked.connect(self.dismiss)
        self.go = self.add_button(act, kind=PRIMARY)

    def work(self) -> Coroutine[Any, Any, None]:
        """Return what is to be done; raises PixecomError where what was given in is wrong."""
        raise NotImplementedError

    @override
    def may_accept(self) -> bool:
        if self._is_done:
            return True
        if not len(self.tasks):
            self.problem.setText("")
            try:
                work = self.work()
            except PixecomError as error:
                self._failed(error)
                return False
            if self.go.hasFocus():
                # Else the focus would go on to the next button, and a second Return press it.
                self.setFocus()
            self.go.setEnabled(False)
            self.tasks.spawn(self._do(work), name=self.accessibleName(), failed=self._failed)
        return False

    @override
    def _shut(self) -> None:
        if not self._is_done:
            self.tasks.stop()
        super()._shut()

    async def _do(self, work: Coroutine[Any, Any, None]) -> None:
        await work
        self._is_done = True
        self._accept()

    def _failed(self, error: Exception) -> None:
        self.go.setEnabled(True)
        self.problem.setText(sentence(error))
        self.place()
