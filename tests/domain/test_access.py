"""Who may do what in one seller, and what a scope sees."""

import pytest

from pixecom_desktop.domain.access import HOUSE, PERMISSIONS, Permission, Scope, require
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
