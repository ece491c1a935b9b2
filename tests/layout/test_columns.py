"""Reading order: columns, tables, boxes, and what only looks like them."""

from ingest.layout.page import TextRun
from ingest.layout.text import lay_out
from tests.layout.pages import block, page

WIDE = "a line of text that is as wide as the whole page and therefore crosses each gutter, whatever is said"


def in_order(text: str, *parts: str) -> bool:
    places = [text.find(part) for part in parts]
    return -1 not in places and places == sorted(places)


def column(name: str, count: int) -> list[str]:
    return [f"{name}{number} stands in a column" for number in range(count)]


def test_two_columns_between_full_width_text() -> None:
    text = lay_out(
        [
            page(
                block(50, 100, WIDE, WIDE),
                block(50, 150, *column("L", 8)),
                block(320, 150, *column("R", 6)),
                block(50, 270, WIDE, WIDE),
            )
        ]
    ).text
    assert in_order(text, WIDE, "L0", "L7", "R0", "R5")
    assert text.endswith(f"R5 stands in a column\n\n{WIDE}\n{WIDE}")


def test_the_last_word_of_a_spread_line_belongs_to_its_column() -> None:
    left = [
        *block(50, 150, "short"),
        *block(50, 170, "words", "L1 stands in a column and fills it"),
        *block(240, 170, "apart"),
    ]
    left += [
        *block(90, 170, "of a", size=10),
        *block(120, 170, "line"),
        *block(150, 170, "that"),
        *block(180, 170, "stand"),
    ]
    text = lay_out([page(left, block(320, 150, "R0 begins", "", *column("R", 3)))]).text
    assert in_order(text, "short", "words", "apart", "L1", "R0 begins")


def test_columns_of_different_leading() -> None:
    """Baselines that never meet must not hide the gutter."""
    left = block(50, 150, *column("L", 9), leading=1.1)
    right = block(320, 155.5, *column("R", 6), leading=1.7)
    assert in_order(lay_out([page(left, right)]).text, "L0", "L8", "R0", "R5")


def test_narrow_gutter_with_aligned_text() -> None:
    lines = [f"{number} " + "word " * 9 + "x" * (number % 3) for number in range(8)]
    text = lay_out([page(block(50, 100, *lines), block(310, 100, *column("R", 8)))]).text
    assert in_order(text, "0 word", "7 word", "R0", "R7")


def test_three_columns() -> None:
    columns = [block(x, 150, *column(name, 5)) for x, name in ((30, "A"), (220, "B"), (410, "C"))]
    text = lay_out([page(block(30, 100, WIDE), *columns, block(30, 240, WIDE))]).text
    assert in_order(text, WIDE, "A0", "A4", "B0", "B4", "C0", "C4")
    assert text.endswith(WIDE)


def test_left_column_longer_than_the_right() -> None:
    left = block(50, 100, *column("L", 4), "", *column("M", 4), "", *column("N", 4))
    text = lay_out([page(left, block(320, 100, *column("R", 6)), block(50, 300, WIDE, WIDE))]).text
    assert in_order(text, "L0", "M3", "N3", "R0", WIDE)


def test_right_column_that_begins_higher() -> None:
    text = lay_out([page(block(50, 148, *column("L", 6)), block(320, 100, *column("R", 12)))]).text
    assert in_order(text, "L0", "L5", "R0", "R11")


def test_heading_under_columns_belongs_to_what_follows() -> None:
    text = lay_out(
        [
            page(
                block(50, 100, *column("L", 6)),
                block(320, 100, *column("R", 6)),
                block(50, 200, "A HEADING"),
                block(50, 220, WIDE, WIDE),
            )
        ]
    ).text
    assert in_order(text, "L5", "R0", "R5", "A HEADING", WIDE)


def test_table_is_read_row_by_row() -> None:
    cells = [
        block(x, y, *column(name, 4))
        for name, x, y in (("A", 50, 100), ("B", 320, 100), ("C", 50, 170), ("D", 320, 170))
    ]
    assert in_order(lay_out([page(*cells)]).text, "A0", "A3", "B0", "B3", "C0", "C3", "D0", "D3")


def test_paragraphs_side_by_side_are_no_table() -> None:
    left = block(50, 100, *column("L", 4), "", *column("M", 3))
    right = block(320, 100, *column("R", 4), "", *column("S", 2), "", *column("T", 2))
    assert in_order(lay_out([page(left, right)]).text, "L0", "M2", "R0", "S1", "T1")


