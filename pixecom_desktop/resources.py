"""The files that are no code: fonts, icons, pictures.

A wheel and a frozen build carry the repository's `resources/` as `pixecom_desktop/_resources`; a
checkout has it beside the package. Nobody else looks for files next to the code.
"""

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

PACKED = "_resources"
CHANGELOG = "CHANGELOG.md"


def resources() -> Traversable:
    """Return the folder of all resources, wherever this copy of the program keeps it."""
    return _resources_of(__file__)


@cache
def _resources_of(module: str) -> Traversable:
    packed = files("pixecom_desktop") / PACKED
    return packed if packed.is_dir() else Path(module).parent.parent / "resources"


def resource(name: str) -> Traversable:
    """Return a resource by its path below the folder, such as "icons/search.svg".

    Read it with `read_bytes()` or `read_text(encoding="utf-8")`. Raises FileNotFoundError for one
    that this copy of the program lacks.
    """
    found = resources().joinpath(*name.split("/"))
    if not found.is_file():
        raise FileNotFoundError(
            f"This copy of the program lacks its file {name}; install it again."
        )
    return found


def changelog() -> Traversable:
    """Return what is new, as Markdown; raises FileNotFoundError as `resource` does."""
    beside = Path(__file__).parent.parent / "packaging" / CHANGELOG
    packed = resources() / CHANGELOG
    return packed if packed.is_file() or not beside.is_file() else beside


def notices() -> str:
    """Return who made what of this program, as Markdown: its own files, and what a build carries.

    A frozen build has the licences of its packages in a folder beside the package.
    """
    own = resource("NOTICE.md").read_text(encoding="utf-8")
    built = Path(__file__).parent.parent / "licences" / "NOTICES.md"
    return f"{own}\n{built.read_text(encoding='utf-8')}" if built.is_file() else own
