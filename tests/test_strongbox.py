"""A file that only a passphrase opens: nothing in it can be changed, exchanged, left out or cut off unseen."""

from __future__ import annotations

import io
import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pos_app import strongbox
from pos_app.core.errors import InvalidInputError
from pos_app.strongbox import (
    BrokenStrongboxError,
    Cost,
    NotAStrongboxError,
    Opening,
    Sealing,
    StrongboxError,
    WrongPassphraseError,
)

WORDS = "correct horse battery"
CHEAP = Cost(kib=64, passes=1, lanes=1)
CHUNK = 256 * 1024
SEALED_CHUNK = CHUNK + 16


def sealed(content: bytes, words: str = WORDS) -> bytes:
    stream = io.BytesIO()
    box = Sealing(stream, words, CHEAP)
    for start in range(0, len(content), 100_000):
        box.write(content[start : start + 100_000])
    box.close()
    return stream.getvalue()


def opened(box: bytes, words: str = WORDS) -> bytes:
    return Opening(io.BytesIO(box), words).read(100 * CHUNK)


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 700_001])
def test_what_was_sealed_is_opened(size: int) -> None:
    content = bytes(number % 251 for number in range(size))

    box = sealed(content)

    assert opened(box) == content
    assert size < 64 or content[:64] not in box


def test_the_usual_cost_is_a_passphrase_hashers() -> None:
    stream = io.BytesIO()
    Sealing(stream, WORDS).close()

    assert struct.unpack(">8sBIII", stream.getvalue()[:21])[2:] == (64 * 1024, 3, 4)
    assert opened(stream.getvalue()) == b""


def test_two_boxes_of_the_same_content_have_nothing_in_common() -> None:
    assert sealed(b"x" * 100)[strongbox._HEAD.size :] != sealed(b"x" * 100)[strongbox._HEAD.size :]


def test_another_passphrase_opens_nothing() -> None:
    with pytest.raises(WrongPassphraseError) as told:
        opened(sealed(b"content"), "correct horse batterz")

    assert "horse" not in str(told.value)


def test_a_passphrase_is_the_same_however_a_keyboard_composes_it() -> None:
    assert opened(sealed(b"content", "caf\u00e9 caf\u00e9 caf\u00e9"), "cafe\u0301 cafe\u0301 cafe\u0301") == b"content"


@pytest.mark.parametrize("words", ["", "short", "九个字的口令也不够"])
def test_a_short_passphrase_is_refused_and_not_quoted(words: str) -> None:
    with pytest.raises(InvalidInputError) as told:
        Sealing(io.BytesIO(), words)

    assert not words or words not in str(told.value)


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_changed_byte_anywhere_is_found(data: st.DataObject) -> None:
    box = bytearray(BOX)
    box[data.draw(st.integers(0, len(box) - 1))] ^= data.draw(st.integers(1, 255))

    with pytest.raises(StrongboxError):
        opened(bytes(box))


BOX = sealed(b"y" * (2 * CHUNK + 9))


@settings(max_examples=60, deadline=None)
@given(length=st.integers(0, len(BOX) - 1))
def test_a_box_cut_off_anywhere_is_found(length: int) -> None:
    with pytest.raises(StrongboxError):
        opened(BOX[:length])


def test_a_box_cut_off_between_two_chunks_is_found() -> None:
    with pytest.raises(BrokenStrongboxError):
        opened(BOX[: strongbox._HEAD.size + 2 * SEALED_CHUNK])


def chunks() -> tuple[bytes, list[bytes]]:
    body = BOX[strongbox._HEAD.size :]
    return BOX[: strongbox._HEAD.size], [body[at : at + SEALED_CHUNK] for at in range(0, len(body), SEALED_CHUNK)]


@pytest.mark.parametrize("order", [(1, 0, 2), (0, 0, 1, 2), (0, 2), (2,), (0, 1, 2, 2), (0, 1)])
def test_chunks_exchanged_repeated_or_left_out_are_found(order: tuple[int, ...]) -> None:
    head, parts = chunks()

    with pytest.raises(StrongboxError):
        opened(head + b"".join(parts[number] for number in order))


def test_a_chunk_of_another_box_is_found() -> None:
    head, parts = chunks()
    other = sealed(b"y" * (2 * CHUNK + 9))[strongbox._HEAD.size :]

    with pytest.raises(BrokenStrongboxError):
        opened(head + parts[0] + other[SEALED_CHUNK : 2 * SEALED_CHUNK] + parts[2])


@pytest.mark.parametrize("box", [b"", b"no box", b"PK\x03\x04" * 100])
def test_something_else_is_told(box: bytes) -> None:
    with pytest.raises(NotAStrongboxError):
        opened(box)


def test_a_newer_format_is_told() -> None:
    with pytest.raises(NotAStrongboxError, match="newer"):
        opened(BOX[:8] + b"\x02" + BOX[9:])


@pytest.mark.parametrize(
    "numbers",
    [(2**32 - 1, 3, 4, CHUNK), (65536, 999, 4, CHUNK), (65536, 3, 999, CHUNK), (65536, 3, 4, 2**31), (8, 1, 4, CHUNK),
     (65536, 3, 4, 0), (65536, 0, 4, CHUNK)],
)  # fmt: skip
def test_a_head_that_asks_for_too_much_is_refused_at_once(numbers: tuple[int, ...]) -> None:
    with pytest.raises(NotAStrongboxError, match="asks for more"):
        opened(BOX[:9] + struct.pack(">IIII", *numbers) + BOX[25:])
