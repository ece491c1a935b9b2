"""What a font's name tells about its characters."""

SYMBOL_WIDTH = 0.7
"""In font sizes: the width that every character of a symbol font is given, since engines disagree about the real ones."""
_SYMBOL_FONTS = ("wingdings", "webdings", "zapfdingbats", "dingbats", "symbol")


def is_symbol_font(name: str) -> bool:
    """Whether a font of this name holds pictures, so that its characters do not mean the letters they are coded as."""
    bare = name.rpartition("+")[2].casefold().replace(" ", "").replace("-", "")
    return bare.startswith(_SYMBOL_FONTS)
