"""Two switches, ``--accept`` and ``--timings``, and the same examples at every run."""

from __future__ import annotations

import pytest
from hypothesis import Phase, settings

# A test that fails once in fifty runs teaches people to run it again. New examples are looked for by benchmarks.laws.
settings.register_profile("docnorm", derandomize=True, deadline=None)
# Mutation testing asks whether anything fails, not what the least example is: shrinking is most of its time.
settings.register_profile("mutants", derandomize=True, deadline=None, phases=(Phase.explicit, Phase.generate))
settings.load_profile("docnorm")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="accept the fixtures' present output as expected")
    parser.addoption("--timings", action="store_true", help="also run the tests that a busy machine can fail")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what measures time: whether a change is right must not depend on what else the machine does."""
    if config.getoption("--timings"):
        return
    timed = [item for item in items if item.get_closest_marker("timing")]
    config.hook.pytest_deselected(items=timed)
    items[:] = [item for item in items if not item.get_closest_marker("timing")]


@pytest.fixture
def accept(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--accept"))
