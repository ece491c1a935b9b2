"""The file can be read, but nothing shows that it is an Urgent Action.

Why: A draft that is not recognised lacks what every Urgent Action has, or is another file by mistake.

Bad:
    Minutes of the meeting of 3 May

Good:
    URGENT ACTION
    First UA: 34/22 ...
    TAKE ACTION: ...
"""
