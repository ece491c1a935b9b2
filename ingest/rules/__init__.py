"""The rules of `uacase check`, one module each, named by its code. README.md in this folder says how to write one."""
