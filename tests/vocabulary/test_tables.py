"""Tables are read where they lie in the file, and say what was put in."""

from __future__ import annotations

import hashlib
import json
import tempfile
from array import array
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from docnorm.lexicon.tables import map_tables, pack_tables

ITEMS = {"B": (0, 255), "b": (-128, 127), "H": (0, 65535), "I": (0, 2**32 - 1), "Q": (0, 2**64 - 1)}


@st.composite
def arrays(draw: st.DrawFn) -> dict[str, array[int]]:
    found = {}
    for name in draw(st.sets(st.text(min_size=1, max_size=4), max_size=5)):
        kind = draw(st.sampled_from(sorted(ITEMS)))
        low, high = ITEMS[kind]
        found[name] = array(kind, draw(st.lists(st.integers(low, high), max_size=20)))
    return found


@given(arrays(), st.text(max_size=100))
def test_what_is_packed_is_mapped(sections: dict[str, array[int]], what: str) -> None:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        path = Path(folder, "tables.bin")
        path.write_bytes(pack_tables({"what": what}, sections))

        about, found = map_tables(path)

        assert about["what"] == what
        assert {name: (part.format, part.tolist()) for name, part in found.items()} == {
            name: (part.typecode, part.tolist()) for name, part in sections.items()
        }


def test_arrays_lie_where_a_processor_reads_them_best_and_have_a_digest() -> None:
    data = pack_tables({}, {"a": array("B", [1]), "b": array("Q", [2])})

    head, _, body = data.partition(b"\n")
    about = json.loads(head)

    assert (len(head) + 1) % 64 == 0
    assert about["sections"] == [["a", "B", 1, 0], ["b", "Q", 1, 8]]
    assert about["sha256"] == hashlib.sha256(body).hexdigest()
