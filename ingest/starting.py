"""What lets the command start and end quickly: the life of one process, nothing of what it does.

To check a draft takes as long as to load the libraries for it, so that what is loaded and not used counts.
"""

import atexit
import gc
import os
import sys
import threading
from importlib import import_module
from types import ModuleType
from typing import Any, NoReturn

from ingest.kept_dataclasses import keep_methods

_OBJECTS_BETWEEN_COLLECTIONS = 200_000
_PLUGIN_LOADER = "pydantic.plugin._loader"


def start_quickly() -> None:
    """Prepare this process for one command.

    Python looks less often for objects that hold each other: at a start nearly all that is made stays, and to look
    through it takes a fifth of the time of a check.
    """
    keep_methods()
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
