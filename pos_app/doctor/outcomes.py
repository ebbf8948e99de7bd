"""Every way in which a look of the doctor can end: one table of codes and sentences, in English.

The glass translates the same sentences under the context "Doctor"; docs/doctor.md lists them.
"""

from __future__ import annotations

from pos_app.doctor.finding import Check, Outcome, Verdict

_GREEN, _AMBER, _RED = Verdict.GREEN, Verdict.AMBER, Verdict.RED


def QT_TRANSLATE_NOOP(_context: str, text: str) -> str:  # noqa: N802 - the name by which lupdate gathers sentences
    """Mark a sentence for translation without Qt."""
    return text


def _on(code: str, check: Check, verdict: Verdict, fact: str, advice: str = "") -> Outcome:
    return Outcome(code=code, check=check, verdict=verdict, fact=fact, advice=advice)


# ---------------------------------------------------------------- settings, and the looking itself

SETTINGS_GOOD = _on("D00", Check.SETTINGS, _GREEN, QT_TRANSLATE_NOOP("Doctor", "The settings of till {till} are whole"))
SETTINGS_BROKEN = _on(
    "D01", Check.SETTINGS, _RED, QT_TRANSLATE_NOOP("Doctor", "The settings cannot be used: {reason}"),
    QT_TRANSLATE_NOOP("Doctor", "Mend the place that is named, then look again."),
)  # fmt: skip
SETTINGS_MISSING = _on(
    "D02", Check.SETTINGS, _RED, QT_TRANSLATE_NOOP("Doctor", "These settings are empty: {names}"),
    QT_TRANSLATE_NOOP("Doctor", "Fill them in: until then no code can be shown. Cash can be taken."),
)  # fmt: skip
TRAINING = _on(
    "D03", Check.SETTINGS, _GREEN,
    QT_TRANSLATE_NOOP("Doctor", "This is training: its pretend WeChat Pay is inside the till, and no real money moves"),
)  # fmt: skip


def too_slow(check: Check) -> Outcome:
    """Say that a look had no end in time."""
    return _on(
        "D08", check, _AMBER, QT_TRANSLATE_NOOP("Doctor", "No end after {seconds} seconds; nothing can be said"),
        QT_TRANSLATE_NOOP("Doctor", "Look again when less is going on. If it stays so, that itself is the trouble."),
    )  # fmt: skip


def broken_off(check: Check) -> Outcome:
    """Say that a look met an error of the program's own."""
    return _on(
        "D09", check, _AMBER, QT_TRANSLATE_NOOP("Doctor", "The look itself broke off; the log has the error"),
        QT_TRANSLATE_NOOP("Doctor", "Save a support file, and send it to whoever looks after the program."),
    )  # fmt: skip


# ---------------------------------------------------------------- the way to WeChat Pay

