"""What was picked lately, filter by filter: it stands first where it is offered again. No Qt."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType

MOST = 5

Kept = Mapping[str, Sequence[str]]
_NONE: Kept = MappingProxyType({})


class Recents:
    """Values by the filter's key, the latest first; `keep` is told of every change."""

    def __init__(
        self, known: Kept | None = None, keep: Callable[[Kept], None] | None = None
    ) -> None:
        self._known = {key: tuple(values)[:MOST] for key, values in (known or {}).items()}
        self._keep = keep

    def of(self, key: str) -> tuple[str, ...]:
        """Return what was picked of a filter."""
        return self._known.get(key, ())

    def use(self, key: str, values: Iterable[str]) -> None:
        """Take note that these were picked."""
        after = tuple(dict.fromkeys([*values, *self.of(key)]))[:MOST]
        if after != self.of(key):
            self._known[key] = after
            if self._keep is not None:
                self._keep(self._known)
