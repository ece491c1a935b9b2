"""Reader: e-mails (EML, mbox, and web pages saved as MHTML); bytes -> Reading.

A message gives its best body, the bodies of messages that it forwards, and its subject where that names an Urgent
Action and the body does not. Attachments are no text of the mail; who reads them asks `attachments` for them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from email import errors as mail_errors
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message
from email.policy import Compat32

from ingest import vocabulary
from ingest.errors import LimitExceeded, UnreadableFile
from ingest.kept_patterns import kept_pattern
from ingest.readers import html
from ingest.readers.charset import decoded
from ingest.readers.limits import too_large
from ingest.readers.mail_quoting import (
    digest_heads,
    envelope_end,
    names_urgent_action,
    number_in,
    signature_start,
    unquoted,
)
from ingest.reading import Link, Reading

MEDIA_TYPE = "message/rfc822"
MBOX_MEDIA_TYPE = "application/mbox"
_ENGINE = "email"
MAX_MESSAGES = 5_000
MAX_HEADER = 4_000
"""Characters of a header; what follows is cut off."""
MAX_PARTS = 500
"""MIME parts of one message."""
MAX_DEPTH = 20
"""Levels of parts in parts."""
_STUB_SHARE = 0.4
"""A plain body with less than this part of the HTML body's letters stands in for it."""
_MBOX_LINE = re.compile(rb"^From [^\r\n]{0,400}\r?\n(?=[\w-]{1,60}:)", re.MULTILINE)
_MBOX_ESCAPE = re.compile(rb"^>(?=>{0,20}From )", re.MULTILINE)


class _ShortHeaders(Compat32):
    """Headers as they stand, and no more of each than anyone writes.

    The library's newer policies parse addresses and parameters in quadratic time and space.
    """

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        return name, value[:MAX_HEADER]


def read(data: bytes) -> Reading:
    """The text of one e-mail. Raises UnreadableFile or LimitExceeded."""
    return _reading(data, MEDIA_TYPE)


def messages(data: bytes) -> list[bytes]:
    """The messages of an mbox, in order, each an e-mail of its own. Raises LimitExceeded."""
    found = _messages(data)
    if len(found) > MAX_MESSAGES:
        raise too_large("messages", MAX_MESSAGES, len(found))
    return found


def read_all(data: bytes) -> list[Reading]:
    """The messages of an mbox that hold text, in order. Raises UnreadableFile or LimitExceeded."""
    readings: list[Reading] = []
    last: UnreadableFile | None = None
    for message in messages(data):
        try:
            reading = _reading(message, MBOX_MEDIA_TYPE)
        except UnreadableFile as error:
            # One damaged message does not cost the others.
            last = error
            continue
        if reading.text.strip():
            readings.append(reading)
    if not readings:
        raise last or UnreadableFile("The mailbox holds no message with text")
    return readings


def attachments(data: bytes) -> list[bytes]:
    """The bytes of the documents that are attached to an e-mail, or to messages in it, in order; no pictures or sounds.

    Empty where the e-mail cannot be read. Raises LimitExceeded for too many parts or levels of them.
    """
    try:
        message = message_from_bytes(data, policy=_ShortHeaders())
    except (RecursionError, ValueError, LookupError, mail_errors.MessageError):
        return []
    found: list[bytes] = []
    todo = [(message, 0)]
    seen = 0
    while todo:
        part, level = todo.pop()
        seen += 1
        _check(seen, level)
        inner = _inside(part)
        todo += ((one, level + 1) for one in reversed(inner))
        if not inner and not _is_text(part) and part.get_content_maintype() in ("application", "text"):
            payload = _payload(part)
            found += [payload] if payload else []
    return found


def _payload(part: "Message[str, str]") -> bytes | None:
    try:
        payload = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError, AttributeError, TypeError, IndexError):
        return None
    return payload if isinstance(payload, bytes) else None


def _messages(data: bytes) -> list[bytes]:
    """The messages of an mbox, without the lines that divide them and the marks that protect such lines."""
    dividers = [match for match in _MBOX_LINE.finditer(data) if _after_blank_line(data, match.start())]
    if not dividers:
        return [data]
    ends = [match.start() for match in dividers[1:]] + [len(data)]
    return [_MBOX_ESCAPE.sub(b"", data[divider.end() : end]) for divider, end in zip(dividers, ends, strict=True)]


def _after_blank_line(data: bytes, offset: int) -> bool:
    return not data[:offset].strip() if offset < 8 else data[offset - 3 : offset].endswith((b"\n\n", b"\n\r\n"))


