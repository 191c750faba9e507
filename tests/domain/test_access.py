"""Who may do what in one seller, and what a scope sees."""

import pytest

from pixecom_desktop.domain.access import HOUSE, PERMISSIONS, Permission, Scope, acting, require
from pixecom_desktop.domain.enums import Role
from pixecom_desktop.domain.errors import NotAllowed

TABLE = {
    Role.VIEWER: {Permission.VIEW},
    Role.MEMBER: {Permission.VIEW, Permission.ACT, Permission.EDIT},
    Role.ADMIN: set(Permission),
    Role.OWNER: set(Permission),
}


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("permission", Permission)
def test_a_role_may_what_the_table_says_and_nothing_else(role, permission):
    scope = Scope.for_seller(7, role)

    if permission in TABLE[role]:
        require(scope, permission)
    else:
        with pytest.raises(NotAllowed, match=role.title()):
            require(scope, permission)


def test_every_role_has_its_line():
    assert set(PERMISSIONS) == set(Role)


def test_a_scope_starts_with_the_least():
    scope = Scope()

    assert scope.role is Role.VIEWER
    assert not scope.house
    assert scope.seller_ids == frozenset()
    assert scope.acting_seller_id is None


def test_a_scope_of_one_seller_sees_and_acts_in_that_one():
    scope = Scope.for_seller(7, Role.MEMBER, user_id=3)

    assert scope.seller_ids == {7}
    assert scope.acting_seller_id == 7
    assert scope.user_id == 3
    assert not scope.house


@pytest.mark.parametrize("permission", Permission)
def test_the_house_itself_may_everything(permission):
    require(HOUSE, permission)


def test_acting_narrows_a_scope_to_the_one_seller_it_acts_in():
    scope = Scope(user_id=3, seller_ids=frozenset({1, 7, 9}), acting_seller_id=7, role=Role.MEMBER)

    narrowed = acting(scope)

    assert narrowed.seller_ids == {7}
    assert (narrowed.user_id, narrowed.role, narrowed.house) == (3, Role.MEMBER, False)


def test_the_house_acting_for_a_seller_sees_that_one_alone():
    narrowed = acting(Scope(house=True, acting_seller_id=7))

    assert narrowed.seller_ids == {7}
    assert not narrowed.house


@pytest.mark.parametrize(
    "scope",
    [
        Scope(),
        HOUSE,
        Scope(seller_ids=frozenset({1})),
        Scope(seller_ids=frozenset({1}), acting_seller_id=2),
    ],
)
def test_who_acts_in_no_seller_of_theirs_is_told_to_choose_one(scope):
    with pytest.raises(NotAllowed, match="Choose the seller"):
        acting(scope)
