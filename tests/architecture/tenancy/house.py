"""The program's services over one database, as the runtime plugs them together.

One that the runtime does not hold is made of what it does, by the types that its maker asks for.
"""

from typing import Any

from pixecom_desktop.config import Config
from pixecom_desktop.domain.clock import Clock, FixedClock
from pixecom_desktop.domain.events import Publish
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.runtime import Runtime
from pixecom_desktop.storage.database import Database
from tests.architecture.tenancy.answers import answered
from tests.architecture.tenancy.arguments import Caller, arguments
from tests.architecture.tenancy.world import Known
from tests.storage.repos.shop import NOW

NOBODY_LISTENS = "http://127.0.0.1:9"


class House:
    """The services of one workspace, for one asker who holds another's ids."""

    def __init__(self, database: Database, home, asker: Known, known: Known) -> None:
        clock = FixedClock(NOW)
        config = Config(home=home, token_key=Secret("ab" * 32), meta_base=NOBODY_LISTENS)
        self._runtime = Runtime(config, database, clock, _at_once)
        names = (name for name in dir(self._runtime) if not name.startswith("_"))
        held = (getattr(self._runtime, name) for name in names)
        self._parts = {type(one): one for one in held if _is_service(type(one))} | {
            Database: database,
            Config: config,
            Clock: clock,
            Publish: self._runtime.bus.publish,
        }
        self._caller = Caller(
            asker=asker, known=known, new_id=self._runtime._new_id, parts=self._parts
        )

    async def answer(self, cls: type, method: Any) -> Any:
        """Return what a method of a service answers to the other's ids; raises Unknown."""
        if cls not in self._parts:
            self._parts[cls] = cls(**arguments(cls.__init__, self._caller))
        given = arguments(method, self._caller)
        return await answered(lambda: getattr(self._parts[cls], method.__name__)(**given))


def _is_service(cls: type) -> bool:
    return cls.__module__.startswith("pixecom_desktop.services.")


async def _at_once(seconds: float) -> None:
    """Wait for nothing: the clock stands, so that both worlds make the same ids."""
