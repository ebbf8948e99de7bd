"""Newer versions of the program: proven to be the makers', kept beside the one that runs, and one press back.

No Qt here. Nothing of it can be switched while money is on its way: `pos_app.updates.guard`.
"""
