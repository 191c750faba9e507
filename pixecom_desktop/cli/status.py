"""`status pause|activate`: the bulk action over the ids that are given."""

import argparse

from pixecom_desktop.cli import workspace
from pixecom_desktop.cli.outcome import awaited, told
from pixecom_desktop.cli.signing import signed_in
from pixecom_desktop.config import Config
from pixecom_desktop.domain.actions import BulkOrder, SetStatus
from pixecom_desktop.domain.enums import EntityStatus, Level
from pixecom_desktop.domain.journal import BulkResult
from pixecom_desktop.runtime import Runtime

STATUSES = {"pause": EntityStatus.PAUSED, "activate": EntityStatus.ACTIVE}


def run(asked: argparse.Namespace, config: Config) -> int:
    """Change the statuses; 1 where one failed."""
    command = SetStatus(status=STATUSES[asked.act])
    order = BulkOrder(command=command, level=Level(asked.level.upper()), ids=tuple(asked.ids))

    async def work(runtime: Runtime) -> BulkResult:
        session = await signed_in(runtime, asked.seller)
        return await awaited(
            runtime, lambda stop: runtime.bulk.apply(session.scope, order, stop=stop)
        )

    result = workspace.run(config, work)
    return told(result, verb=command.done, already=command.already, as_json=asked.json)
