"""Part of the field `targets`: e-mails, phones, faxes, telexes, social accounts, sites and salutations of a block.

Patterns find a labelled stretch, libraries judge it.
"""
