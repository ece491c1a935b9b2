"""The rules, listed one by one: a module that is not named here takes no part."""

from collections.abc import Iterable
from functools import cache
from types import ModuleType

from ingest.rules import (
    UA101,
    UA102,
    UA103,
    UA104,
    UA105,
    UA106,
    UA107,
    UA108,
    UA109,
    UA110,
    UA111,
    UA112,
    UA113,
    UA115,
    UA116,
    UA117,
    UA201,
    UA202,
    UA203,
    UA204,
    UA205,
    UA206,
    UA207,
    UA208,
    UA209,
    UA210,
    UA211,
    UA212,
    UA213,
    UA214,
    UA215,
    UA217,
    UA301,
    UA302,
    UA303,
    UA304,
    UA305,
    UA306,
    UA307,
    UA308,
    UA309,
    UA401,
    UA402,
    UA403,
    UA404,
    UA405,
    UA406,
    UA407,
    UA408,
    UA409,
    UA411,
    UA412,
    UA501,
    UA502,
    UA503,
    UA504,
    UA505,
    UA601,
    UA602,
    UA603,
    UA604,
    UA605,
    UA607,
    UA608,
    UA609,
    UA901,
    UA902,
    UA903,
    UA904,
    UA905,
    UA906,
)
from ingest.rules.rule import Rule, rule_of

_MODULES: tuple[ModuleType, ...] = (
    UA101,
    UA102,
    UA103,
    UA104,
    UA105,
    UA106,
    UA107,
    UA108,
    UA109,
    UA110,
    UA111,
    UA112,
    UA113,
    UA115,
    UA116,
    UA117,
    UA201,
    UA202,
    UA203,
    UA204,
    UA205,
    UA206,
    UA207,
    UA208,
    UA209,
    UA210,
    UA211,
    UA212,
    UA213,
    UA214,
    UA215,
    UA217,
    UA301,
    UA302,
    UA303,
    UA304,
    UA305,
    UA306,
    UA307,
    UA308,
    UA309,
    UA401,
    UA402,
    UA403,
    UA404,
    UA405,
    UA406,
    UA407,
    UA408,
    UA409,
    UA411,
    UA412,
    UA501,
    UA502,
    UA503,
    UA504,
    UA505,
    UA601,
    UA602,
    UA603,
    UA604,
    UA605,
    UA607,
    UA608,
    UA609,
    UA901,
    UA902,
    UA903,
    UA904,
    UA905,
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
