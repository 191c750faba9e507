"""What there is to call: every function of a session, and every method of a service."""

from collections.abc import Iterator
from importlib import import_module
from inspect import getmembers, isclass, isfunction, signature
from pkgutil import iter_modules
from typing import get_type_hints

from sqlalchemy.orm import Session

from pixecom_desktop import services
from pixecom_desktop.services.bulk_job import Tools
from pixecom_desktop.services.people import People
from pixecom_desktop.services.sellers import Sellers
from pixecom_desktop.services.views import Views
from pixecom_desktop.storage import queries, repos
from pixecom_desktop.storage.database import Database

LATE = {one.__name__: one for one in (People, Sellers, Views)}
"""What a module names in its hints, and imports when it is asked for: no start waits for it."""


def modules(package) -> Iterator:
    for module in iter_modules(package.__path__, f"{package.__name__}."):
        yield import_module(module.name)


def own(module, kind) -> Iterator:
    for name, one in getmembers(module, kind):
        if one.__module__ == module.__name__ and not name.startswith("_"):
            yield one


def public_methods(cls) -> Iterator:
    for name, one in vars(cls).items():
        if isfunction(one) and not name.startswith("_"):
            yield one


def of_a_session() -> Iterator:
    """Yield every public function of `queries` and `repos` that works in a database session."""
    for package in (queries, repos):
        for module in modules(package):
            methods = (one for cls in own(module, isclass) for one in public_methods(cls))
            for function in (*own(module, isfunction), *methods):
                if Session in get_type_hints(function).values():
                    yield function


def of_services() -> Iterator[tuple[type, object]]:
    """Yield every class of `services` that has a database, with each of its public methods.

    One without hands its calls on to others: it reaches no row by itself.
    """
    for module in modules(services):
        for cls in own(module, isclass):
            if {Database, Tools} & set(get_type_hints(cls.__init__, localns=LATE).values()):
                for method in public_methods(cls):
                    yield cls, method


def takes_self(function) -> bool:
    return "self" in signature(function).parameters


def owner(method) -> type:
    """Return the class that a method belongs to."""
    return getattr(import_module(method.__module__), method.__qualname__.split(".")[0])
