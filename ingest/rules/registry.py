"""The rules, listed one by one: a module that is not named here takes no part."""

from collections.abc import Iterable
from functools import cache
from types import ModuleType

from ingest.rules import (
    UA101,
    UA111,
    UA203,
    UA302,
    UA401,
    UA502,
    UA602,
    UA603,
    UA604,
    UA901,
    UA902,
    UA903,
    UA904,
    UA906,
)
from ingest.rules.rule import Rule, rule_of

_MODULES: tuple[ModuleType, ...] = (
    UA101,
    UA111,
    UA203,
    UA302,
    UA401,
    UA502,
    UA602,
    UA603,
    UA604,
    UA901,
    UA902,
    UA903,
    UA904,
    UA906,
)


class DoubleCode(Exception):
    """Two modules are registered under one code: a defect of the program."""

    def __init__(self, code: str) -> None:
        super().__init__(f"{code} is registered twice")
        self.code = code


def registered(modules: Iterable[ModuleType]) -> dict[str, Rule]:
    """The rules of the modules by code, in order. Raises DoubleCode or MalformedRule."""
    rules: dict[str, Rule] = {}
    for module in modules:
        rule = rule_of(module)
        if rule.code in rules:
            raise DoubleCode(rule.code)
        rules[rule.code] = rule
    return rules


@cache
def rules() -> dict[str, Rule]:
    """All rules by code, in the order of their codes."""
    return registered(_MODULES)
