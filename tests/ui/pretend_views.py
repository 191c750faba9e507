"""Saved views in memory, with the service's own refusals."""

from dataclasses import replace

from pixecom_desktop.domain.errors import NotFound
from pixecom_desktop.domain.views import BUILT_IN, SavedView, named


class PretendViews:
    """Fulfils `ViewKeeper`; `error` is raised by whatever is asked next."""

    def __init__(self) -> None:
        self.own: dict[str, SavedView] = {}
        self.start = ""
        self.error: Exception | None = None
        self._next = 1

    async def all(self) -> tuple[SavedView, ...]:
        self._fail()
        return (*BUILT_IN, *sorted(self.own.values(), key=lambda one: one.name))

    async def save(self, view: SavedView) -> str:
        self._fail()
        key = next((k for k, one in self.own.items() if one.name == view.name), "")
        if not key:
            key, self._next = str(self._next), self._next + 1
        self.own[key] = replace(view, key=key, name=named(view.name), is_mine=True)
        return key

    async def rename(self, key: str, name: str) -> None:
        self._fail()
        self.own[key] = replace(self.own[key], name=named(name))

    async def remove(self, key: str) -> None:
        self._fail()
        if key not in self.own:
            raise NotFound("There is no such view of yours.")
        del self.own[key]

    async def default(self) -> SavedView | None:
        self._fail()
        return next((one for one in await self.all() if one.key == self.start), None)

    async def make_default(self, key: str) -> None:
        self._fail()
        self.start = key

    def _fail(self) -> None:
        if self.error is not None:
            raise self.error
