"""What stands around the till: the receipt and its printer, the voice."""
