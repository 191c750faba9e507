"""Services and screens take their enums and data classes from the domain, and repeat none.

Read from the sources, so that no screen has to be opened; the services are looked at alive too.
"""

import ast
import dataclasses
import importlib
import inspect
import pkgutil
import typing
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

import pytest

import pixecom_desktop
import pixecom_desktop.domain as domain_room
from pixecom_desktop.domain import enums

HOUSE = Path(pixecom_desktop.__file__).parent
BASES = {"Enum", "StrEnum", "IntEnum", "Flag", "IntFlag"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A class as its source writes it: an enum with its values, or a record with its fields."""

    where: str
    name: str
    is_enum: bool
    parts: frozenset[str]


def shapes(source: str, where: str) -> Iterator[Shape]:
    """Return every enum and every class of annotated fields in a source text."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.ClassDef):
            continue
        bases = {ast.unparse(base).split(".")[-1].split("[")[0] for base in node.bases}
        is_enum = bool(bases & BASES)
        parts = frozenset(_values(node) if is_enum else _fields(node))
        is_record = bool(bases & {"NamedTuple", "TypedDict", "Struct"}) or any(
            "dataclass" in ast.unparse(each) for each in node.decorator_list
        )
        if is_enum or is_record:
            yield Shape(where=where, name=node.name, is_enum=is_enum, parts=parts)


def _fields(node: ast.ClassDef) -> Iterator[str]:
    for each in node.body:
        if isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name):
            yield each.target.id


def _values(node: ast.ClassDef) -> Iterator[str]:
    for each in node.body:
        if isinstance(each, ast.Assign) and isinstance(each.value, ast.Constant):
            value = each.value.value
            # A number says nothing of what it stands for; a word is what would be stored.
            yield from [value] if isinstance(value, str) else []


def room(name: str) -> list[Shape]:
    return [
        shape
        for path in sorted((HOUSE / name).rglob("*.py"))
        for shape in shapes(path.read_text(encoding="utf-8"), str(path.relative_to(HOUSE)))
    ]


DOMAIN = room("domain")


def repeats(shape: Shape) -> list[str]:
    """Return the domain's classes that a class says once more: by name, or by what it holds."""
    return [
        f"{shape.where}: {shape.name} repeats {known.where}: {known.name}"
        for known in DOMAIN
        if known.name == shape.name or (known.is_enum == shape.is_enum and _alike(known, shape))
    ]


def _alike(known: Shape, shape: Shape) -> bool:
    """Tell whether most of a class is there already: two words of an enum, three fields."""
    common = known.parts & shape.parts
    enough = 2 if known.is_enum else 3
    return len(common) >= enough and 2 * len(common) > len(shape.parts)


@pytest.mark.acceptance("0.3-2")
def test_the_services_define_no_enum_and_repeat_no_class_of_the_domain():
    found = room("services")

    assert [shape.name for shape in found if shape.is_enum] == []
    assert [line for shape in found for line in repeats(shape)] == []


@pytest.mark.acceptance("0.3-3")
def test_the_user_interface_repeats_no_enum_and_no_class_of_the_domain():
    assert [line for shape in room("ui") for line in repeats(shape)] == []


@pytest.mark.acceptance("0.3-2", "0.3-3")
@pytest.mark.parametrize("name", ["services", "ui"])
def test_no_member_of_a_status_is_written_as_a_bare_word(name):
    statuses = {
        str(member)
        for enum in (enums.EntityStatus, enums.DeliveryStatus, enums.BudgetType, enums.RunState)
        for member in enum
    }
    guilty = [
        f"{path.relative_to(HOUSE)}:{node.lineno}: {node.value!r}"
        for path in sorted((HOUSE / name).rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and node.value in statuses
    ]

    assert guilty == []


# --- the services, alive --------------------------------------------------------------------


def service_modules() -> list[str]:
    path = HOUSE / "services"
    found = pkgutil.walk_packages([str(path)], "pixecom_desktop.services.")
    return [module.name for module in found]


def spoken_of(module_name: str) -> dict[str, type]:
    """Return the enums and data classes that the public doors of a service take and give."""
    module = importlib.import_module(module_name)
    doors = []
    for name, value in vars(module).items():
        if name.startswith("_") or getattr(value, "__module__", "") != module_name:
            continue
        if inspect.isfunction(value):
            doors.append(value)
        elif inspect.isclass(value):
            doors += [
                method
                for key, method in vars(value).items()
                if inspect.isfunction(method) and not key.startswith("_")
            ]
    return {
        f"{module_name}.{door.__qualname__}: {part.__name__}": part
        for door in doors
        for hint in typing.get_type_hints(door).values()
        for part in _parts(hint)
        if dataclasses.is_dataclass(part) or issubclass(part, Enum)
    }


def _parts(hint: object) -> Iterator[type]:
    if isinstance(hint, type) and not typing.get_args(hint):
        yield hint
    for inner in typing.get_args(hint):
        if isinstance(inner, list):
            for each in inner:
                yield from _parts(each)
        else:
            yield from _parts(inner)


@pytest.mark.acceptance("0.3-2")
@pytest.mark.parametrize("module", service_modules())
def test_what_a_service_takes_and_gives_is_the_domains_or_its_own_answer(module):
    foreign = [
        name
        for name, part in spoken_of(module).items()
        if not part.__module__.startswith(("pixecom_desktop.domain.", module))
    ]

    assert foreign == []


@pytest.mark.acceptance("0.3-2")
def test_the_services_do_speak_in_the_domains_words():
    words = {part for module in service_modules() for part in spoken_of(module).values()}
    known = {
        value
        for module in pkgutil.walk_packages(domain_room.__path__, "pixecom_desktop.domain.")
        for value in vars(importlib.import_module(module.name)).values()
        if isinstance(value, type)
    }

    assert len(words & known) >= 3


# --- the eyes of this test see what they should ---------------------------------------------


def record(head: str, fields: str) -> str:
    return "\n".join([f"{head}:", *(f"  {field}: object" for field in fields.split())])


@pytest.mark.parametrize(
    "source",
    [
        "class Status(StrEnum):\n  ON = 'ACTIVE'\n  OFF = 'PAUSED'",
        "class Level(enum.Enum):\n  A = 1",
        "@dataclass\nclass Campaign:\n  x: int",
        record("@dataclass(frozen=True)\nclass Line", "external_id name status delivery budget"),
        record("class Row(NamedTuple)", "external_id day spend impressions purchases clicks"),
        record("class Wire(TypedDict)", "currency timezone name external_id"),
    ],
)
def test_a_repeated_class_would_be_seen(source):
    (shape,) = shapes(source, "somewhere.py")

    assert repeats(shape)


@pytest.mark.parametrize(
    "source",
    [
        "class Theme(StrEnum):\n  DARK = 'dark'\n  LIGHT = 'light'",
        record("@dataclass\nclass Column", "key name width"),
        record("@dataclass\nclass Job", "scope batch command level rows stop"),
        record("class Plain", "external_id name status delivery"),
    ],
)
def test_a_class_of_a_screens_own_is_let_be(source):
    assert [line for shape in shapes(source, "ui/x.py") for line in repeats(shape)] == []
