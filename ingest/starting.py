"""What lets the command start and end quickly: the life of one process, nothing of what it does.

To check a draft takes as long as to load the libraries for it, so that what is loaded and not used counts.
"""

import atexit
import gc
import os
import sys
import threading
import typing
from collections.abc import Sequence
from importlib import import_module
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from types import ModuleType
from typing import Any, NoReturn

from ingest.kept_dataclasses import keep_methods
from ingest.kept_patterns import keep_patterns_of_modules

_OBJECTS_BETWEEN_COLLECTIONS = 200_000
_PLUGIN_LOADER = "pydantic.plugin._loader"


def start_quickly() -> None:
    """Prepare this process for one command.

    Python looks less often for objects that hold each other: at a start nearly all that is made stays, and to look
    through it takes a fifth of the time of a check.
    """
    keep_methods()
    keep_patterns_of_modules()
    # `typing` compiles each annotation that is given as text, hundreds in Pydantic's core, and nearly none is
    # evaluated. What evaluates it takes the text as well.
    typing.compile = lambda source, *_: source  # type: ignore[attr-defined]
    sys.modules.setdefault(_PLUGIN_LOADER, _NoPlugins(_PLUGIN_LOADER))
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS, 10, 10)


def end_at_once(code: int) -> NoReturn:
    """End the process with this code as `sys.exit` would, without taking apart what it holds first.

    What is to be done at the end of a process is done, and what was written goes out. Where other threads still run,
    it is `sys.exit`.
    """
    if threading.active_count() > 1:
        sys.exit(code)
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def silence_logging() -> None:
    """Let what libraries log go nowhere, since it may quote a document.

    The module `logging` is loaded for it only where something else loads it.
    """
    if "logging" in sys.modules:
        _drop_all(sys.modules["logging"])
    elif not any(isinstance(finder, _SilentLogging) for finder in sys.meta_path):
        sys.meta_path.insert(0, _SilentLogging())


def _drop_all(logging: ModuleType) -> None:
    logging.getLogger().addHandler(logging.NullHandler())


class _SilentLogging:
    """Finds the module `logging` as usual, and sees to it that it drops all once it is loaded."""

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        if name != "logging":
            return None
        sys.meta_path.remove(self)
        spec = find_spec(name)
        if spec is not None and spec.loader is not None:
            usual = spec.loader.exec_module

            def load(module: ModuleType) -> None:
                usual(module)
                _drop_all(module)

            spec.loader.exec_module = load  # type: ignore[method-assign]
        return spec


class _NoPlugins(ModuleType):
    """Stands for the module by which Pydantic looks for plugins: for no plugins, it need not be loaded.

    It loads what reads the descriptions of all installed packages, mail included.
    """

    @staticmethod
    def get_plugins() -> tuple[()]:
        return ()

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        del sys.modules[_PLUGIN_LOADER]
        return getattr(import_module(_PLUGIN_LOADER), name)