NAME_FOUND = _on("D10", Check.NAME, _GREEN, QT_TRANSLATE_NOOP("Doctor", "{host} has the address {address}"))
NAME_UNKNOWN = _on(
    "D11", Check.NAME, _RED, QT_TRANSLATE_NOOP("Doctor", "No address was found for {host} ({reason})"),
    QT_TRANSLATE_NOOP(
        "Doctor", "See to the network cable or the Wi-Fi, then to the router and its name server (DNS)."
        " Cash can be taken meanwhile."
    ),
)  # fmt: skip
PORT_OPEN = _on("D12", Check.PORT, _GREEN, QT_TRANSLATE_NOOP("Doctor", "{host} takes connections on port {port}"))
PORT_SHUT = _on(
    "D13", Check.PORT, _RED,
    QT_TRANSLATE_NOOP("Doctor", "{host} takes no connection on port {port} at {address} ({reason})"),
    QT_TRANSLATE_NOOP("Doctor", "Let the router and the firewall pass connections to {host}, port {port}."),
)  # fmt: skip
PROXY_PASSES = _on("D14", Check.PROXY, _GREEN, QT_TRANSLATE_NOOP("Doctor", "The proxy {proxy} lets through to {host}"))
PROXY_REFUSES = _on(
    "D15", Check.PROXY, _RED,
    QT_TRANSLATE_NOOP(
        "Doctor", "The proxy {proxy} does not let through to {host} ({reason})"
    ),
    QT_TRANSLATE_NOOP("Doctor", "Ask whoever looks after the proxy to pass {host}, or mend the proxy's settings."),
)  # fmt: skip
TLS_GOOD = _on(
    "D16", Check.TLS, _GREEN,
    QT_TRANSLATE_NOOP("Doctor", "{host} proves who it is ({tls}); {issuer} vouches for it until {expires}"),
)  # fmt: skip
TLS_NOBODY = _on(
    "D17", Check.TLS, _RED,
    QT_TRANSLATE_NOOP("Doctor", "Nobody whom this till trusts vouches for {host} ({reason})"),
    QT_TRANSLATE_NOOP(
        "Doctor", "A filter or virus scanner may be opening the connection: let it leave {host} alone, or name its"
        " authority in the setting gateway.ca_file. No money can be taken through it as it is."
    ),
)  # fmt: skip
TLS_EXPIRED = _on(
    "D18", Check.TLS, _RED,
    QT_TRANSLATE_NOOP("Doctor", "By this computer's clock, the certificate of {host} is not valid now ({reason})"),
    QT_TRANSLATE_NOOP("Doctor", "Set this computer's date and time. If they are right, it is the host's to mend."),
)  # fmt: skip
TLS_OTHER = _on(
    "D19", Check.TLS, _RED, QT_TRANSLATE_NOOP("Doctor", "What answers for {host} is another host ({reason})"),
    QT_TRANSLATE_NOOP(
        "Doctor", "Does the network ask for a sign-in first, as in hotels? Sign in, or mend the name server."
    ),
)  # fmt: skip
TLS_BROKEN = _on(
    "D20", Check.TLS, _RED, QT_TRANSLATE_NOOP("Doctor", "No safe connection to {host} comes about ({reason})"),
    QT_TRANSLATE_NOOP(
        "Doctor", "Something between the till and {host} disturbs it: a firewall, a filter, a sign-in page."
    ),
)  # fmt: skip
HOST_SILENT = _on(
    "D21", Check.TLS, _RED, QT_TRANSLATE_NOOP("Doctor", "{host} is reached and says nothing ({reason})"),
    QT_TRANSLATE_NOOP("Doctor", "Look again in a minute. If it stays so, a filter between swallows the replies."),
)  # fmt: skip
ADDRESS_WRONG = _on(
    "D22", Check.NAME, _RED, QT_TRANSLATE_NOOP("Doctor", "The way to WeChat Pay cannot be tried: {reason}"),
    QT_TRANSLATE_NOOP("Doctor", "Mend the settings of [gateway]."),
)  # fmt: skip
PLAIN = _on(
    "D23", Check.TLS, _GREEN, QT_TRANSLATE_NOOP("Doctor", "{host} is this computer itself, spoken to without TLS")
)

CLOCK_RIGHT = _on(
    "D30", Check.CLOCK, _GREEN, QT_TRANSLATE_NOOP("Doctor", "The clock agrees with {host} within {seconds} s")
)
CLOCK_AHEAD = _on(
    "D31", Check.CLOCK, _AMBER, QT_TRANSLATE_NOOP("Doctor", "The clock is {seconds} s ahead of {host}"),
    QT_TRANSLATE_NOOP("Doctor", "Let the system set the time by itself: beyond 300 s WeChat Pay refuses everything."),
)  # fmt: skip
CLOCK_BEHIND = _on(
    "D32", Check.CLOCK, _AMBER, QT_TRANSLATE_NOOP("Doctor", "The clock is {seconds} s behind {host}"),
    QT_TRANSLATE_NOOP("Doctor", "Let the system set the time by itself: beyond 300 s WeChat Pay refuses everything."),
)  # fmt: skip
CLOCK_UNTOLD = _on(
    "D33", Check.CLOCK, _AMBER, QT_TRANSLATE_NOOP("Doctor", "{host} told no time to compare the clock with"),
    QT_TRANSLATE_NOOP("Doctor", "Compare the clock with a telephone's."),
)  # fmt: skip

# ---------------------------------------------------------------- keys

