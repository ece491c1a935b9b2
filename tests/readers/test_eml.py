"""The e-mail reader: the best body, forwarded messages, quoted bodies, subjects, and mailboxes of several."""

import base64
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest import CaseRecord, Options, Status, convert
from ingest.errors import LimitExceeded, UnreadableFile
from ingest.readers import eml
from scripts.gold import FIXTURES
from tests.readers.mutations import FORMATS, labels, mutated, own_text, reads_or_refuses

MAIL = (FORMATS / "ethiopia.eml").read_bytes()
ALTERNATIVE = (FORMATS / "ethiopia_alternative.eml").read_bytes()
FORWARDED = (FORMATS / "ethiopia_forwarded.eml").read_bytes()
MBOX = (FORMATS / "two.mbox").read_bytes()
HEAD = "From: a@example.org\nMessage-ID: <1@example.org>\nMIME-Version: 1.0\n"


def text_of(mail: str) -> str:
    return eml.read(mail.encode()).text


def test_the_body_is_the_text() -> None:
    assert eml.read(MAIL).text.replace("\r\n", "\n").strip() == own_text()


def test_a_stub_gives_way_to_the_page_and_attachments_are_no_text() -> None:
    assert eml.read(ALTERNATIVE).text == own_text()


def test_a_forwarded_quoted_message_is_unquoted() -> None:
    reading = eml.read(FORWARDED)
    start, end = reading.furniture[0]
    assert reading.text[start:end] == "Please see below."
    assert reading.text[end:].strip() == own_text()
    assert len(reading.furniture) == 1


def test_the_head_of_a_forward_inside_a_body_is_furniture() -> None:
    head = "For you.\n\n---------- Forwarded message ---------\nFrom: A <a@example.org>\nDate: Tue, 3 May\nSubject: x\n"
    reading = eml.read(f"{HEAD}\n{head}\n\n{own_text()}\n".encode())
    start, end = reading.furniture[0]
    assert reading.text[start:end] == head.rstrip()
    assert reading.text[end:].strip() == own_text()


def test_the_line_above_a_quoted_body_is_furniture() -> None:
    quoted = "\n".join(f"> {line}" for line in own_text().split("\n"))
    reading = eml.read(f"{HEAD}\nOn Tue, 3 May 2022, A wrote:\n{quoted}\n".encode())
    start, end = reading.furniture[0]
    assert reading.text[start:end] == "On Tue, 3 May 2022, A wrote:"
    assert reading.text[end:].strip() == own_text()


def test_a_mailbox_gives_one_reading_for_each_message() -> None:
    first, second = eml.read_all(MBOX)
    assert "SELAMAWIT" not in second.text
    assert first.text.startswith(own_text())
    assert first.text.rstrip().endswith("\nFrom now on, write daily.")
    assert first.media_type == second.media_type == "application/mbox"


def test_a_damaged_message_does_not_cost_the_others() -> None:
    damaged = b"From a@example.org Tue May  3 09:00:00 2022\nFrom: a@example.org\n\n\n"
    assert len(eml.read_all(damaged + MBOX)) == 2


def test_a_subject_that_names_an_urgent_action_is_the_first_line() -> None:
    text = text_of(f"{HEAD}Subject: Fwd: [uan] =?utf-8?q?UA_12/23_Per=C3=BA?=\n\nFree her.\n")
    assert text.startswith("UA 12/23 Perú\n\nFree her.")


@pytest.mark.parametrize(("subject", "body"), [("Hello", "Free her."), ("UA 12/23 Peru", "First UA: 12/23\nFree her.")])
def test_a_subject_that_adds_nothing_is_left_out(subject: str, body: str) -> None:
    assert text_of(f"{HEAD}Subject: {subject}\n\n{body}") == body


def test_base64_and_an_unknown_charset() -> None:
    body = base64.b64encode("Señor Ministro".encode()).decode()
    head = f"{HEAD}Content-Type: text/plain; charset=x-none\nContent-Transfer-Encoding: base64\n"
    assert text_of(f"{head}\n{body}\n") == "Señor Ministro"


def test_flowed_lines_are_joined() -> None:
    assert text_of(f"{HEAD}Content-Type: text/plain; format=flowed\n\nFree \nher.\n From\n") == "Free her.\nFrom\n"


