"""Reader: messages in the forms of mail programs (Outlook's MSG, Apple Mail's EMLX); bytes -> an e-mail.

MSG is a compound file whose streams are named by the numbers of what they hold; the numbers are those of Microsoft's
published specifications [MS-OXMSG] and [MS-OXPROPS]. Readers made for it decode strictly, and lose a message for one
wrong byte, and those that it holds; so the streams are taken as they are, by olefile.
"""

import io
from contextlib import suppress
from email import policy
from email.message import Message
from email.mime.nonmultipart import MIMENonMultipart
from typing import Any

from ingest.deadline import in_time
from ingest.errors import UnreadableFile
from ingest.readers.charset import decoded
from ingest.readers.eml import MAX_DEPTH, MAX_PARTS
from ingest.readers.limits import too_large

MEDIA_TYPE = "application/vnd.ms-outlook"
_PROPERTIES = "__properties_version1.0"
_STREAM = "__substg1.0_"
_ATTACHMENT = "__attach_version1.0_"
_SUBJECT, _BODY, _HTML, _KIND = 0x0037, 0x1000, 0x1013, 0x370E
_DATA, _CODE_PAGE, _MESSAGE_CODE_PAGE = 0x3701, 0x3FDE, 0x3FFD
_UNICODE, _EIGHT_BIT, _BINARY, _OBJECT = "001F", "001E", "0102", "000D"
_ROOT_HEADER, _INNER_HEADER, _ENTRY = 32, 24, 16
"""Bytes: what stands before the entries of a properties stream, in a file and in a message inside, and one entry."""


def is_message(data: bytes) -> bool:
    """Whether a compound file is a message of Outlook."""
    with suppress(UnreadableFile), _opened(data) as file:
        return bool(file.exists(_PROPERTIES))
    return False


def as_mail(data: bytes) -> bytes:
    """A message of Outlook as the e-mail that it was. Raises UnreadableFile or LimitExceeded."""
    with _opened(data) as file:
        try:
            message = _Message(file, [], 0).mail([0])
            return message.as_bytes(policy=policy.SMTP.clone(max_line_length=0))
        except (ValueError, LookupError, OSError, TypeError, AttributeError, RecursionError) as error:
            raise UnreadableFile("The Outlook message is damaged", "Save it as EML, and convert that.") from error


def mail_of_emlx(data: bytes) -> bytes:
    """The e-mail in a file of Apple Mail: it stands between a line with its length and a property list."""
    head, _, rest = data.partition(b"\n")
    length = int(head) if head.strip().isdigit() else len(rest)
    return rest[:length]


def _opened(data: bytes) -> Any:
    import olefile

    try:
        return olefile.OleFileIO(io.BytesIO(data), raise_defects=olefile.DEFECT_FATAL)
    except MemoryError:
        raise
    except Exception as error:  # olefile raises whatever its parsing runs into
        raise UnreadableFile("The compound file is damaged") from error


