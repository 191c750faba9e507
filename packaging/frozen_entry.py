"""Where a frozen build starts: the command line, as `python -m pixecom_desktop` does."""

import sys

from pixecom_desktop.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
