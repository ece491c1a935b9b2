"""Exports: records as bytes, and the places that take them."""
