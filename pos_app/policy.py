"""What the administrator of a chain has fixed for all tills of a machine, whatever their own settings say.

The policy is a file of the same form and names as ``settings.toml``, in a place where only the machine's
administrator can write (`config.system_policy_file`). The training profile is left out: nothing of it may ever
point at live money or a live ledger.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pos_app.config import Profile
from pos_app.settings_text import SettingsError, parse, read

Tables = Mapping[str, Mapping[str, Any]]

_EACH_ITS_OWN = frozenset({"till.id"})
_OTHERS_MAY_WRITE = stat.S_IWGRP | stat.S_IWOTH


def load(profile: Profile) -> Tables:
    """Read what is fixed for a profile; nothing where there is no policy.

    Raises:
        SettingsError: the file is broken, says what only a till itself can say, or could be changed by the till.
    """
    file = profile.policy_file
    if profile.training or not (text := read(file)):
        return {}
    _check_owner(file)
    tables = parse(file, text)
    for place in sorted(_EACH_ITS_OWN & _places(tables)):
        raise SettingsError(file, "cannot be the same for all tills; set it at each", place=place)
    return tables


def over(own: Tables, fixed: Tables) -> Tables:
    """Lay what is fixed over a till's own; the table of keys counts as one thing."""
    names = dict.fromkeys([*own, *fixed])
    return {name: {**own.get(name, {}), **fixed.get(name, {})} for name in names}


def fixed(profile: Profile) -> frozenset[str]:
    """Name what a till cannot change, such as ``gateway.url``.

    Raises:
        SettingsError: as ``load``.
    """
    return _places(load(profile))


def _places(tables: Tables) -> frozenset[str]:
    return frozenset(f"{table}.{key}" for table, values in tables.items() for key in values)


def _check_owner(file: Path) -> None:
    """Refuse a policy that whoever uses the till could rewrite: it would only look like one."""
    if sys.platform == "win32":  # there the folder's own rights decide; docs/policy.md says how to set them
        return
    for path in (file, file.parent):
        found = path.stat()
        open_to_others = found.st_mode & _OTHERS_MAY_WRITE and not found.st_mode & stat.S_ISVTX
        if open_to_others or (os.geteuid() != 0 and found.st_uid == os.geteuid()):
            raise SettingsError(
                file, f"whoever uses the till can write to {path}; let root own it, and nobody else write there"
            )
