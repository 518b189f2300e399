"""Long runs: damage, faults, hostile files, laws on generated documents, other programs."""

from __future__ import annotations

import sys
from pathlib import Path

# Campaigns draw from the same strategies and builders as the tests.
sys.path.insert(0, str(Path(__file__).parents[2] / "tests" / "support"))
