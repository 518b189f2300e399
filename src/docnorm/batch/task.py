"""One input of the command: read, normalized, written; what came of it is a value that can cross between processes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from docnorm import api
from docnorm.batch.order import Order, Outcome
from docnorm.batch.route import is_streamed, refuse_rows
from docnorm.batch.streamed import process_stream
from docnorm.draft import Fate
from docnorm.errors import DocnormError, InputRefused, OutputFailed, UsageError
from docnorm.result import Normalized
from docnorm.review.selection import accept
from docnorm.system.atomic import write_whole
from docnorm.system.inputs import describe_decoding, name_input, read_input, refuse_same
from docnorm.text.places import Lines
from docnorm.writers.changes import count_rules, list_removals
from docnorm.writers.chapters import split_chapters
from docnorm.writers.findings import format_counts, format_lines, list_findings

_REPORTS = {"html": "report", "json": "json"}  # the writer of a report, by the format of its file


def process(
    path: str,
    output: Path | None,
    order: Order,
    report: Path | None = None,
    *,
    data: bytes | None = None,
    digest: bool = False,
    review: Callable[[Normalized], Normalized] | None = None,
) -> Outcome:
    """Read ``path`` (or ``data``, its bytes), normalize, write to ``output`` or give the bytes back.

    ``review`` asks a person which changes to make. ``digest`` asks for the SHA-256 of what was read: a checkpoint
    wants it.

    Raises ``DocnormError``.
    """
    if data is None:
        refuse_rows(path, output, order, report)
        if report is None and review is None and not order.accepted and is_streamed(path, order):
            return process_stream(path, output, order)
    data = read_input(path) if data is None else data
    try:
        source = api.read(data, format=order.format, encoding=order.encoding, path=path)
    except InputRefused as error:
        raise InputRefused(str(error) if path == "-" else f"{path}: {error}") from error
    document = api.finish(source, order.profile)
    if order.accepted:
        document = accept(document, dict(order.accepted))
    if review is not None:
        document = review(document)
    outcome = _describe_outcome(document, path, order)
    if digest:
        outcome = outcome._replace(sha256=_sha256(data))
    if order.mode != "write":
        return _review(document, outcome, order)
    if report is not None:
        write_whole(report, document.to_bytes(find_report_format(report)))
    return outcome._replace(data=_write(document, path, output, order))


def _describe_outcome(document: Normalized, path: str, order: Order) -> Outcome:
    """Return what is known of an input before anything is written."""
    return Outcome(
        path,
        5 if document.faults else 0,
        tuple(_describe_document(document, name_input(path), quiet=order.quiet)),
        applied=tuple(count_rules(document.draft, Fate.APPLIED).items()),
        suggested=count_rules(document.draft, Fate.SUGGESTED).total(),
        removals=len(list_removals(document.draft)),
    )


def _review(document: Normalized, outcome: Outcome, order: Order) -> Outcome:
    """Return the outcome with what ``--check`` or ``--diff`` shows; nothing is written."""
    name = name_input(outcome.path)
    if order.mode == "check":
        found = list_findings(document, name, Fate.APPLIED)
        suggestions = () if order.quiet else format_lines(list_findings(document, name, Fate.SUGGESTED))
        said = (*outcome.said, *(f"{row} (suggested)" for row in suggestions))
        return outcome._replace(code=max(outcome.code, 1 if found else 0), found=found, said=said)
    if order.diff == "unified":
        from docnorm.writers.diff import write_unified_diff

        rows = tuple(write_unified_diff(document, name))
    else:
        from docnorm.writers.inline_diff import write_inline_diff

        rows = tuple(write_inline_diff(document, name, by_rule=order.diff == "rules"))
    return outcome._replace(code=max(outcome.code, 1 if rows else 0), shown=rows)


def process_safely(path: str, output: Path | None, order: Order, report: Path | None = None) -> Outcome:
    """Return what ``process`` returns, with the digest; what it raises becomes part of the outcome.

    So one bad file does not end a batch.
    """
    try:
        return process(path, output, order, report, digest=True)
    except DocnormError as error:
        return Outcome(path, error.exit_code, (str(error),))
    except Exception as error:  # noqa: BLE001  a bug with one file; its words may quote the document
        return Outcome(path, 5, (f"{path}: a bug in docnorm ({type(error).__name__}); please report it",))


def summarise(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """Yield the lines of the table at the end of a batch."""
    applied: Counter[str] = Counter()
    for outcome in outcomes:
        applied.update(dict(outcome.applied))
    done = sum(o.code in {0, 1} and not o.skipped for o in outcomes)  # 1: --check or --diff has something to show
    counts = {
        "already done": sum(o.code == 0 and o.skipped for o in outcomes),
        "done but for lines that are no rows": sum(o.code == 3 and o.broken > 0 for o in outcomes),
        "refused": sum(o.code == 3 and o.broken == 0 for o in outcomes),
        "failed": sum(o.code in {2, 4, 5} for o in outcomes),
    }
    parts = [f"{len(outcomes)} files: {done} done", *(f"{n} {word}" for word, n in counts.items() if n)]
    suggested = sum(o.suggested for o in outcomes)
    removals = sum(o.removals for o in outcomes)
    removed = f" ({removals} of them take out more than 4 Han characters)" if removals else ""
    yield ", ".join(parts) + f"; {applied.total()} changes{removed}, {suggested} suggestions"
    yield from (f"  {row}" for row in format_counts(applied.items()))


def find_report_format(path: Path) -> str:
    """Return the writer of a report file, by its suffix. Raises ``UsageError``."""
    found = api.FORMATS.find_written(path)
    if found is None or found.name not in _REPORTS:
        raise UsageError(f"{path}: a report is .html (to look at) or .json (for programs)")
    return _REPORTS[found.name]


def _sha256(data: bytes) -> str:
    from hashlib import sha256

    return sha256(data).hexdigest()


def _write(document: Normalized, path: str, output: Path | None, order: Order) -> bytes | None:
    """Write the document where it belongs, or return its bytes for standard output."""
    if order.in_place:
        _replace_input(document, path, order)
        return None
    if order.split and output is not None:
        _write_chapters(document, output, order)
        return None
    data = _make_bytes(document, order.to, order)
    if output is None:
        return data
    refuse_same(path, output, "-w replaces inputs (and keeps a .bak)")
    write_whole(output, data)
    return None


def _write_chapters(document: Normalized, folder: Path, order: Order) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputFailed(f"{folder}: is no folder and cannot be made one: {error.strerror}") from error
    for part, name in split_chapters(document):
        write_whole(folder / f"{name}.{order.to}", _make_bytes(part, order.to, order))


def _make_bytes(document: Normalized, name: str, order: Order) -> bytes:
    make = document.to_verified_bytes if order.verify else document.to_bytes
    told, takes = order.writing.get(name, {}), api.FORMATS[name].takes
    if takes is not None:
        known = takes(document)
        told = {key: value for key, value in told.items() if key in known or key not in order.settled}
    return make(name, **told)


def _replace_input(document: Normalized, path: str, order: Order) -> None:
    """Write the document over its input, in the input's format, with a backup if wanted."""
    if path == "-":
        raise UsageError("-w cannot replace standard input")
    if document.source.format not in api.FORMATS:
        raise OutputFailed(f"{path}: -w cannot write {document.source.format}")
    name = document.source.format
    data = _make_bytes(document, name, order)
    origin = document.source.origin
    if data == origin:
        return
    if order.backup and isinstance(origin, bytes):
        write_whole(Path(path + ".bak"), origin)
    write_whole(Path(path), data)


def _describe_document(document: Normalized, name: str, *, quiet: bool) -> list[str]:
    """Return what a person should know of this file, whatever happens to it next."""
    said = [f"{name}: rule {fault.rule} failed ({fault.what}) and was left out" for fault in document.faults]
    if quiet:
        return said
    if spared := document.draft.spared:
        said.append(f"{name}: nothing would be left; {len(spared)} removals are suggestions only (--check lists them)")
    said += (f"{name}: {warning}" for warning in document.source.warnings)
    decoding = document.source.decoding
    unread = [lost for lost in decoding.lost if lost.span.start < lost.span.end]
    where = f" (the first in line {Lines(document.original).at(unread[0].span.start)[0]})" if unread else ""
    sure = decoding.confidence if document.original else 1.0
    said += describe_decoding(name, decoding.encoding, sure, len(unread), where)
    return said
