"""A pretend WeChat Pay over real, signed HTTP, for training, tests and demonstrations."""
