"""When what was changed is on the screen."""

import asyncio

FRAME_SECONDS = 0.03
"""Qt paints some milliseconds after it was asked to, and once more what was laid out anew."""


async def shown() -> None:
    """Return when rows that were just set are painted: what may follow them begins only then."""
    await asyncio.sleep(FRAME_SECONDS)