class _Message:
    """A message in a compound file: the file itself, or a storage in it, named by its path."""

    def __init__(self, file: Any, path: list[str], depth: int) -> None:
        if depth > MAX_DEPTH:
            raise too_large("levels of parts", MAX_DEPTH, depth)
        self._file = file
        self._path = path
        self._depth = depth

    def mail(self, seen: list[int]) -> "Message[str, str]":
        """The message with its bodies and what is attached; `seen` counts the parts of the whole file."""
        mail = Message(policy.default)
        mail["Subject"] = " ".join(self._text(_SUBJECT, *self._path).split())
        mail["MIME-Version"] = "1.0"
        bodies = [part for part in (self._plain(), self._html()) if part is not None]
        alternative = Message(policy.default)
        alternative["Content-Type"] = "multipart/alternative"
        for body in bodies:
            alternative.attach(body)
        mail["Content-Type"] = "multipart/mixed"
        if bodies:
            mail.attach(alternative)
        for name in in_time(self._attachments()):
            seen[0] += 1
            if seen[0] > MAX_PARTS:
                raise too_large("parts", MAX_PARTS, seen[0])
            part = self._attached(name, seen)
            if part is not None:
                mail.attach(part)
        return mail

    def _attachments(self) -> list[str]:
        depth = len(self._path)
        names = {
            entry[depth]
            for entry in self._file.listdir(streams=True, storages=True)
            if len(entry) > depth and entry[:depth] == self._path and entry[depth].startswith(_ATTACHMENT)
        }
        return sorted(names)

    def _attached(self, name: str, seen: list[int]) -> "Message[str, str] | None":
        place = [*self._path, name]
        inner = [*place, f"{_STREAM}{_DATA:04X}{_OBJECT}"]
        if self._file.exists([*inner, _PROPERTIES]):
            part = Message(policy.default)
            part["Content-Type"] = "message/rfc822"
            part.attach(_Message(self._file, inner, self._depth + 1).mail(seen))
            return part
        data = self._stream([*place, f"{_STREAM}{_DATA:04X}{_BINARY}"])
        if data is None:
            return None
        kind = self._text(_KIND, *place) or "application/octet-stream"
        main, _, sub = kind.strip().casefold().partition("/")
        known = main.isalpha() and sub.isascii() and sub.replace("-", "").replace(".", "").replace("+", "").isalnum()
        part = _part(main if known else "application", sub if known else "octet-stream", data)
        part["Content-Disposition"] = "attachment"
        return part

    def _plain(self) -> "Message[str, str] | None":
        wide = self._stream([*self._path, f"{_STREAM}{_BODY:04X}{_UNICODE}"])
        if wide is not None:
            text = wide.decode("utf-16-le", "replace")
            return _part("text", "plain", text.encode("utf-8", "replace"), "utf-8") if text.strip() else None
        data = self._stream([*self._path, f"{_STREAM}{_BODY:04X}{_EIGHT_BIT}"])
        return _part("text", "plain", data, self._charset()) if data and data.strip() else None

    def _html(self) -> "Message[str, str] | None":
        data = self._stream([*self._path, f"{_STREAM}{_HTML:04X}{_BINARY}"])
        if data is None:
            text = self._text(_HTML, *self._path)
            return _part("text", "html", text.encode("utf-8", "replace"), "utf-8") if text.strip() else None
        return _part("text", "html", data, self._charset()) if data.strip() else None

    def _text(self, number: int, *path: str) -> str:
        """A short text: empty where there is none."""
        wide = self._stream([*path, f"{_STREAM}{number:04X}{_UNICODE}"])
        if wide is not None:
            return wide.decode("utf-16-le", "replace").strip("\0")
        data = self._stream([*path, f"{_STREAM}{number:04X}{_EIGHT_BIT}"])
        return decoded(data, self._charset())[1].strip("\0") if data else ""

    def _charset(self) -> str | None:
        """The charset of what is not Unicode, as the message names it by a number."""
        numbers = self._numbers()
        page = numbers.get(_CODE_PAGE) or numbers.get(_MESSAGE_CODE_PAGE)
        if page is None:
            return None
        return {65001: "utf-8", 20127: "ascii", 28591: "latin-1"}.get(page) or (
            f"iso8859-{page - 28590}" if 28590 < page < 28606 else f"cp{page}"
        )

    def _numbers(self) -> dict[int, int]:
        """The properties that are whole numbers, by their numbers."""
        table = self._stream([*self._path, _PROPERTIES]) or b""
        start = _INNER_HEADER if self._path else _ROOT_HEADER
        entries = (table[at : at + _ENTRY] for at in range(start, len(table) - _ENTRY + 1, _ENTRY))
        return {
            int.from_bytes(entry[2:4], "little"): int.from_bytes(entry[8:12], "little")
            for entry in entries
            if entry[:2] == b"\x03\x00"
        }

    def _stream(self, path: list[str]) -> bytes | None:
        if not self._file.exists(path) or self._file.get_type(path) != 2:
            return None
        return bytes(self._file.openstream(path).read())


def _part(main: str, sub: str, data: bytes, charset: str | None = None) -> "Message[str, str]":
    from email.encoders import encode_base64

    part = MIMENonMultipart(main, sub, charset=charset) if charset else MIMENonMultipart(main, sub)
    part.set_payload(data)
    encode_base64(part)
    return part
