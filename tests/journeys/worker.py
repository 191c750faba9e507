"""A worker as a process of its own with a short lease: what tests start, kill and count.

`python -m tests.journeys.worker SECONDS`: the program's own worker, its lease so long.
"""

import os
import sys

from pixecom_desktop import config
from pixecom_desktop.cli import worker, workspace

if __name__ == "__main__":
    settings = config.from_environment(os.environ)
    sys.exit(workspace.run(settings, worker.work, lease_seconds=float(sys.argv[1])))
