"""The shop of the core's tests serves the torture too."""

from tests.core.conftest import book, clock, keys, shop

__all__ = ["book", "clock", "keys", "shop"]
