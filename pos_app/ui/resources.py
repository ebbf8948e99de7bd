"""Where the plain files live that the glass needs: icons, fonts, theme, translations."""

from __future__ import annotations

from pathlib import Path

import pos_app

RESOURCES = Path(pos_app.__file__).parent.parent / "resources"
"""Holds in a checkout and in a bundle alike."""
