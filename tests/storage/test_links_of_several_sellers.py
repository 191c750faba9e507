"""One ad account that two sellers have linked: each sees its own link's state, and so does both."""

from sqlalchemy import update

from pixecom_desktop.domain.access import Scope
from pixecom_desktop.domain.clock import FixedClock
from pixecom_desktop.domain.enums import Role
from pixecom_desktop.services.linking import Linking
from pixecom_desktop.storage.schema.connections import ConnectionRow
from tests.storage.repos.shop import NOW, new_id, open_shop


async def test_an_account_of_two_sellers_has_in_each_the_state_that_it_has_there(database):
    one, other = await open_shop(database, "one"), await open_shop(database, "other")

    def fail(session):
        session.execute(update(ConnectionRow).values(last_error="Only in the other one."))

    await database.write(other.scope, fail)
    linking = Linking(
        database, None, None, None, print, clock=FixedClock(NOW), new_id=new_id, calls_per_hour=0
    )
    both = Scope.over({one.seller.id: Role.OWNER, other.seller.id: Role.OWNER})

    links = await linking.links(both)
    troubles = {link.connection.seller_id: link.status.error for link in links}
    assert troubles == {one.seller.id: "", other.seller.id: "Only in the other one."}
    downloads = await linking.downloads(both)
    assert sorted(download.trouble for download in downloads) == ["", "Only in the other one."]
    (alone,) = await linking.links(one.scope)
    assert alone.status.error == ""
