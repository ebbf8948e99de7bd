"""A till for shops that take WeChat Pay with their own merchant account."""

__version__ = "0.1.0"