def test_box_in_the_flow_of_a_text_is_read_before_its_paragraph() -> None:
    narrow = ["text that runs beside the box " + str(number) for number in range(5)]
    text = lay_out(
        [
            page(
                block(50, 100, WIDE, "", WIDE),
                block(50, 136, *narrow, WIDE, WIDE),
                block(400, 136, *column("B", 4)),
            )
        ]
    ).text
    assert in_order(text, WIDE, "B0", "B3", f"{WIDE}\ntext that runs beside the box 0", f"box 4\n{WIDE}")


def test_labels_with_values_are_lines() -> None:
    labels = block(50, 100, "Fax:", "Phone:", "Email:", "Website:")
    values = block(140, 100, "+375 17 203 99 18", "202 986 9420", "office@example.org", "www.example.org")
    assert lay_out([page(labels, values)]).text.splitlines() == [
        "Fax: +375 17 203 99 18",
        "Phone: 202 986 9420",
        "Email: office@example.org",
        "Website: www.example.org",
    ]


def test_bullets_are_no_column() -> None:
    bullets = block(50, 100, "-", "", "-", "", "-")
    items = block(80, 100, *(f"{number} calling on the authorities to act" for number in range(6)))
    lines = lay_out([page(bullets, items)]).text.splitlines()
    assert lines[0].startswith("- 0 calling")
    assert lines[1].startswith("1 calling")


def test_single_line_with_wide_gaps_stays_one_line() -> None:
    head = [
        *block(50, 100, "First UA: 12/22"),
        *block(250, 100, "Index: X"),
        *block(450, 100, "Date: 1 May 2022"),
    ]
    assert lay_out([page(head, block(50, 130, WIDE, WIDE))]).text.startswith(
        "First UA: 12/22 Index: X Date: 1 May 2022\n"
    )


def test_two_lines_with_tabs_are_no_columns() -> None:
    head = [*block(50, 100, "UA: 12/22", "Index: AFR 1/1/2022"), *block(300, 100, "Kenya", "1 May 2022")]
    assert lay_out([page(head)]).text == "UA: 12/22 Kenya\nIndex: AFR 1/1/2022 1 May 2022"


def test_labels_under_columns_keep_their_values() -> None:
    """A table of addresses whose last rows have a label on the left, and a list right under it."""
    left = ["Minister of Justice", "12 Scipion Llona Road", "Lima, Peru", "Fax:", "Email:", "1. Demand her release"]
    right = ["Ombudsperson", "394 Ucayali Street", "Lima, Peru", "+51 1 204 8020", "here"]
    text = lay_out([page(block(50, 100, *left), block(320, 100, *right))]).text
    assert text == (
        "Minister of Justice\n12 Scipion Llona Road\nLima, Peru\n\nOmbudsperson\n394 Ucayali Street\nLima, Peru\n\n"
        "Fax: +51 1 204 8020\nEmail: here\n1. Demand her release"
    )


def test_labels_above_columns_keep_their_values() -> None:
    left = ["Fax:", "Email:", "Minister of Justice", "12 Scipion Llona Road", "Lima, Peru"]
    right = ["+51 1 204 8020", "here", "Ombudsperson", "394 Ucayali Street", "Lima, Peru"]
    text = lay_out([page(block(50, 100, *left), block(320, 100, *right))]).text
    assert in_order(text, "Fax: +51 1 204 8020\nEmail: here", "Minister", "Lima, Peru", "Ombudsperson")


def test_label_whose_value_is_in_the_next_line_stays_in_its_column() -> None:
    left = ["Minister of Justice", "Fax:", "+51 1 204 8020", "Salutation:", "Dear Minister of Justice"]
    right = ["Ombudsperson", "394 Ucayali Street", "Lima, Peru", "Salutation:", "Dear Ombudsperson"]
    text = lay_out([page(block(50, 100, *left), block(320, 100, *right))]).text
    assert text == "\n".join(left) + "\n\n" + "\n".join(right)


def test_labels_without_values_beside_a_letter_stay_in_their_column() -> None:
    left = ["Minister of Justice", "12 Scipion Llona Road", "Lima, Peru", "Fax:", "Email:", "Salutation: Dear Minister"]
    letter = [f"{number} line of a letter that is written to the end" for number in range(9)]
    text = lay_out([page(block(50, 100, *left), block(320, 100, *letter))]).text
    assert text == "\n".join(left) + "\n\n" + "\n".join(letter)


