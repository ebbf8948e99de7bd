"""Build what this machine can: ``python packaging/build.py bundle|deb|packages|reproduce``. See docs/packages.md.

  bundle      the program as a folder, with its licences and its bill of materials           dist/pos-app
  deb         the bundle, and the .deb alone
  packages    the bundle, packed: .deb and .tar.xz on Linux, an installer on Windows, a disk image on macOS
  reproduce   the bundle and the .deb twice, in two folders, compared byte for byte

Whatever is made carries the time of the commit, and no other, so that one commit gives the same bytes every time.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import platform
import shutil
import subprocess
import sys
import time
from pathlib import Path

import layout
import notices

ROOT = Path(__file__).parent.parent
DIST, WORK = ROOT / "dist", ROOT / "build" / "package"
LINUX_FILES = ROOT / "packaging" / "linux"
ARCHITECTURE = {"x86_64": "amd64", "aarch64": "arm64"}.get(platform.machine(), platform.machine())
DEPENDS = (
    "libc6 (>= 2.34), libgl1, libegl1, libfontconfig1, libdbus-1-3, libglib2.0-0, "
    "libwayland-client0, libwayland-cursor0, fonts-wqy-microhei | fonts-noto-cjk | fonts-wqy-zenhei"
)
"""The till's own libraries are in the bundle; these belong to the screen, its driver and its desktop."""


def main() -> None:
    """Do what is asked for."""
    parser = argparse.ArgumentParser(prog="packaging/build.py")
    parser.add_argument("deed", choices=("bundle", "deb", "packages", "reproduce"))
    began = time.monotonic()
    match parser.parse_args().deed:
        case "bundle":
            bundle(DIST)
        case "deb":
            debian_package(bundle(DIST), DIST)
        case "packages":
            packages()
        case "reproduce":
            reproduce()
    print(f"{time.monotonic() - began:.0f} s")


def packages() -> None:
    """Make the bundle and everything that this system can make of it."""
    shutil.rmtree(DIST, ignore_errors=True)
    folder = bundle(DIST)
    if sys.platform == "linux":
        made = [debian_package(folder, DIST), archive(folder)]
    elif sys.platform == "win32":
        made = [windows_setup(folder)]
    else:
        made = [disk_image()]
    for path in made:
        print(f"{path.relative_to(ROOT)}  {path.stat().st_size / 1e6:.1f} MB")


def bundle(into: Path) -> Path:
    """Freeze the program; give the folder."""
    work = WORK / "pyinstaller"
    shutil.rmtree(work, ignore_errors=True)
    _run(sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level=ERROR", f"--distpath={into}",
         f"--workpath={work}", "packaging/pos_app.spec", PYTHONHASHSEED="1")  # fmt: skip
    folder = into / "pos-app"
    if sys.platform == "linux":
        _run("strip", "--strip-unneeded", *map(str, _strippable(folder)))
    notices.write(folder / "licences", shipped=work / "pos_app" / "shipped.txt", version=version(), epoch=epoch())
    for path in [*folder.rglob("*"), folder]:
        os.utime(path, (epoch(), epoch()), follow_symlinks=False)
    print(f"{folder}: {size(folder) / 1e6:.0f} MB")
    return folder


def _strippable(folder: Path) -> list[Path]:
    """List libraries that may lose what only a debugger reads: all but those that a wheel brings along, which break."""
    libraries = [path for path in sorted(folder.rglob("*.so*")) if path.is_file() and not path.is_symlink()]
    return [path for path in libraries if path.suffix != ".zip" and not path.parent.name.endswith(".libs")]


def debian_package(folder: Path, into: Path) -> Path:
    """Pack the bundle for Debian and what descends from it."""
    tree = WORK / "deb"
    shutil.rmtree(tree, ignore_errors=True)
    shutil.copytree(folder, tree / "usr/lib/pos-app", symlinks=True)
    layout.mark(tree / "usr/lib/pos-app", "deb")
    (tree / "usr/bin").mkdir(parents=True)
    (tree / "usr/bin/pos-app").symlink_to("../lib/pos-app/pos-app")
    for name, place in (
        ("pos-app.desktop", "usr/share/applications"),
        ("pos-app.svg", "usr/share/icons/hicolor/scalable/apps"),
        ("org.pos_app.till.metainfo.xml", "usr/share/metainfo"),
    ):
        (tree / place).mkdir(parents=True, exist_ok=True)
        shutil.copy(LINUX_FILES / name, tree / place / name)
    manual = tree / "usr/share/doc/pos-app"
    manual.mkdir(parents=True)
    shutil.copy(folder / "licences" / "NOTICES.txt", manual / "copyright")
    control = tree / "DEBIAN"
    control.mkdir()
    for name in ("preinst", "postrm"):
        shutil.copy(LINUX_FILES / name, control / name)
        (control / name).chmod(0o755)
    (control / "control").write_text(_control(size(tree)), "utf-8")
    for path in [*tree.rglob("*"), tree]:
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
    package = into / f"pos-app_{version()}_{ARCHITECTURE}.deb"
    _run("dpkg-deb", "--root-owner-group", "-Zxz", "-z6", "--threads-max=2", "--build", str(tree), str(package))
    return package


