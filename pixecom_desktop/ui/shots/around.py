"""What stands around the pages: settings, people, the palette, help, toasts."""

from PySide6.QtWidgets import QLineEdit

from pixecom_desktop.domain.enums import Level
from pixecom_desktop.ui.act_words import counted
from pixecom_desktop.ui.app import settled
from pixecom_desktop.ui.errors import sentence
from pixecom_desktop.ui.pages.catalog import SETTINGS_PAGE
from pixecom_desktop.ui.pages.settings.page import SettingsPage
from pixecom_desktop.ui.shots.scene import Scene, Shot, to_page, triggered
from pixecom_desktop.ui.staged import UNREACHABLE
from pixecom_desktop.ui.translate import tr
from pixecom_desktop.ui.widgets.toast import Outcome, ToastText


async def _wrong_setting(scene: Scene) -> None:
    await to_page(SETTINGS_PAGE)(scene)
    page = scene.window.page
    if isinstance(page, SettingsPage):
        page.rows["full_numbers"].editor.wanted.emit(True)
        page.show_setting("roas_good")
        field = page.rows["roas_good"].editor.stop()
        if isinstance(field, QLineEdit):
            field.setText("1.00")
            field.textEdited.emit("1.00")
            field.editingFinished.emit()
        await settled(scene.window)
        page.rows["full_numbers"].editor.wanted.emit(False)


async def _palette(scene: Scene) -> None:
    scene.window.open_palette()
    await settled(scene.window)
    if scene.window.looking_up.palette is not None:
        scene.window.looking_up.palette.field.setText("re")


async def _toasts(scene: Scene) -> None:
    scene.window.tell(
        ToastText(outcome=Outcome.DONE, title=tr("{rows} copied", rows=counted(5, Level.CAMPAIGN)))
    )
    scene.window.tell(
        ToastText(
            outcome=Outcome.FAILED,
            title=tr("Not everything synced"),
            reason=sentence(UNREACHABLE),
        )
    )


AROUND: tuple[Shot, ...] = (
    Shot(name="settings", act=to_page(SETTINGS_PAGE)),
    Shot(name="settings-wrong", act=_wrong_setting),
    Shot(name="palette", act=_palette),
    Shot(name="people", act=to_page("people")),
    Shot(name="about", act=triggered("about")),
    Shot(name="diagnostics", act=triggered("diagnostics")),
    Shot(name="toasts", act=_toasts),
)
