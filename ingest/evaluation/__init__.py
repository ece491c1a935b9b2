"""Evaluation: how well documents are read, measured against gold records.

The order of its modules: `gold` finds what belongs together, `contract` says which fields there are, `similarity` and
`assignment` decide which parts of gold and record belong together, `scoring` compares one record, `evaluate` converts
and scores a folder, `report` is the result as data, and `baseline` compares two results. The stages know nothing of it.
"""
