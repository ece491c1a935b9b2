"""The tests: a package, so that another distribution's top-level `tests` is never taken for them."""
