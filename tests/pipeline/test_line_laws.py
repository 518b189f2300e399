"""The laws of the whole line, on generated documents."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from laws import LAWS, PROFILES, documents


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=documents(), profile=st.sampled_from(PROFILES))
def test_law(law: Callable[[str, str], None], text: str, profile: str) -> None:
    law(text, profile)
