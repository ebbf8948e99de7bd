"""The glass: the only room that knows Qt, with app.py."""