def test_an_answer_with_its_own_text_keeps_its_quotation_marks() -> None:
    assert text_of(f"{HEAD}\nI agree.\nThanks.\n> Free her.") == "I agree.\nThanks.\n> Free her."


def test_a_body_quoted_twice_is_unquoted() -> None:
    assert text_of(f"{HEAD}\n>> Free her.\n>>\n>> At once.").split() == ["Free", "her.", "At", "once."]


def test_links_of_a_page_are_kept() -> None:
    mail = f'{HEAD}Content-Type: text/html\n\n<p>Write <a href="mailto:a@example.org">here</a>.</p>'
    assert labels(eml.read(mail.encode())) == [("here", "mailto:a@example.org")]


def test_a_mail_without_text_is_refused_with_the_remedy() -> None:
    with pytest.raises(UnreadableFile, match="attachment"):
        eml.read(f"{HEAD}Content-Type: image/png\n\nabc".encode())


def nested(times: int, kind: str) -> bytes:
    lines = [HEAD]
    for index in range(times):
        inner = f"Content-Type: {kind}; boundary=b{index}\n\n--b{index}\n"
        lines.append(inner)
    return "".join([*lines, "Content-Type: text/plain\n\nFree her.\n"]).encode()


@pytest.mark.parametrize("times", [5, 30, 400, 5_000])
@pytest.mark.parametrize("kind", ["multipart/mixed", "multipart/alternative", "message/rfc822"])
def test_nested_parts_are_read_or_refused(times: int, kind: str) -> None:
    if times == 5:
        eml.read(nested(times, kind))
    reads_or_refuses(eml.read, nested(times, kind))


def test_too_many_parts_are_refused() -> None:
    parts = "--b\nContent-Type: text/plain\n\na\n" * (eml.MAX_PARTS + 1)
    with pytest.raises(LimitExceeded):
        text_of(f"{HEAD}Content-Type: multipart/mixed; boundary=b\n\n{parts}--b--\n")


def test_endless_headers_take_bounded_time() -> None:
    for header in (
        "From: " + "a@b, " * 200_000,
        "Content-Type: text/plain" + "; a=b" * 400_000,
        "Subject: " + "=?utf-8?q?a?= " * 99_999,
    ):
        reads_or_refuses(eml.read, f"{header}\nMessage-ID: <1@b>\n\nFree her.".encode())


def test_too_many_messages_are_refused() -> None:
    one = b"From a@example.org Tue May  3 09:00:00 2022\nFrom: a@example.org\n\na\n\n"
    with pytest.raises(LimitExceeded):
        eml.read_all(one * (eml.MAX_MESSAGES + 1))


@settings(deadline=None, max_examples=60)
@given(st.one_of(mutated(ALTERNATIVE), mutated(FORWARDED)))
def test_damaged_files_are_read_or_refused(data: bytes) -> None:
    reads_or_refuses(eml.read, data)


@settings(deadline=None, max_examples=40)
@given(mutated(MBOX))
def test_damaged_mailboxes_are_read_or_refused(data: bytes) -> None:
    reads_or_refuses(eml.read_all, data)


def mail_with(*attached: tuple[str, str, bytes], body: str = "Please find the new appeals attached.") -> bytes:
    """A mail with attachments: main type, subtype, bytes."""
    mail = EmailMessage()
    mail["From"] = "a@example.org"
    mail["Message-ID"] = "<1@example.org>"
    mail.set_content(body)
    for main, sub, data in attached:
        mail.add_attachment(data, maintype=main, subtype=sub, filename="appeal")
    return mail.as_bytes()


PDF = (FIXTURES / "pdf" / "us_egypt_side_box.pdf").read_bytes()
DOCX = (FORMATS / "ethiopia.docx").read_bytes()
PLAIN = Options(mentions=False, strict=True)


@cache
def alone(data: str | bytes) -> CaseRecord:
    """What a text or file gives that no mail holds; the tests share it."""
    record = convert(data.encode() if isinstance(data, str) else data, options=PLAIN).record
    assert record is not None
    return record


