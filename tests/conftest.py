"""One switch, ``--accept``, and the same examples at every run."""

from __future__ import annotations

import pytest
from hypothesis import settings

# A test that fails once in fifty runs teaches people to run it again. New examples are looked for by benchmarks.laws.
settings.register_profile("docnorm", derandomize=True, deadline=None)
settings.load_profile("docnorm")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="accept the fixtures' present output as expected")


@pytest.fixture
def accept(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--accept"))
