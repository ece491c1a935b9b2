"""Exports: records as bytes and in other forms, one module each, and the places that take them."""
