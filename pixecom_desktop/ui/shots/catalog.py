"""All shots in one row, and which of them are the README's and the guide's."""

from collections.abc import Mapping

from pixecom_desktop.ui.shots.around import AROUND
from pixecom_desktop.ui.shots.changes import CHANGES
from pixecom_desktop.ui.shots.linking import LINKING
from pixecom_desktop.ui.shots.scene import Shot
from pixecom_desktop.ui.shots.several import SEVERAL
from pixecom_desktop.ui.shots.table import TABLE

SHOTS: tuple[Shot, ...] = (*TABLE, *CHANGES, *LINKING, *AROUND, *SEVERAL)

KEPT: Mapping[str, str] = {
    "ads-manager": "chart",
    "connections": "connections",
    "compare": "rules-compared",
    "budget": "budget",
}
"""The pictures of the README and the guide by name, and the shot that each of them is."""
