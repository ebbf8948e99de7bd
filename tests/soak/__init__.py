"""A supermarket's day: rung up by keys and scans in the real window, and added up again from its list alone."""
