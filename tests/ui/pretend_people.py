"""A team in memory, which keeps the rules that its page relies on."""

from dataclasses import replace

from pixecom_desktop.domain.enums import Role
from pixecom_desktop.domain.errors import NotAllowed, UserError
from pixecom_desktop.domain.people import Person
from pixecom_desktop.domain.session import Membership, Seller

ONE = Seller(id=1, slug="one", name="Shop one")
TWO = Seller(id=2, slug="two", name="Shop two")


class FakeTeam:
    def __init__(self, *, is_team: bool = True) -> None:
        self.is_team = is_team
        self.user_id = 1
        self.managed = tuple(Membership(seller=one, role=Role.OWNER) for one in (ONE, TWO))
        self.done: list[tuple[object, ...]] = []
        self.refuses = ""
        self.people = [
            Person(id=1, email="me@agency.example", is_superadmin=True, memberships=self.managed),
            Person(
                id=2,
                email="other@agency.example",
                memberships=(Membership(seller=ONE, role=Role.MEMBER),),
                has_more=True,
            ),
        ]

    async def all(self):
        if self.refuses:
            raise NotAllowed(self.refuses)
        return tuple(self.people)

    async def is_superadmin(self):
        return True

    async def add(self, email, password, role, slug):
        if password is None:
            raise UserError("A new user needs a password.")
        seller = ONE if slug == ONE.slug else TWO
        person = Person(id=3, email=email, memberships=(Membership(seller=seller, role=role),))
        self.people.append(person)
        return True

    async def set_role(self, user_id, slug, role):
        if self.refuses:
            raise NotAllowed(self.refuses)
        self.done.append(("role", user_id, slug, role))

    async def set_password(self, user_id, password):
        self.done.append(("password", user_id, password.reveal()))

    async def leave(self, email, slug):
        self.done.append(("leave", email, slug))

    async def shut_out(self, email):
        self._set(email, is_active=False)

    async def let_back(self, email):
        self._set(email, is_active=True)

    def _set(self, email, *, is_active):
        self.people = [
            replace(one, is_active=is_active) if one.email == email else one for one in self.people
        ]
