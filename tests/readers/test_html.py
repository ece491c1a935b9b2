"""The HTML reader: the content of a page without the site around it, losing no address and no link."""

import time

import pytest
from hypothesis import given, settings

from ingest import Options, convert
from ingest.errors import LimitExceeded, UnreadableFile
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


def test_an_address_in_cipher_is_told() -> None:
    cipher = "7d" + bytes(one ^ 0x7D for one in b"ministro@justicia.example").hex()
    hidden = (
        f'<a href="/cdn-cgi/l/email-protection" class="__cf_email__" data-cfemail="{cipher}">[email&#160;protected]</a>'
    )
    linked = f'<a href="/cdn-cgi/l/email-protection#{cipher}">Write to him</a>'
    reading = html.read(f"<p>Email: {hidden} or {linked}</p>".encode())
    assert reading.text == "Email: ministro@justicia.example or Write to him"
    assert {url for _, url in labels(reading)} == {"mailto:ministro@justicia.example"}
    for broken in ("zz", "7d1e12", "7d1e121e09"):
        assert "[email" in text_of(f'<p><span data-cfemail="{broken}">[email&#160;protected]</span></p>')


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


@settings(deadline=None, max_examples=60)
@given(mutated(EVERYTHING))
def test_damaged_files_are_read_or_refused(data: bytes) -> None:
    reads_or_refuses(html.read, data)


STORY = f"<h1>URGENT ACTION</h1><p>{'They took her on 3 May. ' * 12}</p>"
TARGET = "<p>Minister of Justice<br>Fax: +251 11 551 7755</p>"


@pytest.mark.parametrize(
    "panel",
    [
        f"<button aria-controls=p1>Targets</button><div id=p1 style='display:none'>{TARGET}</div>",
        f"<a href='#p1'>Targets</a><div id=p1 hidden>{TARGET}</div>",
        f"<a data-bs-target='#p1'>Targets</a><div id=p1 class=collapse style='display: none'>{TARGET}</div>",
        f"<div role=tabpanel hidden aria-hidden=true>{TARGET}</div>",
        f"<div class='accordion-content' style='display:none;'>{TARGET}</div>",
        f"<section class='elementor-tab-content' hidden>{TARGET}</section>",
        f"<div hidden=until-found>{TARGET}</div>",
        f"<details><summary>Targets</summary>{TARGET}</details>",
        f"<amp-accordion><section><h4>Targets</h4><div>{TARGET}</div></section></amp-accordion>",
    ],
)
def test_what_opens_on_a_click_is_read(panel: str) -> None:
    assert "Minister of Justice\nFax: +251 11 551 7755" in text_of(f"<body><main>{STORY}{panel}</main></body>")


@pytest.mark.parametrize(
    "rest",
    [
        "<button aria-controls=m>Sign</button><div id=m class='modal fade' style='display:none'>X</div>",
        "<a href='#menu'>Menu</a><div id=menu style='display:none'>X</div>",
        "<div style='display:none'>X</div>",
        "<div class='addtoany_share_save_container'><a href='https://facebook.com/sharer'>X</a></div>",
        "<div class='sharedaddy sd-sharing-enabled'><h3>X</h3></div>",
        "<ul class=social-icons><li>X</li></ul>",
        "<amp-social-share type=twitter>X</amp-social-share><amp-sidebar id=s><p>X</p></amp-sidebar>",
        f"<div id=comments class=comments-area><h2>X</h2><p>{'X a@example.org ' * 90}</p></div>",
        "<form><label for=n>X</label><input id=n><label><input type=checkbox> X</label><button>X</button></form>",
        "<form><label>X</label><input><textarea>X</textarea><select><option>X</select></form>",
        "<div class='cc-window cc-banner'>X</div><div id=CybotCookiebotDialog>X</div><div id=usercentrics-root>X</div>",
        "<div class=entry-meta>X</div><p class=byline>X</p><span class=cat-links>X</span>",
        "<aside class=teasers>X</aside><div class=teaser-list>X</div>",
        "<p>Fax<i aria-hidden=true>X</i><span aria-hidden=true class=icon>X</span></p>",
        "<noscript>X</noscript><iframe src=x>X</iframe>",
        "<ul><li><a href='https://www.facebook.com/sharer.php?u=x'>X</a><li><a href='whatsapp://send?text=x'>X</a></ul>",
    ],
)
def test_what_is_not_of_the_story_is_left_out(rest: str) -> None:
    assert "X" not in text_of(f"<body>{STORY}{rest}<p>Dear Minister,</p></body>")


def test_a_lead_is_read() -> None:
    lead = "<div class=teaser>Ana Ruiz, a farmer, was detained.</div>"
    assert "Ana Ruiz, a farmer" in text_of(f"<body>{lead}{STORY}</body>")


def test_links_to_networks_that_are_no_buttons_are_read() -> None:
    steps = (
        "<p><a href='https://twitter.com/intent/tweet?text=x'>Tweet to @minjust, and ask your friends to do so</a> or "
        "<a href='https://api.whatsapp.com/send?phone=251115520874'>write to him</a></p>"
        "<ul><li><a href='https://facebook.com/minjust'>Facebook</a></li><li><a href='https://x.com/minjust'>X</a></li></ul>"
    )
    assert text_of(f"<body>{STORY}{steps}</body>").endswith("or write to him\n\n\u2022 Facebook\n\u2022 X")


def test_a_letter_in_a_field_to_send_is_read() -> None:
    letter = "Dear Minister,\n\nI urge you to release her at once and without any condition.\n\nYours sincerely,"
    assert letter in text_of(f"<body><main>{STORY}<form><textarea name=letter>{letter}</textarea></form></main></body>")


def test_a_label_that_is_no_field_s_is_text() -> None:
    assert "Fax: +251 11 551 7755" in text_of(f"<body>{STORY}<p><label>Fax:</label> +251 11 551 7755</p></body>")


def test_a_number_beside_one_for_ears_is_read() -> None:
    page = f"<body>{STORY}<p>Fax: <span aria-hidden=true>+251 11 551 7755</span></p></body>"
    assert "Fax: +251 11 551 7755" in text_of(page)


def test_a_page_of_frames_is_read_beside_them_or_refused_with_the_remedy() -> None:
    frames = "<html><head><title>UA</title></head><frameset cols='1,2'><frame src=a.html><noframes>{}</noframes>"
    assert text_of(frames.format(f"<body>{STORY}{TARGET}</body>")).endswith("Fax: +251 11 551 7755")
    with pytest.raises(UnreadableFile, match=r"frames.*Convert the pages"):
        text_of(frames.format("<body>Your browser knows no frames.</body>"))


def test_a_page_of_1999_in_tables_and_fonts_gives_the_record_of_its_text() -> None:
    lines = own_text().split("\n")
    shown = "<br>\n".join(line.replace("&", "&amp").replace("  ", "&nbsp; ").replace(": ", ":&nbsp;") for line in lines)
    page = (
        '<html><head><meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1"></head><body>'
        "<table width=600 border=0><tr><td width=120 valign=top><font size=1><a href=a.html>Home</a><br>"
        f"<a href=b.html>News</a></font></td><td><font face=Arial size=2>{shown}</font></td></tr></table></body></html>"
    )
    options = Options(mentions=False, strict=True)
    found, expected = (convert(one, options=options).record for one in (page.encode("cp1252"), own_text().encode()))
    assert found is not None
    assert expected is not None
    assert (found.header, found.targets, found.letter) == (expected.header, expected.targets, expected.letter)
