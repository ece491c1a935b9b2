"""The head of layouts of 1973-2008, which several stages read: number, concern, country, and a list of names.

`old_header` finds it, with the concern (`concern_by_number`), the list's beginning (`list_opening`) and the story below
(`story`). `name_list` gives the list's entries, without the countries before the names (`listed_countries`).
`catalogue_headline` is the head in one line, `people_lines` a list that needs neither number nor country above it.
"""
