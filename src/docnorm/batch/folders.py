"""Which files a command line means, and where each one's output goes."""

from __future__ import annotations

import glob
import os
import stat
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from docnorm.errors import InputRefused, UsageError


class FoundFile(NamedTuple):
    """An input file, and its place below the folder it was found in: the output mirrors it."""

    path: Path
    place: Path


class Refused(NamedTuple):
    """An input that is not even tried, with the exit code and the reason."""

    path: str
    code: int
    why: str


class Placed(NamedTuple):
    """An input file and the file that its output goes to."""

    path: Path
    output: Path


def find_inputs(inputs: Sequence[str], suffixes: Collection[str], output: Path | None) -> Iterator[FoundFile | Refused]:
    """Yield every file that ``inputs`` mean, each once: files, folders with all below them, and globs.

    In folders only files with one of ``suffixes`` count; hidden ones, Word's lock files (``~$…``) and the output
    folder are passed over. Links to folders are not followed. Raises ``UsageError`` where the output folder is an
    input folder.
    """
    seen: set[str] = set()
    for name in inputs:
        try:
            for item in _expand(name, suffixes, output):
                real = os.path.realpath(item.path)
                if real not in seen:
                    seen.add(real)
                    yield item
        except InputRefused as error:
            yield Refused(name, error.exit_code, str(error))


def _expand(name: str, suffixes: Collection[str], output: Path | None) -> Iterator[FoundFile]:
    """Yield the files that one name of the command line means. Raises ``InputRefused`` for a glob without any."""
    path = Path(name)
    if path.is_dir():
        yield from _walk(path, suffixes, output)
    elif path.exists() or os.path.lexists(name) or not glob.has_magic(name):
        yield FoundFile(path, Path(path.name))  # a missing file is named where it is read
    else:
        # Shells that expand globs leave one that matches nothing; those that do not (Windows) leave them to us.
        names = sorted(glob.glob(name, recursive=True))
        if not names:
            raise InputRefused(f"{name}: no file matches")
        for each in names:
            if Path(each).is_dir():
                if "**" not in name:
                    yield from _walk(Path(each), suffixes, output)
            else:
                yield FoundFile(Path(each), Path(os.path.basename(each)))


def count_ignored(inputs: Sequence[str], suffixes: Collection[str], output: Path | None) -> Counter[str]:
    """Count, by suffix, the files in the folders among ``inputs`` that are not read: what a person may miss."""
    folders = (Path(name) for name in inputs if os.path.isdir(name))
    names = {os.path.realpath(path) for folder in folders for path in _list_files(folder, output)}
    found = Counter(Path(name).suffix.lower() for name in names)
    return Counter({suffix: n for suffix, n in found.items() if suffix not in suffixes})


def _walk(folder: Path, suffixes: Collection[str], output: Path | None) -> Iterator[FoundFile]:
    for path in _list_files(folder, output):
        if path.suffix.lower() in suffixes:
            yield FoundFile(path, path.relative_to(folder))


def _list_files(folder: Path, output: Path | None) -> Iterator[Path]:
    """Yield every file below a folder that a person would see, in a settled order.

    Named pipes, sockets and devices are none: to open a pipe that nobody writes to would wait for ever.
    """
    spared = os.path.realpath(output) if output is not None else ""
    if spared and os.path.realpath(folder) == spared:
        raise UsageError(f"{folder}: is input and output folder at once; name another output, or -w to replace")
    for here, folders, files in os.walk(folder):
        folders[:] = sorted(
            f for f in folders if not f.startswith(".") and os.path.realpath(os.path.join(here, f)) != spared
        )
        for name in sorted(files):
            if not name.startswith((".", "~$")) and not _is_special(os.path.join(here, name)):
                yield Path(here, name)


def _is_special(path: str) -> bool:
    try:
        return not stat.S_ISREG(os.stat(path).st_mode)
    except (OSError, ValueError):
        return False  # a link that leads nowhere, or a name that cannot be asked for: whoever reads it says so


def place_outputs(files: Iterable[FoundFile], output: Path, suffix: str | None) -> Iterator[Placed | Refused]:
    """Yield where each file's output goes below the folder ``output``, in order; ``suffix`` is ``.docx`` and the like.

    Without a suffix every file keeps its name.

    Two that would share a name keep their own suffix in it; names that are still alike are refused, both of them.
    """
    every = list(files)
    names = _name_outputs(every, suffix) if suffix is not None else [f.place for f in every]
    final = _group_by_name(names, every)
    for file, name in zip(every, names, strict=True):
        rivals = [str(other.path) for other in final[_fold_name(name)] if other is not file]
        if rivals:
            why = f"its output {output / name} would also be that of {rivals[0]}; give them different names"
            yield Refused(str(file.path), 4, f"{file.path}: {why}")
        else:
            yield Placed(file.path, output / name)


def _name_outputs(files: Sequence[FoundFile], suffix: str) -> list[Path]:
    """Return the output's name of each file; rivals for one name keep their own suffix in it."""
    plain = _group_by_name((f.place.with_suffix(suffix) for f in files), files)
    return [
        f.place.with_name(f.place.name + suffix) if len(plain[_fold_name(f.place.with_suffix(suffix))]) > 1
        else f.place.with_suffix(suffix)
        for f in files
    ]  # fmt: skip


def _group_by_name(names: Iterable[Path], files: Sequence[FoundFile]) -> dict[str, list[FoundFile]]:
    groups: dict[str, list[FoundFile]] = defaultdict(list)
    for name, file in zip(names, files, strict=True):
        groups[_fold_name(name)].append(file)
    return groups


def _fold_name(name: Path) -> str:
    """Return what a file system may take for the same name: Windows and macOS do not tell A from a."""
    if sys.platform in {"win32", "darwin"}:
        return unicodedata.normalize("NFC", str(name)).casefold()
    return str(name)