def test_attached_documents_are_read_where_the_body_is_no_appeal() -> None:
    mail = mail_with(("application", "pdf", PDF), ("image", "png", b"\x89PNG\r\n\x1a\n"), ("application", "x", DOCX))
    first, second = convert(mail, options=PLAIN).records
    own = alone(PDF)
    assert (first.header, first.targets, first.evidence) == (own.header, own.targets, own.evidence)
    assert (first.source.media_type, first.source.engine) == ("message/rfc822", "email/pypdfium2")
    assert second.header.ua_number == "34/22"
    assert [(one.source.record_index, one.source.record_count) for one in (first, second)] == [(0, 2), (1, 2)]


def test_attachments_are_left_alone_where_the_body_is_the_appeal() -> None:
    mail = mail_with(("application", "pdf", PDF), body=own_text())
    assert [one.header.ua_number for one in convert(mail, options=PLAIN).records] == ["34/22"]


def test_a_mail_with_nothing_but_an_attachment_is_read() -> None:
    assert convert(mail_with(("application", "octet-stream", DOCX), body=""), options=PLAIN).status is Status.DONE


def test_a_mail_whose_attachments_are_no_appeals_is_none() -> None:
    mail = mail_with(("text", "csv", b"a,b\n1,2\n"), ("application", "zip", b"PK\x03\x04junk"))
    assert convert(mail, options=PLAIN).status is Status.NOT_A_UA


def test_a_document_attached_to_a_forwarded_mail_is_read() -> None:
    outer = EmailMessage()
    outer["From"] = "b@example.org"
    outer["Message-ID"] = "<2@example.org>"
    outer.set_content("See below.")
    outer.add_attachment(message_from_bytes(mail_with(("application", "pdf", PDF)), policy=default))
    assert convert(outer.as_bytes(), options=PLAIN).status is Status.DONE


def mailbox(*mails: bytes) -> bytes:
    """An mbox of the mails."""
    line = b"From a@example.org Tue May  3 09:00:00 2022\n"
    return b"\n".join(line + mail.replace(b"\r\n", b"\n").replace(b"\nFrom ", b"\n>From ") for mail in mails)


def test_attachments_in_a_mailbox_are_read_where_their_own_message_is_no_appeal() -> None:
    with_pdf = mail_with(("application", "pdf", PDF))
    with_both = mail_with(("application", "pdf", PDF), body=own_text())
    chat = mail_with(body="See you on Tuesday.")
    records = convert(mailbox(chat, with_pdf, with_both, chat, mail_with(("application", "x", DOCX))), options=PLAIN)
    own = alone(PDF)
    first, second, third = records.records
    assert (first.header, first.targets, first.evidence) == (own.header, own.targets, own.evidence)
    assert (second.header.ua_number, third.header.ua_number) == ("34/22", "34/22")
    assert {one.source.media_type for one in records.records} == {"application/mbox"}
    assert [one.source.engine for one in records.records] == ["email/pypdfium2", "email", "email/docx/lxml"]
    assert [one.source.record_index for one in records.records] == [0, 1, 2]


def test_a_mailbox_without_appeals_is_none() -> None:
    chat = mail_with(body="See you on Tuesday.")
    assert convert(mailbox(chat, mail_with(("text", "csv", b"a,b\n"))), options=PLAIN).status is Status.NOT_A_UA


def test_one_long_message_is_no_reason_to_refuse_a_mailbox() -> None:
    options = Options(mentions=False, strict=True, max_characters=2 * len(own_text()))
    mails = mailbox(*[mail_with(body=own_text())] * 4)
    assert len(convert(mails, options=options).records) == 4


def test_a_message_over_a_limit_is_left_out_of_its_mailbox_and_told() -> None:
    options = Options(mentions=False, strict=True, max_characters=2 * len(own_text()))
    mails = [mail_with(body=own_text()), mail_with(body=own_text() * 3), mail_with(body=own_text())]
    outcome = convert(mailbox(*mails), options=options)
    assert outcome.status is Status.DONE
    assert [(one.source.record_index, one.source.record_count) for one in outcome.records] == [(0, 2), (1, 2)]
    told = [finding for finding in outcome.findings if finding.rule == "UA905"]
    assert [finding.message.split(".")[0] for finding in told] == ["Message 2 of the mailbox was left out"]
    assert told[0] in outcome.records[0].findings