KEYRING_GOOD = _on(
    "D40", Check.KEYRING, _GREEN, QT_TRANSLATE_NOOP("Doctor", "The keyring opens and holds this till's keys")
)
KEYRING_NONE = _on(
    "D41", Check.KEYRING, _RED, QT_TRANSLATE_NOOP("Doctor", "There is no keyring that can be trusted ({reason})"),
    QT_TRANSLATE_NOOP(
        "Doctor", "Sign in to a desktop session; on Linux, install gnome-keyring or KWallet and start it there."
    ),
)  # fmt: skip
KEYRING_LOCKED = _on(
    "D42", Check.KEYRING, _RED, QT_TRANSLATE_NOOP("Doctor", "The keyring is locked"),
    QT_TRANSLATE_NOOP("Doctor", "Unlock it with the password of this computer's account, then look again."),
)  # fmt: skip
KEYRING_EMPTY = _on(
    "D43", Check.KEYRING, _RED, QT_TRANSLATE_NOOP("Doctor", "The keyring holds no keys of this till"),
    QT_TRANSLATE_NOOP("Doctor", "Import the merchant's keys. Until then no code can be shown; cash can be taken."),
)  # fmt: skip
KEYRING_DAMAGED = _on(
    "D44", Check.KEYRING, _RED, QT_TRANSLATE_NOOP("Doctor", "What the keyring holds for this till is no key"),
    QT_TRANSLATE_NOOP("Doctor", "Import the merchant's keys again."),
)  # fmt: skip
KEYRING_REFUSED = _on(
    "D45", Check.KEYRING, _RED, QT_TRANSLATE_NOOP("Doctor", "The keyring cannot be read: {reason}"),
    QT_TRANSLATE_NOOP("Doctor", "Sign out of this computer and in again, then look again."),
)  # fmt: skip
KEYS_GOOD = _on("D50", Check.KEYS, _GREEN, QT_TRANSLATE_NOOP("Doctor", "{words}"))
KEYS_UNPROVEN = _on(
    "D51", Check.KEYS, _AMBER, QT_TRANSLATE_NOOP("Doctor", "{words}"),
    QT_TRANSLATE_NOOP("Doctor", "Look again when WeChat Pay can be reached; renew in time what expires soon."),
)  # fmt: skip
KEYS_WRONG = _on(
    "D52", Check.KEYS, _RED, QT_TRANSLATE_NOOP("Doctor", "{words}"),
    QT_TRANSLATE_NOOP("Doctor", "Put in the keys that belong together; no code can be shown until then."),
)  # fmt: skip

# ---------------------------------------------------------------- disk and book

SPACE_GOOD = _on("D60", Check.SPACE, _GREEN, QT_TRANSLATE_NOOP("Doctor", "{free} are free where the till writes"))
SPACE_SHORT = _on(
    "D61", Check.SPACE, _AMBER, QT_TRANSLATE_NOOP("Doctor", "Only {free} are free where the till writes"),
    QT_TRANSLATE_NOOP("Doctor", "Make room on the disk soon."),
)  # fmt: skip
SPACE_NONE = _on(
    "D62", Check.SPACE, _RED, QT_TRANSLATE_NOOP("Doctor", "The disk is as good as full: {free} are free"),
    QT_TRANSLATE_NOOP("Doctor", "Make room now: when nothing can be written down, nothing can be sold."),
)  # fmt: skip
SPACE_UNSEEN = _on(
    "D63", Check.SPACE, _RED, QT_TRANSLATE_NOOP("Doctor", "The till's folder cannot be looked at: {reason}"),
    QT_TRANSLATE_NOOP("Doctor", "See to the disk, and to who may use the folder."),
)  # fmt: skip
COMMIT_QUICK = _on(
    "D65", Check.COMMIT, _GREEN, QT_TRANSLATE_NOOP("Doctor", "A sale is safely on the disk in {milliseconds} ms")
)
COMMIT_SLOW = _on(
    "D66", Check.COMMIT, _AMBER,
    QT_TRANSLATE_NOOP(
        "Doctor", "It takes {milliseconds} ms until a sale is safely on the disk"
    ),
    QT_TRANSLATE_NOOP("Doctor", "The disk is busy, worn out or far away. Is a backup or a virus scanner at work?"),
)  # fmt: skip
COMMIT_REFUSED = _on(
    "D67", Check.COMMIT, _RED, QT_TRANSLATE_NOOP("Doctor", "Nothing can be written down: {reason}"),
    QT_TRANSLATE_NOOP("Doctor", "See to the disk, and to who may write there. Nothing can be sold until then."),
)  # fmt: skip
SQLITE_GOOD = _on("D70", Check.SQLITE, _GREEN, QT_TRANSLATE_NOOP("Doctor", "SQLite {version} is fit to hold money"))
SQLITE_OLD = _on(
    "D71", Check.SQLITE, _RED, QT_TRANSLATE_NOOP("Doctor", "This SQLite is too old to hold money ({reason})"),
    QT_TRANSLATE_NOOP("Doctor", "Install the program anew from its own package, which brings the right one."),
)  # fmt: skip
LEDGER_SOUND = _on(
    "D75",
    Check.LEDGER,
    _GREEN,
    QT_TRANSLATE_NOOP("Doctor", "The book is whole: {entries} entries, none changed or missing"),
)
LEDGER_NONE = _on(
    "D76", Check.LEDGER, _AMBER, QT_TRANSLATE_NOOP("Doctor", "There is no book yet at {place}"),
    QT_TRANSLATE_NOOP(
        "Doctor", "The till makes it when it is opened. If it was there before, put the disk or a backup back."
    ),
)  # fmt: skip
LEDGER_FLAWED = _on(
    "D77", Check.LEDGER, _RED, QT_TRANSLATE_NOOP("Doctor", "The book has {count} flaws; the first, at {where}: {what}"),
    QT_TRANSLATE_NOOP(
        "Doctor", "Let a manager look at what needs attention. Keep the file as it is; do not mend it by hand."
    ),
)  # fmt: skip
LEDGER_DAMAGED = _on(
    "D78", Check.LEDGER, _RED, QT_TRANSLATE_NOOP("Doctor", "The book's file is damaged: {reason}"),
    QT_TRANSLATE_NOOP("Doctor", "Copy the file away as it is, then restore the newest backup."),
)  # fmt: skip
LEDGER_UNSEEN = _on(
    "D79", Check.LEDGER, _AMBER, QT_TRANSLATE_NOOP("Doctor", "The book cannot be looked at: {reason}"),
    QT_TRANSLATE_NOOP("Doctor", "Open the till once, or wait until what holds the book is done; then look again."),
)  # fmt: skip

