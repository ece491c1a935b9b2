"""Fixes: what may be mended in a draft without asking, and the files in which it is done, one module for each thing."""
