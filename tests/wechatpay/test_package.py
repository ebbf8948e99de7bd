"""The package as a library."""

from __future__ import annotations

import subprocess
import sys


def test_errors_can_be_named_without_loading_what_is_heavy() -> None:
    code = (
        "import sys, pos_app.wechatpay, pos_app.wechatpay.errors\n"
        "heavy = {'requests', 'urllib3', 'cryptography', 'ssl', 'http.client'} & sys.modules.keys()\n"
        "sys.exit(', '.join(sorted(heavy)) or None)"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")
