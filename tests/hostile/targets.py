"""Every target by its name."""

from __future__ import annotations

from tests.hostile import book, files, simulator, updates, wire
from tests.hostile.target import Target

TARGETS: dict[str, Target] = {
    target.name: target for room in (wire, files, simulator, book, updates) for target in room.targets()
}
