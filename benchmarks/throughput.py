"""``python -m benchmarks.throughput``: the door of ``benchmarks.speed.throughput``."""

from __future__ import annotations

from benchmarks.speed.throughput import main

if __name__ == "__main__":
    main()
