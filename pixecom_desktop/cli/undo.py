"""`undo [BATCH]`: take a bulk action back, the latest one unless another is named."""

import argparse

from pixecom_desktop.cli import workspace
from pixecom_desktop.cli.outcome import awaited, told
from pixecom_desktop.cli.signing import signed_in
from pixecom_desktop.config import Config
from pixecom_desktop.domain.journal import BulkResult
from pixecom_desktop.domain.subjects import AS_WANTED
from pixecom_desktop.runtime import Runtime


def run(asked: argparse.Namespace, config: Config) -> int:
    """Put back what still is what the action made it; 1 where anything was left alone."""

    async def work(runtime: Runtime) -> BulkResult:
        session = await signed_in(runtime, asked.seller)
        return await awaited(
            runtime, lambda stop: runtime.bulk.undo(session.scope, asked.batch, stop=stop)
        )

    result = workspace.run(config, work)
    return told(result, verb="put back", already=AS_WANTED, as_json=asked.json)