def _control(installed: int) -> str:
    return f"""Package: pos-app
Version: {version()}
Architecture: {ARCHITECTURE}
Maintainer: pos_app <till@pos-app.invalid>
Installed-Size: {installed // 1024}
Depends: {DEPENDS}
Recommends: gnome-keyring | kwalletmanager
Section: misc
Priority: optional
Description: till for shops that take WeChat Pay with their own merchant account
 Rings up goods, shows a WeChat Pay code, proves each payment by signed replies, takes cash and parts, gives money
 back, and keeps every move in a ledger that shows tampering.
"""


def archive(folder: Path) -> Path:
    """Pack the bundle for systems without packages of their own, or to run it from a stick."""
    root = layout.portable(folder, version(), WORK / "portable")
    path = DIST / f"pos-app-{version()}-linux-{platform.machine()}.tar.xz"
    _run("tar", "--create", f"--file={path}", "--sort=name", "--owner=0", "--group=0", "--numeric-owner",
         "--format=gnu", f"--mtime=@{epoch()}", "--mode=u=rwX,go=rX", "--use-compress-program=xz -T2 -6",
         f"--directory={root.parent}", root.name)  # fmt: skip
    return path


def windows_setup(folder: Path) -> Path:
    """Make the installer for Windows. Its script is compiled on Linux too, over a stand-in: `make test-package`."""
    layout.mark(folder, "setup")
    path = DIST / f"pos-app-{version()}-setup.exe"
    _run("makensis", "-WX", f"-DVERSION={version()}", f"-DPAYLOAD={folder}", f"-DOUTPUT={path}",
         str(ROOT / "packaging/windows/pos_app.nsi"))  # fmt: skip
    return path


def disk_image() -> Path:
    """Sign the app bundle with what it may do, for whoever runs it here, and put it into a disk image."""
    app = DIST / "pos_app.app"
    entitlements = ROOT / "packaging/macos/entitlements.plist"
    _run("codesign", "--force", "--deep", "--options=runtime", f"--entitlements={entitlements}",
         f"--sign={os.environ.get('SIGN_AS', '-')}", str(app))  # fmt: skip
    path = DIST / f"pos-app-{version()}.dmg"
    _run("hdiutil", "create", "-volname", "pos_app", "-srcfolder", str(app), "-ov", "-format", "UDZO", str(path))
    return path


def reproduce() -> None:
    """Build twice and compare."""
    sums = []
    for turn in ("once", "twice"):
        into = WORK / turn
        shutil.rmtree(into, ignore_errors=True)
        folder = bundle(into)
        package = debian_package(folder, into)
        sums.append({path.name: _sum(path) for path in (package,)} | _sums(folder))
    differing = sorted(name for name in sums[0].keys() | sums[1].keys() if sums[0].get(name) != sums[1].get(name))
    for name in differing:
        print(f"differs: {name}")
    if differing:
        sys.exit(f"{len(differing)} of {len(sums[0])} files differ")
    print(f"two builds, {len(sums[0])} files each: the same bytes")


def _sums(folder: Path) -> dict[str, str]:
    return {str(path.relative_to(folder)): _sum(path) for path in sorted(folder.rglob("*")) if path.is_file()}


def _sum(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def size(folder: Path) -> int:
    """Add up what a folder holds, in bytes; links count for nothing."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def version() -> str:
    """Read the version from where it is written, without importing the program."""
    for line in (ROOT / "pos_app" / "__init__.py").read_text("utf-8").splitlines():
        if line.startswith("__version__"):
            return line.split('"')[1]
    sys.exit("pos_app/__init__.py names no version")


def epoch() -> int:
    """Give the time that everything made carries, in seconds: the commit's, or what the caller says."""
    if told := os.environ.get("SOURCE_DATE_EPOCH"):
        return int(told)
    asked = ["git", "log", "-1", "--format=%ct"]
    return int(subprocess.run(asked, cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout)


def _run(*words: str, **environment: str) -> None:
    subprocess.run(words, cwd=ROOT, check=True, env={**os.environ, "SOURCE_DATE_EPOCH": str(epoch()), **environment})


if __name__ == "__main__":
    main()
