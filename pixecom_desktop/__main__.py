"""`python -m pixecom_desktop` is the command line."""

import sys

from pixecom_desktop.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
