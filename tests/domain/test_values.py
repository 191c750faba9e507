"""What the house's dataclass shares with the standard one, which it stands in for."""

import copy
import dataclasses
import pickle
import re
from dataclasses import FrozenInstanceError, asdict, field, fields, replace
from pathlib import Path

import pytest

import pixecom_desktop
from pixecom_desktop.domain import values


def both(**asked):
    """Return the same class made by either decorator."""

    def made(by):
        @by(frozen=True, slots=True, **asked)
        class Row:
            """A row."""

            name: str
            count: int = 2
            notes: dict[str, int] = field(default_factory=dict)
            hidden: str = field(default="", repr=False)
            aside: int = field(default=0, compare=False)
            kept: list[int] = field(default_factory=list, init=False)
            length: int = field(default=0, init=False)

            def __post_init__(self):
                object.__setattr__(self, "length", len(self.name))

        return Row

    return made(values.dataclass), made(dataclasses.dataclass)


@pytest.mark.parametrize("asked", [{}, {"kw_only": True}])
def test_a_value_is_made_shown_and_parted_as_the_standard_one(asked):
    quick, standard = both(**asked)
    for given in ({"name": "one"}, {"name": "two", "count": 3, "notes": {"a": 1}, "hidden": "x"}):
        ours, theirs = quick(**given), standard(**given)
        assert repr(ours) == repr(theirs)
        assert asdict(ours) == asdict(theirs)
        assert repr(replace(ours, name="three")) == repr(replace(theirs, name="three"))
    assert [one.name for one in fields(quick)] == [one.name for one in fields(standard)]
    assert quick.__match_args__ == standard.__match_args__
    assert quick.__dataclass_params__.frozen
    assert quick(name="one").notes is not quick(name="one").notes


@pytest.mark.parametrize("asked", [{}, {"kw_only": True}])
@pytest.mark.parametrize("given", [((), {}), (("a", 1, {}, "", 0, 5), {}), ((), {"nobody": 1})])
def test_wrong_words_are_refused_as_by_the_standard_one(asked, given):
    said = []
    for kind in both(**asked):
        with pytest.raises(TypeError) as refused:
            kind(*given[0], **given[1])
        said.append(str(refused.value))
    assert said[0] == said[1]


def test_equal_values_have_one_hash_and_what_is_not_compared_does_not_count():
    @values.dataclass(frozen=True, slots=True)
    class Point:
        """A point."""

        x: int
        label: str = field(default="", compare=False)

    @values.dataclass(frozen=True, slots=True)
    class Other:
        """Another one with the same fields."""

        x: int
        label: str = field(default="", compare=False)

    assert Point(1, "a") == Point(1, "b")
    assert hash(Point(1, "a")) == hash(Point(1, "b"))
    assert Point(1) != Point(2)
    assert Point(1) != Other(1)
    assert Point(1) != 1


def test_a_value_never_changes():
    quick, _standard = both()
    row = quick("one")
    for change in (lambda: setattr(row, "name", "two"), lambda: setattr(row, "nobody", 1)):
        with pytest.raises(FrozenInstanceError):
            change()
    with pytest.raises(FrozenInstanceError):
        del row.name
    assert not hasattr(row, "__dict__")


def test_a_value_that_inherits_has_the_fields_of_both():
    quick, _standard = both(kw_only=True)

    @values.dataclass(frozen=True, slots=True, kw_only=True)
    class Longer(quick):
        """A row with one more."""

        more: int

    made = Longer(name="one", more=3)

    assert (made.name, made.more, made.length) == ("one", 3, 3)
    assert made == Longer(name="one", more=3)
    assert quick(name="one") != made


@values.dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A value of a module, as pickle wants it."""

    name: str
    numbers: tuple[int, ...] = ()


def test_a_value_is_copied_and_pickled():
    one = Kept(name="one", numbers=(1, 2))

    assert copy.copy(one) == one
    assert copy.deepcopy(one) == one
    assert pickle.loads(pickle.dumps(one)) == one  # noqa: S301


def test_a_class_keeps_what_it_says_of_itself():
    @values.dataclass(frozen=True, slots=True)
    class Quiet:  # noqa: PLW1641 - made by the decorator
        """A value that is shown as dots."""

        text: str

        def __repr__(self):
            return "..."

        def __eq__(self, other):
            return isinstance(other, Quiet)

    assert repr(Quiet("one")) == "..."
    assert Quiet("one") == Quiet("two")
    assert hash(Quiet("one")) == hash(Quiet("one"))


def test_every_frozen_class_of_the_program_is_made_here():
    house = Path(pixecom_desktop.__file__).parent
    slow = [
        file.relative_to(house).as_posix()
        for file in house.rglob("*.py")
        if re.search(
            r"^from dataclasses import .*\bdataclass\b", text := file.read_text("utf-8"), re.M
        )
        and "@dataclass(frozen=True, slots=True" in text
    ]

    assert slow == []
