"""The HTML reader: the content of a page without the site around it, losing no address and no link."""

import time

import pytest
from hypothesis import given, settings

from ingest.errors import LimitExceeded
from ingest.readers import html
from tests.readers.mutations import FORMATS, MOST_SECONDS, labels, mutated, own_text, reads_or_refuses

PAGE = (FORMATS / "ethiopia.html").read_bytes()
EVERYTHING = (FORMATS / "everything.html").read_bytes()


def text_of(markup: str) -> str:
    return html.read(markup.encode()).text


def test_the_content_is_the_text_without_the_site() -> None:
    reading = html.read(PAGE)
    assert reading.text == own_text()
    assert reading.links == ()
    assert reading.engine == "html/lxml/cp1252"


def test_everything_stands_in_reading_order() -> None:
    assert html.read(EVERYTHING).text.split("\n\n") == [
        "URGENT ACTION",
        "Farmer Rosa Huamán was detained – on 2\u00a0May. Read the earlier UA, click here or run this.",
        "3. Demand that they free her\n• at once\n4. Let her see a doctor",
        "Minister of Justice\nLima, Peru",
        "Ombudsperson\nLima, Peru",
        "Fax: +51 1 204 8020\nEmail: ministro@justicia.example",
        "One line",
        "Another block",
        "Email: [email\u00a0protected]",
        "Twitter: @minjus",
        "Fax  one\nFax  two",
        "Last",
    ]


def test_links_lead_where_they_lead() -> None:
    assert labels(html.read(EVERYTHING)) == [
        ("Read the earlier UA", "https://www.example.org/ua/11/"),
        ("click here", "#"),
        ("@minjus", "https://twitter.com/minjus"),
    ]


def test_relative_links_start_from_where_the_page_was_saved() -> None:
    page = '<!-- saved from url=(0026)https://www.example.org/a/b --><p><a href="c">See</a></p>'
    assert labels(html.read(page.encode())) == [("See", "https://www.example.org/a/c")]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>a<br>b<br><br>c</p>", "a\nb\n\nc"),
        ("<div>a</div><div>b</div><div>&nbsp;</div><div>c</div>", "a\nb\n\nc"),
        ("<p class=MsoNormal>a<o:p></o:p></p><p class=MsoNormal>b</p>", "a\nb"),
        ("<p style='margin:0cm'>a</p><p style='margin:0'>b</p><p>c</p>", "a\nb\n\nc"),
        ("<p style='text-transform:uppercase'>Urgent <b>action</b></p>", "URGENT ACTION"),
        ("<p>one<!-- no --> two<script>no</script> three<style>no</style></p>", "one two three"),
        ("<p>a<span style='display:none'>no</span><span hidden>no</span><i class=sr-only>no</i>b</p>", "ab"),
        ("<p>&lt;tag&gt; &amp; &eacute; &#x2019;</p>", "<tag> & é ’"),
        ("<ol type=i><li>a<li value=4>b</ol><ul style='list-style:none'><li>c</ul>", "i. a\niv. b\n\nc"),
        ("<p>a\x00b</p>", "ab"),
        ("<table><tr><td><p>A</p></td><td><p>B</p></td></tr></table>", "A\n\nB"),
    ],
)
def test_lines_and_blocks(markup: str, text: str) -> None:
    assert text_of(f"<html><body>{markup}</body></html>") == text


def test_a_side_box_with_an_address_is_kept() -> None:
    page = (
        f"<body><div id=story><p>{'Free her. ' * 50}</p></div>"
        '<aside class="sidebar">Email: <a href="mailto:a@example.org">a@example.org</a></aside>'
        '<aside class="sidebar">Other stories</aside><footer>Imprint: x@example.org</footer></body>'
    )
    text = text_of(page)
    assert "a@example.org" in text
    assert "Other stories" not in text
    assert "Imprint" not in text


def test_a_main_element_with_little_in_it_is_not_trusted() -> None:
    assert "Free her" in text_of(f"<body><main>Loading</main><div><p>{'Free her. ' * 50}</p></div></body>")


@pytest.mark.parametrize(
    ("data", "charset"),
    [
        ("<meta charset=windows-1251><p>Генеральный прокурор".encode("cp1251"), "cp1251"),
        ("<meta charset=iso-8859-1><p>“quoted”".encode("cp1252"), "cp1252"),
        ("<meta charset=windows-1252><p>Selamawit’s é".encode(), "utf-8"),
        ("\ufeff<p>é".encode("utf-16-le"), "utf-16-le"),
        ("<p>Señor Ministro, ¿dónde está?".encode("cp1252"), "cp1252"),
        ("<meta charset=unknown-8><p>é".encode(), "utf-8"),
    ],
)
def test_the_charset_is_found(data: bytes, charset: str) -> None:
    reading = html.read(data)
    assert reading.engine == f"html/lxml/{charset}"
    assert "\ufffd" not in reading.text


def test_deep_nesting_is_read_or_refused() -> None:
    page = "<body>" + "<div>" * 1_500 + "deep" + "</div>" * 1_500 + "<p>behind</p></body>"
    assert text_of(page) == "deep\n\nbehind"
    for times in (3_000, 200_000):
        with pytest.raises(LimitExceeded):
            text_of("<body>" + "<div>" * times + "deep")


def test_too_many_elements_are_refused() -> None:
    with pytest.raises(LimitExceeded):
        text_of("<p>a" * (html.MAX_ELEMENTS + 1))


@pytest.mark.parametrize(
    "piece",
    [
        "<td>a:",
        "<tr><td>a<br>",
        "<header>",
        "<aside>@",
        "<footer>a</footer>",
        "<a href=x>",
        "<ol><li>",
        "<table><tr><td>",
    ],
)
def test_pages_of_one_thing_take_bounded_time(piece: str) -> None:
    started = time.process_time()
    reads_or_refuses(html.read, f"<body><table><tr>{piece * 60_000}".encode())
    reads_or_refuses(html.read, f"<body><table><tr>{piece * 600}{'<p>a@b ' * 20_000}".encode())
    assert time.process_time() - started < MOST_SECONDS


@settings(deadline=None, max_examples=200)
@given(mutated(EVERYTHING))
def test_damaged_files_are_read_or_refused(data: bytes) -> None:
    reads_or_refuses(html.read, data)
