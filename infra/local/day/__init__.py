"""The day of a small shop, as `make demo` plays it: who writes what, what shall come of it, and whether it did."""