def _reading(data: bytes, media_type: str) -> Reading:
    try:
        message = message_from_bytes(data, policy=_ShortHeaders())
    except (RecursionError, ValueError, LookupError, mail_errors.MessageError) as error:
        raise UnreadableFile("The e-mail's parts are damaged or nested too deeply") from error
    bodies = _bodies(message)
    if not bodies:
        raise UnreadableFile("The e-mail holds no text", "If its text is in an attachment, save and convert that.")
    return _joined(bodies, media_type)


@dataclass(frozen=True, slots=True)
class _Body:
    """The text of one part, the links in it, and what of it is the sender's own.

    `envelope` is how many characters at its start are the sender's words, `signature` where the sender's name and
    numbers begin at its end; None for nowhere. `lines` are others that a mailing list put there.
    """

    text: str
    links: tuple[Link, ...] = ()
    envelope: int = 0
    signature: int | None = None
    lines: tuple[tuple[int, int], ...] = ()


def _joined(bodies: list[_Body], media_type: str) -> Reading:
    """The bodies one after the other."""
    text = ""
    links: list[Link] = []
    furniture: list[tuple[int, int]] = []
    for body in bodies:
        if text:
            text = text.rstrip() + "\n\n"
        links += (Link(link.start + len(text), link.end + len(text), link.url) for link in body.links)
        if body.text[: body.envelope].strip():
            furniture.append((len(text), len(text) + len(body.text[: body.envelope].rstrip())))
        furniture += ((len(text) + start, len(text) + end) for start, end in body.lines if start >= body.envelope)
        if body.signature is not None and body.signature >= body.envelope:
            furniture.append((len(text) + body.signature, len(text) + len(body.text.rstrip())))
        text += body.text
    return Reading(text=text, media_type=media_type, engine=_ENGINE, links=tuple(links), furniture=tuple(furniture))


def _bodies(message: "Message[str, str]") -> list[_Body]:
    """The subject, if it is worth a line, and the bodies of a message and of those inside it.

    The words of one who forwards a message are furniture, unless they name an Urgent Action themselves.
    """
    found: list[_Body] = []
    for depth, (head, texts) in enumerate(_messages_inside(message)):
        bodies = [body for part in texts if (body := _best(part)) is not None and body.text.strip()]
        if depth == 1 and not any(names_urgent_action(body.text) for body in found):
            found = [replace(body, envelope=len(body.text)) for body in found]
        subject = _subject(head)
        if subject and _adds(subject, bodies):
            found.append(_Body(subject))
        found += bodies
    return found


def _messages_inside(
    message: "Message[str, str]",
) -> "Iterator[tuple[Message[str, str], list[list[Message[str, str]]]]]":
    """Each message, outermost first, with its body parts: for each body the alternatives.

    Raises LimitExceeded for too many parts or levels of them.
    """
    waiting = [(message, 0)]
    seen = 0
    while waiting:
        head, depth = waiting.pop(0)
        bodies: list[list[Message[str, str]]] = []
        todo = [(head, depth)]
        while todo:
            part, level = todo.pop()
            seen += 1
            _check(seen, level)
            if part.get_content_type() in ("message/rfc822", "message/global") and part is not head:
                waiting += ((inner, level + 1) for inner in _inside(part))
            elif part.get_content_type() == "multipart/alternative":
                bodies.append(_leaves(part, level))
            elif part.is_multipart():
                inner_parts = _inside(part)
                wanted = inner_parts[:1] if part.get_content_type() == "multipart/related" else inner_parts
                todo += ((inner, level + 1) for inner in reversed(wanted))
            elif _is_text(part):
                bodies.append([part])
        yield head, bodies


def _check(seen: int, level: int) -> None:
    if seen > MAX_PARTS:
        raise too_large("parts", MAX_PARTS, seen)
    if level > MAX_DEPTH:
        raise too_large("levels of parts", MAX_DEPTH, level)


def _inside(part: "Message[str, str]") -> "list[Message[str, str]]":
    payload = part.get_payload()
    return [one for one in payload if isinstance(one, Message)] if isinstance(payload, list) else []


def _leaves(alternative: "Message[str, str]", level: int) -> "list[Message[str, str]]":
    """The text parts of a `multipart/alternative`, also those inside a `multipart/related`."""
    leaves: list[Message[str, str]] = []
    todo = [(alternative, level)]
    while todo:
        part, depth = todo.pop()
        _check(len(leaves) + len(todo), depth)
        if part.is_multipart():
            todo += ((inner, depth + 1) for inner in reversed(_inside(part)))
        elif _is_text(part):
            leaves.append(part)
    return leaves