def test_a_mailbox_of_nothing_but_a_message_over_a_limit_is_refused_for_it() -> None:
    options = Options(mentions=False, max_characters=len(own_text()))
    outcome = convert(mailbox(mail_with(body=own_text() * 3), mail_with(body="Lunch?")), options=options)
    assert outcome.status is Status.FAILED
    assert [finding.rule for finding in outcome.findings] == ["UA905"]


@pytest.mark.parametrize("in_mailbox", [False, True])
def test_an_attachment_over_a_limit_is_left_out_and_told(in_mailbox: bool) -> None:
    long = ("application", "pdf", (FIXTURES / "pdf" / "template_kenya_running_header.pdf").read_bytes())
    mail = mail_with(long, ("application", "x", DOCX), body="See below.")
    options = Options(mentions=False, max_pages=1)
    outcome = convert(mailbox(mail) if in_mailbox else mail, options=options)
    assert outcome.status is Status.DONE
    assert [f.message.split(".")[0] for f in outcome.findings if f.rule == "UA905"] == ["An attachment was left out"]
    outcome = convert(mail_with(long, body="See below."), options=options)
    assert [finding.rule for finding in outcome.findings] == ["UA905"]


def quoted(text: str, mark: str = "> ") -> str:
    return "\n".join(f"{mark}{line}".rstrip() for line in text.split("\n"))


def flowed(text: str, mark: str = "") -> str:
    """Lines that a mail program broke behind a blank (RFC 3676)."""
    lines: list[str] = []
    for line in text.split("\n"):
        rest = line.rstrip()
        while len(rest) > 66 and (cut := rest.rfind(" ", 0, 66)) > 0:
            lines.append(rest[: cut + 1])
            rest = rest[cut + 1 :]
        lines.append(rest)
    return "\n".join(f"{mark}{line}" for line in lines)


def page_of(text: str) -> str:
    """A mail of HTML alone, in a table as newsletters are."""
    cells = "</td></tr><tr><td>".join(block.replace("\n", "<br>") for block in text.split("\n\n"))
    return f"<html><body><table width=600><tr><td>{cells}</td></tr></table></body></html>"


FLOWED = "Content-Type: text/plain; charset=utf-8; format=flowed\n\n"
HEADS = "From: B <b@example.org>\nSent: Monday, 3 May 2021 10:00\nTo: C\nSubject: FW: urgent\n\n"
FOOTER = "\n\n_______________________________________________\nUAN mailing list\nUAN@lists.example.org\n"
SIGNATURE = "\n\n-- \nAnna Smith\nUrgent coordinator\nPhone: +44 20 7946 0000\n"
UTF8 = "Content-Type: text/plain; charset=utf-8\n\n"
TNEF = base64.b64encode(b"x\x9f>\x22" + bytes(600)).decode()
AS_PEOPLE_SEND_IT = {
    "quoted twice": f"\nFYI\n\nOn Tue, A wrote:\n{quoted('On Mon, B wrote:' + chr(10) + quoted(own_text()))}",
    "quoted twice without blanks": f"\nFYI\n\nOn Tue, A wrote:\n> On Mon, B wrote:\n{quoted(own_text(), '>> ')}",
    "a chain of forwards": f"\nPlease act\n\n-----Original Message-----\n{HEADS}see below\n\n"
    f"-----Original Message-----\n{HEADS}{own_text()}",
    "a forward below a line": f"\nPlease act\n\n________________________________\n{HEADS}{own_text()}",
    "a forward below words": f"\nPlease act\n\nBegin forwarded message:\n\n{HEADS}{own_text()}",
    "a forward in quotation marks": f"\nPlease act\n\nBegin forwarded message:\n\n{quoted(HEADS + own_text())}",
    "the footer of a list": f"\n{own_text()}{FOOTER}",
    "a signature": f"\n{own_text()}{SIGNATURE}",
    "flowed": FLOWED + flowed(own_text()),
    "flowed and quoted": f"{FLOWED}On Tue, A wrote:\n{flowed(own_text(), '> ')}",
    "flowed and quoted twice": f"{FLOWED}> On Tue, A wrote:\n{flowed(own_text(), '>> ')}",
    "soft hyphens": UTF8 + own_text().replace("Ethiopia", "Ethi\u00adopia").replace("Minister", "Mini\u00adster"),
    "a table of HTML alone": f"Content-Type: text/html; charset=utf-8\n\n{page_of(own_text())}",
    "what Outlook attaches": "Content-Type: multipart/mixed; boundary=b\n\n--b\n"
    f"{UTF8}{own_text()}\n--b\nContent-Type: application/ms-tnef; name=winmail.dat\n"
    f"Content-Transfer-Encoding: base64\n\n{TNEF}\n--b--\n",
    "an attachment with a long name": "Content-Type: multipart/mixed; boundary=b\n\n"
    "--b\nContent-Type: text/plain\n\nSee.\n--b\n"
    "Content-Type: application/octet-stream; name*0*=utf-8''UA%20; name*1=x.txt\n"
    "Content-Disposition: attachment; filename*=utf-8''%C3%A9.txt\nContent-Transfer-Encoding: base64\n\n"
    f"{base64.encodebytes(own_text().encode()).decode()}\n--b--\n",
    "a message in a message in a message": f"Content-Type: message/rfc822\n\n{HEAD}Content-Type: message/rfc822\n\n"
    f"{HEAD}{UTF8}{own_text()}",
    "a saved page": 'Content-Type: multipart/related; type="text/html"; boundary=b\n\n--b\n'
    "Content-Type: text/html; charset=utf-8\nContent-Location: https://example.org/\n\n"
    f"{page_of(own_text())}\n--b\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\nAAAA\n--b--\n",
}


