"""What a font's name tells about its characters."""

SYMBOL_WIDTH = 0.7
"""In font sizes: the width given to every character of a symbol font; engines disagree on the real one."""
_SYMBOL_FONTS = ("wingdings", "webdings", "zapfdingbats", "dingbats", "symbol")


def is_symbol_font(name: str) -> bool:
    """Whether a font of this name holds pictures, coded as letters that they do not mean."""
    bare = name.rpartition("+")[2].casefold().replace(" ", "").replace("-", "")
    return bare.startswith(_SYMBOL_FONTS)
