"""The pages of a window, each made when it is first wanted: the first frame needs one of them."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from typing_extensions import override

from pixecom_desktop.ui.pages.base import Page
from pixecom_desktop.ui.pages.catalog import PageSpec


class Shelf(Mapping[str, Page]):
    """Pages by key, in the order of the rail; `made` are those that exist by now."""

    def __init__(self, specs: Sequence[PageSpec], make: Callable[[PageSpec], Page]) -> None:
        self._specs = {spec.key: spec for spec in specs}
        self._make = make
        self.made: dict[str, Page] = {}

    @override
    def __getitem__(self, key: str) -> Page:
        if key not in self.made:
            self.made[key] = self._make(self._specs[key])
        return self.made[key]

    @override
    def __iter__(self) -> Iterator[str]:
        return iter(self._specs)

    @override
    def __len__(self) -> int:
        return len(self._specs)

    @property
    def is_whole(self) -> bool:
        """Tell whether every page is made."""
        return len(self.made) == len(self._specs)

    def make_next(self) -> None:
        """Make the next page that is missing."""
        for key in self._specs:
            if key not in self.made:
                self[key]
                return