@pytest.mark.parametrize("case", AS_PEOPLE_SEND_IT)
def test_a_mail_gives_the_record_of_its_text(case: str) -> None:
    record = convert((HEAD + AS_PEOPLE_SEND_IT[case]).encode(), options=PLAIN).record
    plain = alone(own_text())
    assert record is not None
    for part in ("header", "subjects", "action", "targets", "letter", "additional_information"):
        assert getattr(record, part) == getattr(plain, part), part


@pytest.mark.parametrize(("declared", "charset"), [("utf-8", "cp1252"), ("us-ascii", "utf-8"), ("iso-8859-1", "utf-8")])
def test_a_charset_that_is_declared_wrongly_is_seen(declared: str, charset: str) -> None:
    text = own_text().replace("Selamawit", "Sélamawit")
    head = f"{HEAD}Content-Type: text/plain; charset={declared}\nContent-Transfer-Encoding: 8bit\n\n"
    assert eml.read(head.encode() + text.encode(charset)).text.strip() == text


DIGEST_HEAD = "Date: Tue, 3 May 2022\nFrom: A <a@example.org>\nTo: uan@example.org\nMessage-ID: <1@example.org>\n"
RULE = "------------------------------"
OTHER = (FIXTURES / "modern" / "is_japan_execution.txt").read_text("utf-8").strip()


def part(text: str) -> str:
    return f"--b\n\nFrom: b@example.org\nSubject: An appeal\n{UTF8}{text}\n\n"


@pytest.mark.parametrize(
    "digest",
    [
        f"Content-Type: multipart/digest; boundary=b\n\n{part(own_text())}{part(OTHER)}--b--\n",
        "Content-Type: multipart/mixed; boundary=c\n\n--c\nContent-Type: text/plain\n\nTopics:\n"
        " 1. UA 34/22\n 2. UA 3/25\n\n"
        f"--c\nContent-Type: multipart/digest; boundary=b\n\n{part(own_text())}{part(OTHER)}--b--\n--c--\n",
        f"\nSend messages to\n\tuan@example.org\n\nTopics:\n\n   1. An appeal\n\n\n{RULE * 2}\n\n"
        f"{DIGEST_HEAD}\n{own_text()}"
        f"\n\n{RULE}\n\n{DIGEST_HEAD}\n{OTHER}\n\n{RULE}\n\nEnd of the digest\n*****************\n",
    ],
    ids=["of parts", "of parts behind contents", "of lines"],
)
def test_a_digest_gives_a_record_for_each_of_its_messages(digest: str) -> None:
    records = convert((HEAD + digest).encode(), options=PLAIN).records
    own = [alone(text) for text in (own_text(), OTHER)]
    assert [(one.source.record_index, one.source.record_count) for one in records] == [(0, 2), (1, 2)]
    assert [one.header for one in records] == [one.header for one in own]
    assert [one.targets for one in records] == [one.targets for one in own]
