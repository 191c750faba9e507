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
            "offline."
        ),
        steps=(
            (tr("Connect a Meta account"), tr("Paste a token, or sign in with your browser")),
            (tr("Choose ad accounts"), tr("Only the ones you tick are downloaded")),
            (tr("Download history"), tr("It goes on in the background; you can begin at once")),
        ),
        detail=tr("To look around with made-up data, run pixecom-desktop demo."),
    )
