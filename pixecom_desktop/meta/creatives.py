"""What an ad shows and where it leads, out of the many shapes in which Meta says so.

Only http and https addresses pass: they are shown and opened by people.
"""

from collections.abc import Iterator

from pixecom_desktop.domain.ads import Creative
from pixecom_desktop.domain.text import clean
from pixecom_desktop.meta.payloads import CreativeNode

_LONGEST = 2_000
_STORIES = ("link_data", "video_data", "template_data", "photo_data")


def creative_from(node: CreativeNode) -> Creative:
    """Return the creative of a payload; `landing_url` "" where Meta names none."""
    return Creative(
        external_id=clean(node.id),
        name=clean(node.name),
        thumbnail_url=_web(node.thumbnail_url),
        landing_url=next(filter(None, map(_web, _links(node))), ""),
    )


def _links(node: CreativeNode) -> Iterator[object]:
    """Yield where the link may stand, the ad's own first."""
    yield node.link_url
    story = _mapping(node.object_story_spec)
    for name in _STORIES:
        part = _mapping(story.get(name))
        yield part.get("link")
        yield _mapping(_mapping(part.get("call_to_action")).get("value")).get("link")
        for card in _items(part.get("child_attachments")):
            yield _mapping(card).get("link")
    for one in _items(_mapping(node.asset_feed_spec).get("link_urls")):
        yield _mapping(one).get("website_url")
    yield node.object_url


def _web(value: object) -> str:
    if not isinstance(value, str) or len(value) > _LONGEST:
        return ""
    text = clean(value).strip()
    return text if text.lower().startswith(("https://", "http://")) else ""


def _mapping(value: object) -> dict[str, object]:
    return value if isinstance(value, dict) else {}


def _items(value: object) -> list[object]:
    return value if isinstance(value, list) else []
