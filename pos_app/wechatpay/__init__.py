"""The wire: WeChat Pay APIv3 for direct merchants. Knows nothing of the till."""
