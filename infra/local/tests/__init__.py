"""Tests of the local stack's own code; `make test` runs them."""
