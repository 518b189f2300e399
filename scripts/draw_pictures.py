"""Draw the pictures of the pages for clerks: ``draw_pictures.py docs/pictures``.

The local page is served and used in headless Chromium as a person would use it; the DOCX are drawn by LibreOffice.
``FONTCONFIG_FILE`` says what stands in for the faces of the standard. Every picture is made anew from the fixture, so
that none shows what the program no longer does.
"""

from __future__ import annotations

import base64
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from time import sleep

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "tests" / "support"), str(ROOT / "scripts")]

from render_docx import to_pdf, to_png  # noqa: E402

from docnorm.serve.run import prepare  # noqa: E402

from browser import Browser, browser  # noqa: E402  the tests' own driver: no port, no package

NAME = "对照检查材料.txt"
SOURCE = ROOT / "fixtures" / "party-meeting" / "in.txt"
WIDTH, HEIGHT = 1080, 640


@contextmanager
def serve_page() -> Iterator[str]:
    """Give the address of a running page."""
    place = prepare()
    thread = Thread(target=place.server.run, kwargs={"sockets": [place.listening]}, daemon=True)
    thread.start()
    while not place.server.started:
        sleep(0.01)
    yield place.address
    place.server.should_exit = True
    thread.join(10)


def drop(seen: Browser) -> None:
    """Drop the fixture on the page and wait for what it shows."""
    data = base64.b64encode(SOURCE.read_bytes()).decode()
    seen.run(f"""(() => {{
        const bytes = Uint8Array.from(atob("{data}"), (c) => c.charCodeAt(0));
        const carried = new DataTransfer();
        carried.items.add(new File([bytes], "{NAME}"));
        document.getElementById("drop").dispatchEvent(new DragEvent("drop", {{dataTransfer: carried, bubbles: true}}));
    }})()""")
    seen.wait("!document.getElementById('result').hidden && document.getElementById('report').innerText.length > 50")


def shoot(seen: Browser, target: Path) -> None:
    """Write what the browser shows as a PNG."""
    target.write_bytes(base64.b64decode(seen.ask("Page.captureScreenshot", format="png")["data"]))


def draw_page(folder: Path) -> None:
    """Draw the local page before a file is dropped, with its changes, and with one of them taken back."""
    with serve_page() as address, browser() as seen:
        seen.ask("Emulation.setDeviceMetricsOverride", width=WIDTH, height=HEIGHT, deviceScaleFactor=1, mobile=False)
        seen.open(address)
        seen.wait("document.getElementById('profile').options.length > 0")
        shoot(seen, folder / "drop.png")
        drop(seen)
        shoot(seen, folder / "changes.png")
        seen.run("document.querySelector('#report ins').click()")
        seen.wait("document.querySelector('#report .off') !== null")
        shoot(seen, folder / "taken-back.png")


def draw_word(folder: Path) -> None:
    """Draw the first page of the DOCX, plain and with its revisions."""
    command = [sys.executable, "-m", "docnorm", str(SOURCE), "-o"]
    with tempfile.TemporaryDirectory() as made:
        for name, more in (("word", []), ("word-revisions", ["--track-changes"])):
            document = Path(made, f"{name}.docx")
            subprocess.run([*command, str(document), *more], check=True)
            pages = to_png(to_pdf(document, Path(made)), Path(made), 64)
            pages[0].replace(folder / f"{name}.png")


def main() -> None:
    """Draw all pictures into the folder that is named."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    draw_page(folder)
    draw_word(folder)
    for picture in sorted(folder.glob("*.png")):
        print(picture.name, picture.stat().st_size)


if __name__ == "__main__":
    main()
