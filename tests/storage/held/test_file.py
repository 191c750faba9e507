"""What is held survives in a file, as far as it is still true; nothing of it is taken on trust."""

import stat
from random import Random

from pixecom_desktop.domain.dates import DateRange
from pixecom_desktop.domain.enums import Level
from pixecom_desktop.domain.query import AdsQuery
from pixecom_desktop.storage.held import file, reading
from pixecom_desktop.storage.held.answer import answer
from pixecom_desktop.storage.queries import ads_table
from tests.storage.held.test_equal_to_the_database import (  # noqa: F401 - a fixture
    are_the_same,
    door,
    opened,
)
from tests.storage.repos.shop import NOW, ad, ago


async def test_a_file_spares_the_days_that_have_not_changed_and_is_never_believed_when_broken(
    door,  # noqa: F811
    tmp_path,
):
    business = await opened(door, Random(5))
    scope, sellers = business.shops[0].scope, (business.shops[0].seller.id,)
    folder = tmp_path / "figures"

    async def begun():
        return await door.read(scope, reading.begin, Level.AD, sellers, NOW, folder=folder)

    async def is_right(kept):
        query = AdsQuery(level=Level.AD)
        are_the_same(
            answer(kept.held, query, NOW), await door.read(scope, ads_table.table, query, NOW)
        )

    first = await begun()
    reading.store(first, folder)
    (path,) = folder.iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert (await begun()).read_days == 0

    business.trees[0][2].insert(0, ad("0001", business.trees[0][1][0].external_id, name="New"))
    await business.put()
    await business.tell(DateRange(ago(3), ago(2)))
    again = await begun()
    assert again.read_days == 2
    await is_right(again)

    whole = path.read_bytes()
    for broken in (
        whole[:-9],
        whole[: len(whole) // 2] + b"\x07" + whole[len(whole) // 2 + 1 :],
        whole.replace(f'"form": {file.FORM}'.encode(), b'"form": 0'),
        b"",
    ):
        path.write_bytes(broken)
        assert file.read(path, Level.AD) is None
        fresh = await begun()
        assert fresh.read_days > 2
    await is_right(fresh)
    path.write_bytes(whole)
    assert file.read(path, Level.ADSET) is None
