"""The laws at scale: ``python -m benchmarks.campaigns.laws --cases 100000 [LAW ...]``, from the project's folder."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from laws import LAWS, PROFILES, documents


def main() -> None:
    names = {law.__name__: law for law in LAWS}
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("laws", nargs="*", metavar="LAW", help=f"which of {', '.join(names)} (default: all)")
    parser.add_argument("--cases", type=int, default=10_000, help="documents per law")
    wanted = parser.parse_args()
    for name in wanted.laws or names:
        begun = time.process_time()
        verdict = trial(names[name], wanted.cases)
        print(f"{name:<36} {wanted.cases:>8} cases  {verdict}  {time.process_time() - begun:.0f} s", flush=True)


def trial(law: Callable[[str, str], None], cases: int) -> str:
    """Return ``0 violations``, or the smallest document that breaks the law."""

    @settings(max_examples=cases, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(text=documents(), profile=st.sampled_from(PROFILES))
    def holds(text: str, profile: str) -> None:
        law(text, profile)

    try:
        holds()
    except Exception as error:
        return f"BROKEN: {error!r}"
    return "0 violations"


if __name__ == "__main__":
    main()
