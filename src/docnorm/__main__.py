"""``python -m docnorm`` is the command ``normalize``."""

from __future__ import annotations

import sys

from docnorm.cli import main

if __name__ == "__main__":
    sys.exit(main())
