"""Part of the field `subjects`: the people of a document, where they are named and what is told of them.

`people_named` gives those named: in the name line (`name_line`), in a list (`listed_names`, `listed_entry`), or in
headline and lead (`lead_names`). `people_told` gives what the text tells of one of them, `spellings` their other names.
"""
