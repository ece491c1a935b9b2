"""Geometry of pages only: characters -> pieces -> segments -> reading order -> lines -> text; page furniture.

No module here knows a word of any language: what counts is where the characters stand.
"""
