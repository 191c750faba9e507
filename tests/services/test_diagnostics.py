"""What an installation tells of itself to somebody who helps."""

import logging
from pathlib import Path

from pixecom_desktop.domain.access import Scope
from pixecom_desktop.log import set_up
from pixecom_desktop.sync.window import Asked
from tests.journeys.conftest import config, house, meta, on_sqlite

__all__ = ["config", "house", "meta", "on_sqlite"]


async def test_the_report_tells_how_things_stand_and_no_secret_no_id_no_home(
    house, config, meta, monkeypatch, tmp_path
):
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    set_up(config.log_folder)
    try:
        async with house(config) as home:
            await home.runtime.sync(home.session, Asked(), (meta.accounts[0],))
            logging.getLogger("pixecom_desktop.tried").error("with %s", meta.token)

            report = await home.runtime.diagnostics.report(home.session.scope, {"Qt": "6.x"})
    finally:
        set_up(None)

    assert meta.token not in report
    assert str(tmp_path) not in report
    assert "~" in report
    assert "- Qt: 6.x" in report
    assert not any(account in report.partition("## Log")[0] for account in meta.accounts)
    assert f"act_…{meta.accounts[0][-4:]}: " in report
    assert "- ad_stats_daily: " in report
    assert "pixecom_desktop.tried" in report


async def test_another_seller_counts_nothing_of_it(house, on_sqlite, meta):
    async with house(on_sqlite) as home:
        await home.runtime.sync(home.session, Asked(), (meta.accounts[0],))
        report = await home.runtime.diagnostics.report(Scope.for_seller(1), {})
    assert "- campaigns: 0" in report
    assert "act_" not in report.partition("## Log")[0]
