"""Every sentence about a merchant's files and keys: in English for the terminal, and for the glass to translate.

A sentence stands here once, as text with named places, and is told with facts. Nothing here needs Qt: the glass
knows the sentences by the mark `QT_TRANSLATE_NOOP`, which is how Qt's own tools find them.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Generic, TypeVar

CONTEXT = "Merchant"


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:  # noqa: N802, ARG001 - the name that Qt's tools look for
    """Mark a text that the glass translates."""
    return text


class Kind(enum.Enum):
    """What a file turned out to be, and what to do if it is of no use."""

    PRIVATE_KEY = QT_TRANSLATE_NOOP("Merchant", "The merchant's private key")
    CERTIFICATE = QT_TRANSLATE_NOOP(
        "Merchant", "The certificate of merchant {mchid}, number {serial}, good until {expires}"
    )
    NAMELESS_CERTIFICATE = QT_TRANSLATE_NOOP(
        "Merchant", "A certificate that names no merchant, number {serial}, good until {expires}"
    )
    PUBLIC_KEY = QT_TRANSLATE_NOOP("Merchant", "A public key, as WeChat Pay's pub_key.pem is")
    PUBLIC_KEY_ID = QT_TRANSLATE_NOOP("Merchant", "The number of WeChat Pay's public key, {id}")
    OPEN_BUNDLE = QT_TRANSLATE_NOOP("Merchant", "A .p12 bundle with the merchant's private key and certificate")

    BUNDLE = QT_TRANSLATE_NOOP(
        "Merchant",
        "A .p12 bundle; its password is the merchant number. Enter that number, or give apiclient_key.pem and"
        " apiclient_cert.pem from the same download",
    )
    API_KEY = QT_TRANSLATE_NOOP(
        "Merchant",
        "A text of 32 characters, perhaps an API key. Type the APIv3 key at its own place, then delete this file",
    )
    SHORT_API_KEY = QT_TRANSLATE_NOOP(
        "Merchant", "A text of {length} characters, perhaps a cut-off API key. An APIv3 key has exactly 32"
    )
    INSTRUCTIONS = QT_TRANSLATE_NOOP("Merchant", "The instructions that come with the certificate. They are not needed")
    PLATFORM_CERTIFICATE = QT_TRANSLATE_NOOP(
        "Merchant", "WeChat Pay's own platform certificate. Wanted is the merchant's certificate, apiclient_cert.pem"
    )
    AUTHORITY = QT_TRANSLATE_NOOP(
        "Merchant",
        "The certificate of an authority, {name}. Wanted is the merchant's certificate, apiclient_cert.pem",
    )
    WEB_CERTIFICATE = QT_TRANSLATE_NOOP(
        "Merchant", "The certificate of a web address, {name}. Wanted is the merchant's certificate, apiclient_cert.pem"
    )
    OTHER_CERTIFICATE = QT_TRANSLATE_NOOP(
        "Merchant", "A certificate for another kind of key than RSA. Wanted is the merchant's, apiclient_cert.pem"
    )
    ENCRYPTED_KEY = QT_TRANSLATE_NOOP(
        "Merchant",
        "A private key under a password. Wanted is apiclient_key.pem as it came, which has none",
    )
    SHORT_KEY = QT_TRANSLATE_NOOP(
        "Merchant",
        "A private key of {bits} bits. WeChat Pay's merchants have RSA keys of 2048 bits: take apiclient_key.pem",
    )
    OTHER_KEY = QT_TRANSLATE_NOOP(
        "Merchant", "A key of another kind than RSA. Wanted is one that WeChat Pay's own tool made"
    )
    REQUEST = QT_TRANSLATE_NOOP(
        "Merchant",
        "A request for a certificate. Wanted is what the merchant platform made of it, apiclient_cert.pem",
    )
    BAD_KEY = QT_TRANSLATE_NOOP("Merchant", "A damaged private key: its text was changed. Take the file as it came")
    BAD_CERTIFICATE = QT_TRANSLATE_NOOP(
        "Merchant", "A damaged certificate: its text was changed. Download it again from the merchant platform"
    )
    BAD_PUBLIC_KEY = QT_TRANSLATE_NOOP(
        "Merchant", "A damaged public key: its text was changed. Download it again from the merchant platform"
    )
    CUT_OFF = QT_TRANSLATE_NOOP(
        "Merchant", "A file whose beginning or end is missing. Copy it again whole, from -----BEGIN to -----END"
    )
    BARE = QT_TRANSLATE_NOOP(
        "Merchant", "Text of a key or certificate without its -----BEGIN and -----END lines. Take the file as it came"
    )
    EMPTY = QT_TRANSLATE_NOOP("Merchant", "An empty file. Copy or download it again")
    PAGE = QT_TRANSLATE_NOOP(
        "Merchant", "A web page in the place of a file. Sign in to the merchant platform and download it again"
    )
    PICTURE = QT_TRANSLATE_NOOP("Merchant", "A picture. Wanted is the file itself")
    ARCHIVE = QT_TRANSLATE_NOOP("Merchant", "A packed file that cannot be opened here. Unpack it and give the folder")
    BAD_ARCHIVE = QT_TRANSLATE_NOOP("Merchant", "A damaged zip file. Download it again")
    LOCKED = QT_TRANSLATE_NOOP("Merchant", "Packed under a password. Unpack it and give the folder")
    TOO_LARGE = QT_TRANSLATE_NOOP("Merchant", "Too large to be a key or a certificate")
    UNREADABLE = QT_TRANSLATE_NOOP("Merchant", "It cannot be read: {reason}")
    TOO_MANY = QT_TRANSLATE_NOOP(
        "Merchant", "More than {number} files. Give the folder or the files that WeChat Pay's tool made"
    )
    BINARY = QT_TRANSLATE_NOOP("Merchant", "Neither a key nor a certificate, nor text")
    OTHER = QT_TRANSLATE_NOOP("Merchant", "Text that is neither a key nor a certificate")

    @property
    def useful(self) -> bool:
        """Whether something can be taken from such a file."""
        return self in _USEFUL

    @property
    def harmless(self) -> bool:
        """Whether such a file rightly lies beside the others and needs no word of warning."""
        return self in {Kind.INSTRUCTIONS, Kind.API_KEY}


_USEFUL = frozenset(
    {
        Kind.PRIVATE_KEY,
        Kind.CERTIFICATE,
        Kind.NAMELESS_CERTIFICATE,
        Kind.PUBLIC_KEY,
        Kind.PUBLIC_KEY_ID,
        Kind.OPEN_BUNDLE,
    }
)


class Problem(enum.Enum):
    """Why a set of files is not whole, or does not belong together."""

    NO_KEY = QT_TRANSLATE_NOOP("Merchant", "The private key is missing. Add apiclient_key.pem")
    NO_CERTIFICATE = QT_TRANSLATE_NOOP("Merchant", "The merchant's certificate is missing. Add apiclient_cert.pem")
    BUNDLE_CLOSED = QT_TRANSLATE_NOOP(
        "Merchant", "{file} does not open with {mchid}. Enter the merchant number to which it was issued"
    )
    BUNDLE_UNTRIED = QT_TRANSLATE_NOOP("Merchant", "{file} opens with the merchant number. Enter it first")
    MISMATCH = QT_TRANSLATE_NOOP(
        "Merchant",
        "{key} and {certificate} do not belong together. They must come from the same request for a certificate",
    )
    TWO_KEYS = QT_TRANSLATE_NOOP(
        "Merchant", "There are different private keys: {files}. Leave only the one that belongs to the certificate"
    )
    TWO_CERTIFICATES = QT_TRANSLATE_NOOP(
        "Merchant",
        "There are different certificates: {files}. Leave only the one that the merchant platform shows as valid",
    )
    TWO_PUBLIC_KEYS = QT_TRANSLATE_NOOP(
        "Merchant", "There are different public keys: {files}. Leave only WeChat Pay's, pub_key.pem"
    )
    OTHER_MERCHANT = QT_TRANSLATE_NOOP(
        "Merchant", "{file} belongs to merchant {found}, but this till is for merchant {wanted}"
    )
    EXPIRED = QT_TRANSLATE_NOOP(
        "Merchant", "{file} expired on {date}. Apply for a new certificate on the merchant platform"
    )
    NOT_YET = QT_TRANSLATE_NOOP("Merchant", "{file} is good only from {date} on. Is this computer's clock right?")
    OWN_PUBLIC_KEY = QT_TRANSLATE_NOOP(
        "Merchant",
        "{file} is the public half of the merchant's own key. Wanted is WeChat Pay's public key, pub_key.pem, from"
        " the merchant platform",
    )
    NO_PUBLIC_KEY_ID = QT_TRANSLATE_NOOP(
        "Merchant", "WeChat Pay's public key needs its number, PUB_KEY_ID_…, as the merchant platform shows it"
    )
    NO_PUBLIC_KEY = QT_TRANSLATE_NOOP(
        "Merchant", "The number of WeChat Pay's public key was given without the key. Add pub_key.pem"
    )
    NOTHING_NEW = QT_TRANSLATE_NOOP("Merchant", "Nothing of this is new: the till has these keys already")


class Check(enum.Enum):
    """What a look at the merchant's keys found."""

    SETTINGS = QT_TRANSLATE_NOOP("Merchant", "The settings name merchant {mchid} and appid {appid}")
    SETTINGS_MISSING = QT_TRANSLATE_NOOP("Merchant", "Fill in {names} in {file}")
    KEYRING = QT_TRANSLATE_NOOP("Merchant", "The keyring holds the private key, and an APIv3 key of the right form")
    KEYRING_FAILED = QT_TRANSLATE_NOOP("Merchant", "The keyring does not give the merchant's keys: {reason}")
    CERTIFICATE = QT_TRANSLATE_NOOP("Merchant", "Certificate {serial} belongs to the private key; it expires on {date}")
    CERTIFICATE_SOON = QT_TRANSLATE_NOOP(
        "Merchant", "The certificate expires soon, on {date}. Get a new one and import it"
    )
    CERTIFICATE_EXPIRED = QT_TRANSLATE_NOOP(
        "Merchant", "The certificate expired on {date}. Get a new one and import it"
    )
    CERTIFICATE_MISMATCH = QT_TRANSLATE_NOOP(
        "Merchant", "The certificate does not belong to the private key. Import both again"
    )
    CERTIFICATE_OTHER = QT_TRANSLATE_NOOP("Merchant", "The settings name certificate {named}, but {found} was imported")
    CERTIFICATE_MERCHANT = QT_TRANSLATE_NOOP("Merchant", "The certificate belongs to merchant {found}, not to {wanted}")
    CERTIFICATE_GONE = QT_TRANSLATE_NOOP("Merchant", "There is no certificate to compare with: {reason}")
    PUBLIC_KEY_PRESENT = QT_TRANSLATE_NOOP(
        "Merchant", "WeChat Pay's public key is there; the first reply that it signs proves it"
    )
    PUBLIC_KEY_GONE = QT_TRANSLATE_NOOP("Merchant", "WeChat Pay's public key cannot be used: {reason}")
    PUBLIC_KEY_OWN = QT_TRANSLATE_NOOP("Merchant", "{file} is the merchant's own key, not WeChat Pay's")
    PUBLIC_KEY_WRONG = QT_TRANSLATE_NOOP(
        "Merchant",
        "The number {id} and the public key do not belong together: WeChat Pay's signature does not fit. Take both"
        " from the same page of the merchant platform",
    )
    API_KEY_PROVEN = QT_TRANSLATE_NOOP("Merchant", "The APIv3 key opens WeChat Pay's certificates")
    API_KEY_WRONG = QT_TRANSLATE_NOOP(
        "Merchant",
        "The APIv3 key is not the one that is set on the merchant platform: what WeChat Pay sealed with that does not"
        " open",
    )
    API_KEY_UNTRIED = QT_TRANSLATE_NOOP("Merchant", "The APIv3 key can be checked for its form only: {reason}")
    SIGNATURE = QT_TRANSLATE_NOOP(
        "Merchant", "{place} accepts the private key's signature under this certificate and merchant number"
    )
    APPID_WRONG = QT_TRANSLATE_NOOP(
        "Merchant", "Appid {appid} is not bound to merchant {mchid}. Bind it on the merchant platform"
    )
    MERCHANT_UNKNOWN = QT_TRANSLATE_NOOP(
        "Merchant", "WeChat Pay knows no merchant {mchid}. Compare the number with the merchant platform"
    )
    SERIAL_WRONG = QT_TRANSLATE_NOOP(
        "Merchant", "WeChat Pay knows no certificate {serial} of this merchant. Import the one that is valid there"
    )
    CERTIFICATE_DEAD = QT_TRANSLATE_NOOP(
        "Merchant", "WeChat Pay no longer accepts certificate {serial}: {reason}. Import the one that is valid there"
    )
    KEY_WRONG = QT_TRANSLATE_NOOP(
        "Merchant",
        "WeChat Pay does not accept the signature: the private key does not belong to certificate {serial}",
    )
    CLOCK_OFF = QT_TRANSLATE_NOOP(
        "Merchant", "WeChat Pay's clock and this computer's differ by more than five minutes. Set it by the network"
    )
    NO_NETWORK = QT_TRANSLATE_NOOP("Merchant", "{place} cannot be reached: {reason}")
    NO_TRUST = QT_TRANSLATE_NOOP(
        "Merchant",
        "The connection to {place} cannot be trusted: {reason}. Something between may be reading along, or a"
        " certificate of its own is missing",
    )
    PROXY = QT_TRANSLATE_NOOP("Merchant", "The proxy on the way to {place} refuses: {reason}")
    STRANGER = QT_TRANSLATE_NOOP(
        "Merchant", "Something else answers in the place of {place}: a proxy, or a sign-in page of the network"
    )
    FORGED = QT_TRANSLATE_NOOP("Merchant", "What came from {place} cannot be believed: {reason}")
    BUSY = QT_TRANSLATE_NOOP("Merchant", "{place} gave no answer that counts: {reason}")
    REFUSED = QT_TRANSLATE_NOOP("Merchant", "{place} refuses: {reason}")
    UNFIT = QT_TRANSLATE_NOOP("Merchant", "Keys and numbers do not fit together: {reason}")


Say = TypeVar("Say", Kind, Problem, Check)


@dataclass(frozen=True, slots=True, kw_only=True)
class Note(Generic[Say]):
    """One sentence with its facts; ``str`` gives it in English.

    Attributes:
        say: which sentence.
        facts: what its named places hold. Never a secret.
    """

    say: Say
    facts: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def __str__(self) -> str:
        template: str = self.say.value
        return template.format_map(self.facts)


def note(say: Say, **facts: str) -> Note[Say]:
    """Make a sentence of its facts."""
    return Note(say=say, facts=MappingProxyType(facts))
