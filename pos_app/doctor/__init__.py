"""Looks at everything that the till needs, and says what is wrong and what to do about it. No Qt."""
