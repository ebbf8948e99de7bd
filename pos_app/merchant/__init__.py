"""What WeChat Pay gives a merchant, told apart by content: keys, certificates, and all that is taken for them."""
