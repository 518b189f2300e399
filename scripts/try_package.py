"""Build wheel and sdist, and try them in empty environments: ``try_package.py [PYTHON ...] [--quick]``.

Each CPython that is named, or found on the path (3.11 to 3.14), gets an environment of its own with nothing but the
wheel; the main job is done there, and the tests are run from the unpacked sdist (not with ``--quick``). pipx and uv
are tried as the documentation says them. What is not installed is said. Exit code 1 where anything failed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
VERSIONS = ("3.11", "3.12", "3.13", "3.14")
NATIVE = "import docnorm.system.native as n; print('compiled' if n.native else 'pure')"


def run(*command: str | Path, cwd: Path | None = None, **more: str) -> subprocess.CompletedProcess[str]:
    """Run a command and return what came of it; the packages beside this script are not in its way."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "VIRTUAL_ENV"))} | more
    return subprocess.run([*map(str, command)], cwd=cwd, env=environment, capture_output=True, text=True, check=False)


def find_pythons(named: list[str]) -> Iterator[tuple[str, str | None]]:
    """Yield each version with its interpreter, None where there is none."""
    for path in named:
        told = run(path, "-c", "import sys; print('%d.%d' % sys.version_info[:2])")
        yield told.stdout.strip() or path, path if told.returncode == 0 else None
    for version in VERSIONS if not named else ():
        path = shutil.which(f"python{version}")
        works = path is not None and run(path, "--version").returncode == 0
        yield version, path if works else None


def build(folder: Path) -> tuple[Path, Path]:
    """Return the wheel and the sdist."""
    done = run(sys.executable, "-m", "hatchling", "build", "-d", folder, cwd=ROOT)
    if done.returncode:
        raise SystemExit(done.stderr)
    return next(folder.glob("*.whl")), next(folder.glob("*.tar.gz"))


def do_main_job(normalize: Path, *first: str) -> str:
    """Return what came of the main job, done by the installed command."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder, "out.docx")
        done = run(normalize, *first, ROOT / "fixtures/party-meeting/in.txt", "-o", target)
        good = done.returncode == 0 and target.is_file()
    return "ok" if good else f"FAILED: {done.stderr[-300:]}"


def try_python(python: str, wheel: Path, sdist: Path, *, quick: bool) -> str:
    """Return what came of an empty environment of ``python``: installing, the main job, the tests."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder, "env")
        made = run(python, "-m", "venv", home)
        scripts = home / ("Scripts" if os.name == "nt" else "bin")
        if made.returncode == 0:
            made = run(scripts / "python", "-m", "pip", "install", "-q", wheel)
        if made.returncode:
            return f"FAILED to install: {made.stderr[-300:]}"
        kind = run(scripts / "python", "-c", NATIVE, cwd=Path(folder)).stdout.strip()
        told = [kind, do_main_job(scripts / "normalize"), do_main_job(scripts / "python", "-m", "docnorm")]
        if not quick:
            told.append(run_tests(scripts / "python", wheel, sdist, Path(folder)))
        return ", ".join(told)


def run_tests(python: Path, wheel: Path, sdist: Path, folder: Path) -> str:
    """Return the last line of the tests, run from the unpacked sdist against the installed wheel."""
    made = run(python, "-m", "pip", "install", "-q", f"{wheel}[test]")
    if made.returncode:
        return f"FAILED to install what the tests need: {made.stderr[-300:]}"
    with tarfile.open(sdist) as archive:
        archive.extractall(folder, filter="data")
    tree = folder / sdist.name.removesuffix(".tar.gz")
    done = run(python, "-m", "pytest", "-q", "-n", "auto", cwd=tree)
    return f"{'' if done.returncode == 0 else 'FAILED: '}{(done.stdout.strip().splitlines() or ['no test'])[-1]}"


def try_tool(name: str, *words: str, wheel: Path) -> str:
    """Return what came of ``pipx install`` or ``uv tool install``."""
    found = shutil.which(name)
    if found is None:
        return "not installed"
    with tempfile.TemporaryDirectory() as folder:
        places = {key: f"{folder}/{key}" for key in ("PIPX_HOME", "PIPX_BIN_DIR", "UV_TOOL_DIR", "UV_TOOL_BIN_DIR")}
        done = run(found, *words, wheel, **places)
        if done.returncode:
            return f"FAILED: {done.stderr[-300:]}"
        return do_main_job(Path(places[f"{name.upper()}{'_TOOL' if name == 'uv' else ''}_BIN_DIR"], "normalize"))


def main() -> int:
    """Build, try everything, print a line for each; return 1 where something failed."""
    named = [word for word in sys.argv[1:] if word != "--quick"]
    rows: list[tuple[str, str]] = []
    with tempfile.TemporaryDirectory() as folder:
        wheel, sdist = build(Path(folder))
        rows += [(file.name, f"{file.stat().st_size / 1e6:.1f} MB") for file in (wheel, sdist)]
        for version, python in find_pythons(named):
            told = "not installed" if python is None else try_python(
                python, wheel, sdist, quick="--quick" in sys.argv
            )  # fmt: skip
            rows.append((f"CPython {version}", told))
            print(*rows[-1], sep=": ", flush=True)
        rows.append(("pipx install", try_tool("pipx", "install", wheel=wheel)))
        rows.append(("uv tool install", try_tool("uv", "tool", "install", wheel=wheel)))
    print(*(f"| {name} | {told} |" for name, told in rows), sep="\n")
    return int(any("FAILED" in told for _, told in rows))


if __name__ == "__main__":
    raise SystemExit(main())
