"""An archive in one run: inputs are listed, converted by separate processes, kept in a manifest, and written in order.

`run` puts the parts together: `inputs` lists and reads, `workers` converts within hard limits, `manifest` remembers
what became of each input, `results` writes the records, `summary` and `report` tell what came out.
"""
