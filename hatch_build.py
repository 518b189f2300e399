"""Compile ``docnorm._native`` where there is a compiler; elsewhere the wheel is pure Python, and one line says so.

``DOCNORM_PURE=1`` leaves the extension out, ``DOCNORM_NATIVE=1`` makes its failure an error (for published wheels).
"""

from __future__ import annotations

import os
import sys
import sysconfig
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]  # the name that hatchling asks for
    """Adds the extension to a wheel, or puts it beside the sources of an editable install."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile before the files are gathered."""
        if self.target_name != "wheel" or os.environ.get("DOCNORM_PURE", "0") not in {"", "0"}:
            return
        home = Path(self.root, "src", "docnorm") if version == "editable" else Path(tempfile.mkdtemp())
        try:
            built = compile_native(Path(self.root), home)
        except BaseException as error:
            if os.environ.get("DOCNORM_NATIVE", "0") not in {"", "0"}:
                raise
            # SystemExit is how setuptools says that there is no compiler; interrupts must pass.
            if not isinstance(error, (Exception, SystemExit)):
                raise
            self.app.display_warning(f"docnorm is installed without its compiled part ({type(error).__name__})")
            return
        if version == "editable":
            return
        build_data["force_include"][str(built)] = f"docnorm/{built.name}"
        build_data["pure_python"] = False
        build_data["tag"] = f"cp311-abi3-{sysconfig.get_platform().replace('-', '_').replace('.', '_')}"


def compile_native(root: Path, home: Path) -> Path:
    """Compile the extension into ``home`` and return its path."""
    from setuptools import Distribution, Extension

    # Sums must come out as in Python: no fused multiplication. MSVC and clang on x86 do none unasked.
    flags = [] if os.name == "nt" else ["-O3", "-std=c11", "-ffp-contract=off", "-fvisibility=hidden"]
    sources = sorted(str(path) for path in (root / "native").glob("*.c"))
    extension = Extension("_native", sources, extra_compile_args=flags, py_limited_api=True)
    distribution = Distribution({"name": "docnorm", "ext_modules": [extension]})
    command = distribution.get_command_obj("build_ext")
    command.build_lib = str(home)
    command.build_temp = tempfile.mkdtemp()
    command.ensure_finalized()
    command.run()
    return Path(command.get_outputs()[0])


if __name__ == "__main__":  # python hatch_build.py FOLDER
    compile_native(Path(__file__).parent, Path(sys.argv[1]).resolve())
