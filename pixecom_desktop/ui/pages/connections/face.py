"""What a page shows where no ad account is linked yet. No Qt."""

from pixecom_desktop.ui.translate import tr
from pixecom_desktop.ui.widgets.face import FaceText


def not_connected() -> FaceText:
    """Return the face of a workspace without ad accounts."""
    return FaceText(
        icon="plug",
        tone="accent",
        title=tr("Connect Meta to see your campaigns"),
        text=tr(
            "PixEcom copies campaigns and stats to this computer, so tables stay fast and work "
            "offline. Paste an access token and choose the ad accounts."
        ),
        detail=tr("To look around with made-up data, run pixecom-desktop demo."),
    )