def test_small_lines_beside_large_ones_are_not_laced_together() -> None:
    small = [f"{number} in small print in the left column" for number in range(10)]
    large = [f"{number} in large print" for number in range(5)]
    text = lay_out([page(block(50, 100, *small, size=7, leading=1.1), block(320, 101, *large, size=14))]).text
    assert text == "\n".join(small) + "\n\n" + "\n".join(large)


def test_column_goes_on_in_its_paragraphs_below_the_other() -> None:
    left = block(50, 100, *column("L", 4), "", *column("M", 4), size=9)
    text = lay_out([page(left, block(320, 100, *column("R", 4)), block(50, 230, WIDE, WIDE))]).text
    assert in_order(text, "L3", "M0", "M3", "R0", "R3", WIDE)


def test_two_lines_at_their_own_heights_are_columns() -> None:
    left, right = column("L", 3), column("R", 2)
    text = lay_out([page(block(50, 100, *left), block(320, 104, *right, leading=1.6), block(50, 160, WIDE))]).text
    assert in_order(text, "L0", "L2", "R0", "R1", WIDE)


def test_a_large_initial_begins_the_first_line_beside_it() -> None:
    beside = block(64, 100, "osa Quispe was taken from her home", "on 2 May by four men who had come")
    text = lay_out([page(block(50, 114, "R", size=26), beside, block(50, 124, WIDE, WIDE))]).text
    assert text == f"Rosa Quispe was taken from her home\non 2 May by four men who had come\n{WIDE}\n{WIDE}"


def test_large_initial_keeps_the_lines_beside_it_apart() -> None:
    initial = block(50, 112, "D", size=24)
    beside = block(63, 100, "ear Minister, I write to you today about her", "case and ask you to let her go home now")
    text = lay_out([page(initial, beside, block(50, 124, WIDE, WIDE))]).text
    assert "ear Minister, I write to you today about her" in text
    assert "case and ask you to let her go home now" in text


def test_a_list_whose_numbers_hang_out_goes_on_below_a_box_beside_it() -> None:
    text = lay_out(
        [
            page(
                block(
                    50,
                    100,
                    "1. Write to one of the two officials below in",
                    "   words of your own, or borrow",
                    "   some of ours.",
                ),
                block(50, 136, "2. Tell us what you have done about this and"),
                block(68, 148, "do so before the end of the week."),
                block(430, 105, "A BOX BESIDE IT", "One  Two", "Three", leading=1.4),
                block(50, 180, WIDE, WIDE),
            )
        ]
    ).text
    assert in_order(text, "Tell us what", "do so before", "A BOX", "Three", WIDE)


def test_a_table_of_offices_addresses_and_channels_with_a_line_above_a_row() -> None:
    def row(y: float, name: str) -> list[list[TextRun]]:
        return [
            block(50, y, f"Minister of Justice {name}", f"Person {name}"),
            block(220, y, f"House of the Ministry {name}", f"Street {name}", f"Town {name}"),
            block(390, y, f"Fax: {name}", f"Email: {name}"),
        ]

    text = lay_out([page(*row(100, "A"), *row(150, "B"), block(50, 190, "And copies to:"), *row(202, "C"))]).text
    parts = [
        f"{part} {name}"
        for name in "ABC"
        for part in ("Minister of Justice", "Person", "House of the Ministry", "Town", "Fax:", "Email:")
    ]
    assert in_order(text, *parts[:12], "And copies to:", *parts[12:])


def test_running_text_as_wide_as_its_column_goes_on_below_the_other_one() -> None:
    prose = [f"L{number} goes on with words that fill its line" for number in range(9)]
    left = block(50, 100, *prose[:5], "", *prose[5:])
    text = lay_out([page(left, block(320, 100, *column("R", 5)), block(50, 260, "Name: someone", "Gender: f"))]).text
    assert in_order(text, "L0", "L4", "L5", "L8", "R0", "R4", "Name: someone")


def test_addresses_side_by_side_stand_over_a_text_in_two_columns() -> None:
    text = lay_out(
        [
            page(
                block(50, 100, *column("A", 5)),
                block(320, 100, *column("B", 3)),
                block(50, 190, *column("L", 4), "", *column("M", 3)),
                block(320, 190, *column("R", 6)),
            )
        ]
    ).text
    assert in_order(text, "A0", "A4", "B0", "B2", "L0", "M2", "R0", "R5")
