"""Where a frozen build starts: the command line, as `python -m pixecom_desktop` does."""

import multiprocessing
import sys

if __name__ == "__main__":
    # A process that the program starts is this file again, and must not read the words first.
    multiprocessing.freeze_support()
    from pixecom_desktop.cli.main import main

    sys.exit(main())
