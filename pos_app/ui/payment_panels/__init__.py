"""What stands in the place of goods and keypad while a sale is being paid. One panel for each way it can stand."""
