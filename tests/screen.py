"""A screen for each process that runs tests: windows on one screen would take the focus from each other."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

_SIZE = "1920x1080x24"


@contextmanager
def own_screen() -> Iterator[str]:
    """Run a virtual screen and give its name, such as ``:7``."""
    reader, writer = os.pipe()
    with tempfile.TemporaryFile() as errors:
        screen = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writer), "-screen", "0", _SIZE, "-nolisten", "tcp", "-noreset", "-dpi", "96"],
            pass_fds=(writer,), stdout=errors, stderr=errors,
        )  # fmt: skip
        os.close(writer)
        try:
            with os.fdopen(reader) as number:
                display = number.readline().strip()  # written when it is ready; nothing if it died
            if not display:
                errors.seek(0)
                raise RuntimeError(f"Xvfb did not start: {errors.read().decode(errors='replace')}")
            yield f":{display}"
        finally:
            screen.terminate()
            screen.wait()
