"""What a start of the window does not do while a person waits for the first frame."""

import os
import subprocess
import sys

SCRIPT = """
import inspect, sys
read = []
inspect.getsource = lambda module: read.append(module.__name__) or ""
from pixecom_desktop.cli import main
main.command("window")
from pixecom_desktop.cli import window
window.imported()
ours = [name for name in sys.modules if name.startswith("pixecom_desktop.ui.")]
{said}
"""


def said(words):
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT.format(said=words)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def test_no_module_of_the_window_is_read_by_pyside():
    named = "[name for name in read if name.startswith('pixecom_desktop')]"

    assert said(f"print({named}, len(ours) > 50, 'PySide6.QtWidgets' in sys.modules)") == (
        "[] True True"
    )


def test_an_embedded_workspace_imports_nothing_of_postgres():
    named = "[n for n in sys.modules if 'postgresql' in n or 'psycopg' in n]"

    assert said(f"print({named})") == "[]"


def test_the_first_frame_declares_no_table_and_imports_no_dialog_that_it_does_not_need():
    later = ("storage.schema.journal", "storage.schema.history", "storage.schema.orders")
    sheets = ("ui.dialogs.budget", "ui.widgets.range_picker", "ui.signing_in")
    named = f"[n for n in sys.modules if n.removeprefix('pixecom_desktop.') in {later + sheets}]"
    page = "import pixecom_desktop.ui.pages.ads_manager.page"

    assert said(f"{page}; print({named}, 'babel' in sys.modules)") == "[] False"


def test_python_looks_for_no_rubbish():
    assert said("import gc; print(gc.isenabled())") == "False"


def test_what_talks_to_meta_imports_no_command_line_of_a_library():
    theirs = "[n for n in sys.modules if n.partition('.')[0] in ('click', 'rich', 'pygments')]"
    asked = f"import pixecom_desktop.meta.transport; print({theirs}, 'httpx' in sys.modules)"

    assert said(asked) == "[] True"


def test_a_table_makes_no_class_of_widget_that_nobody_shows():
    table = "from pixecom_desktop.ui.tables.ads_table import AdsTableView as View"
    prefs = "from pixecom_desktop.domain.preferences import SellerPreferences"
    made = "app = window.imported().application(); view = View(SellerPreferences()); view.grab()"
    named = "'QWizard' in vars(sys.modules['PySide6.QtWidgets'])"
    asked = "import PySide6.QtWidgets as all; all.QWizard"

    assert said(f"{table}; {prefs}; {made}; print({named}); {asked}; print({named})") == (
        "False\nTrue"
    )
