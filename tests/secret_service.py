"""A real Secret Service for tests: gnome-keyring on a private D-Bus session, in a throw-away home.

Whoever asks on this bus for ``org.freedesktop.secrets`` starts the daemon, and is kept waiting by D-Bus until it
is there; when the bus ends, the daemon ends.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

CONFIGURATION = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={home}/bus</listen>
  <auth>EXTERNAL</auth>
  <servicedir>{home}/services</servicedir>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""

ACTIVATION = """[D-BUS Service]
Name=org.freedesktop.secrets
Exec={command}
"""
UNLOCKED = (
    """/bin/sh -c "printf %s '{password}' | exec gnome-keyring-daemon --unlock --foreground --components=secrets\""""
)
BROKEN = "/bin/false"


@contextmanager
def secret_service(home: Path, password: str = "open sesame", command: str = UNLOCKED) -> Iterator[str]:
    """Give the address of a bus with a keyring on it, unlocked if ``password`` is the one that made it."""
    (home / "services").mkdir(parents=True, exist_ok=True)
    home.chmod(0o700)
    (home / "bus.conf").write_text(CONFIGURATION.format(home=home))
    (home / "services" / "secrets.service").write_text(ACTIVATION.format(command=command.format(password=password)))
    environment = {"PATH": os.environ["PATH"], "HOME": str(home), "XDG_RUNTIME_DIR": str(home), "LC_ALL": "C.UTF-8"}
    with (home / "bus.log").open("ab") as log, bus(home, environment, log.fileno()) as address:
        yield address


@contextmanager
def bus(home: Path, environment: dict[str, str], log: int) -> Iterator[str]:
    command = ["dbus-daemon", f"--config-file={home}/bus.conf", "--nofork", "--print-address=1"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=log, text=True) as daemon:
        assert daemon.stdout is not None
        try:
            yield daemon.stdout.readline().strip()
        finally:
            daemon.terminate()
