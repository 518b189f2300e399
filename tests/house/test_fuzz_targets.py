"""What ``benchmarks.campaigns.fuzz`` runs for hours, on its seeds. What a campaign found is one of them."""

from __future__ import annotations

import pytest

from fuzz_seeds import SEEDS
from fuzz_targets import TARGETS


@pytest.mark.parametrize("target", TARGETS)
def test_the_seeds_break_no_promise(target: str) -> None:
    for seed in SEEDS[target]:
        for data in (seed, seed[: len(seed) // 2], seed[:1]):
            TARGETS[target](data)