# ---------------------------------------------------------------- what stands around the till

PRINTER_GOOD = _on("D80", Check.PRINTER, _GREEN, QT_TRANSLATE_NOOP("Doctor", "The printer {printer} is reached"))
PRINTER_NONE = _on("D81", Check.PRINTER, _GREEN, QT_TRANSLATE_NOOP("Doctor", "No printer is set up"))
PRINTER_ABSENT = _on(
    "D82", Check.PRINTER, _RED, QT_TRANSLATE_NOOP("Doctor", "The printer cannot be reached: {reason}"),
    QT_TRANSLATE_NOOP("Doctor", "Switch it on and see to its cable. Sales go on; receipts can be printed later."),
)  # fmt: skip
PRINTER_LACKS = _on(
    "D83", Check.PRINTER, _RED, QT_TRANSLATE_NOOP("Doctor", "The printer does not print: {lack}"),
    QT_TRANSLATE_NOOP("Doctor", "See to its paper and its cover, then switch it off and on."),
)  # fmt: skip
SOUND_GOOD = _on("D85", Check.SOUND, _GREEN, QT_TRANSLATE_NOOP("Doctor", "A loudspeaker takes what is played"))
SOUND_MUTED = _on(
    "D86", Check.SOUND, _AMBER, QT_TRANSLATE_NOOP("Doctor", "The voice is muted"),
    QT_TRANSLATE_NOOP("Doctor", "Switch it on in the settings if payments are to be said aloud."),
)  # fmt: skip
SOUND_NONE = _on(
    "D87", Check.SOUND, _AMBER, QT_TRANSLATE_NOOP("Doctor", "Nothing on this computer plays a sound"),
    QT_TRANSLATE_NOOP("Doctor", "See to the loudspeaker. Payments are shown on the screen all the same."),
)  # fmt: skip
SCREENS_TWO = _on(
    "D90", Check.SCREENS, _GREEN, QT_TRANSLATE_NOOP("Doctor", "There are {count} screens: {sizes}"),
)  # fmt: skip
SCREENS_ONE = _on(
    "D91", Check.SCREENS, _GREEN,
    QT_TRANSLATE_NOOP(
        "Doctor", "There is one screen, {sizes}: customers see the code on it"
    ),
)  # fmt: skip
SCREENS_SMALL = _on(
    "D92", Check.SCREENS, _AMBER, QT_TRANSLATE_NOOP("Doctor", "A screen is smaller than 1024 by 768: {sizes}"),
    QT_TRANSLATE_NOOP("Doctor", "Choose a higher resolution in the system's settings, or a smaller scale."),
)  # fmt: skip
