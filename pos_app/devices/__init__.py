"""What stands around the till. For now: the receipt."""
