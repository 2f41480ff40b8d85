"""Benchmarks at the size of the whole field; what they need is generated once and kept in a folder."""
