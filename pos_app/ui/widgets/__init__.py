"""The parts that every page is made of. They know the theme, and nothing of the till."""