def _is_text(part: "Message[str, str]") -> bool:
    if part.get_content_disposition() == "attachment":
        return False
    return part.get_content_type() in ("text/plain", "text/html", "text/enriched", "application/xhtml+xml")


def _best(parts: "list[Message[str, str]]") -> _Body | None:
    """The plain text, unless it is a stub beside the HTML."""
    plain = [body for part in parts if part.get_content_type() == "text/plain" and (body := _plain(part)).text.strip()]
    rich = [part for part in parts if part.get_content_type() != "text/plain"]
    if not rich:
        return _one(plain)
    try:
        flow = html.flow_of(_text_of(rich[0]), _header(rich[0], "content-location") or None)
    except (UnreadableFile, LimitExceeded):
        if plain:
            return _one(plain)
        raise
    shown = _Body(flow.text, flow.links)
    if plain and _letters(_one_text(plain)) >= _STUB_SHARE * _letters(shown.text):
        return _one(plain)
    return shown


def _one(bodies: list[_Body]) -> _Body | None:
    if not bodies:
        return None
    return bodies[0] if len(bodies) == 1 else _Body(_one_text(bodies))


def _one_text(bodies: list[_Body]) -> str:
    return "\n\n".join(body.text for body in bodies)


def _letters(text: str) -> int:
    return sum(char.isalnum() for char in text)


def _plain(part: "Message[str, str]") -> _Body:
    text = _text_of(part).replace("\r\n", "\n")
    if str(part.get_param("format", "")).casefold() == "flowed":
        text = _unflowed(text, delete_space=str(part.get_param("delsp", "")).casefold() == "yes")
    bare = unquoted(text)
    return _Body(
        bare,
        envelope=envelope_end(text, bare),
        signature=signature_start(bare),
        lines=tuple(digest_heads(bare)),
    )


def _text_of(part: "Message[str, str]") -> str:
    """The decoded characters of a part, whatever it claims about them."""
    try:
        payload = part.get_payload(decode=True)
        declared = part.get_content_charset()
    except (ValueError, LookupError, AssertionError, AttributeError, TypeError, IndexError) as error:
        raise UnreadableFile("A part of the e-mail is damaged") from error
    return decoded(payload, declared)[1] if isinstance(payload, bytes) and payload else ""


def _unflowed(text: str, *, delete_space: bool) -> str:
    """Join the lines that the sender's program broke (RFC 3676): those that end in a blank and are quoted alike."""
    lines: list[str] = []
    before = -1
    for line in text.split("\n"):
        bare = line.lstrip(">")
        depth = len(line) - len(bare)
        bare = bare.removeprefix(" ")
        if depth == before:
            lines[-1] = (lines[-1][:-1] if delete_space else lines[-1]) + bare
        else:
            lines.append(f"{'>' * depth} {bare}" if depth else bare)
        before = depth if bare.endswith(" ") and bare != "-- " else -1
    return "\n".join(lines)


@kept_pattern(re.IGNORECASE)
def _reply_marks() -> str:
    """Marks of answers ("Re:") and names of lists ("[uan]") before a subject."""
    return rf"^(?:\s*{vocabulary.expression('header', 'reply_mark')}\s*:\s*|\s*\[[^\]\n]{{1,40}}\]\s*){{1,6}}"


def _subject(message: "Message[str, str]") -> str:
    """The subject without the marks of replies and lists; empty where it cannot be read."""
    raw = _header(message, "subject")
    try:
        text = str(make_header(decode_header(raw))) if "=?" in raw else raw
    except (ValueError, LookupError, TypeError, mail_errors.MessageError):
        return ""
    return " ".join(_reply_marks().sub("", text).split())


def _header(message: "Message[str, str]", name: str) -> str:
    """The raw characters of a header, in whatever charset they are; empty for one that is missing."""
    raw = next((str(value) for key, value in message.raw_items() if key.casefold() == name), "")
    return raw if raw.isascii() else decoded(raw.encode("utf-8", "surrogateescape"))[1]


def _adds(subject: str, bodies: list[_Body]) -> bool:
    """Whether a subject names an Urgent Action that no body names by its number."""
    if not names_urgent_action(subject):
        return False
    text = "\n".join(body.text for body in bodies)
    number = number_in(subject)
    return number not in text if number else not names_urgent_action(text)
