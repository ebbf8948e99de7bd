"""Benchmarks: every figure beside its limit and its peer, measured in the same run."""
