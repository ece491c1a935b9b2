"""Stage: reading; the numbers of list items as they are printed."""

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
BULLET = "•"
_MOST = 5_000


def as_letters(number: int) -> str:
    """a, b, ... z, aa, bb, ... as Word and browsers count (1 is a)."""
    if not 0 < number <= _MOST:
        return str(number)
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def as_roman(number: int) -> str:
    """I, ii, iii, iv ... in small letters."""
    if not 0 < number <= _MOST:
        return str(number)
    letters = []
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        letters.append(sign * count)
    return "".join(letters)


def numbered(number: int, style: str) -> str:
    """A number in the style that HTML and ODF call "a", "A", "i" or "I"; in figures for any other."""
    match style:
        case "a":
            return as_letters(number)
        case "A":
            return as_letters(number).upper()
        case "i":
            return as_roman(number)
        case "I":
            return as_roman(number).upper()
        case _:
            return str(number)


def bullet(char: str) -> str:
    """A bullet as printed; a character of a symbol font is coded as one that it does not mean."""
    known = char.strip() in ("-", "–", "—", "*", "▪", "●", "○", "■", "►", "‣", "◦", "✓", "→")
    return char.strip() if known else BULLET
