"""Compose target blocks with their gold: addresses, offices, names and channels of 66 countries, with noise.

`python scripts/generate_targets.py 1000` writes a thousand blocks as JSON lines in the form of
`fixtures/target_blocks/blocks.jsonl` (`name`, `block`, `targets`), with the kind of `noise` and the labels' `spans`.
The same seed and pool give the same blocks. The pools `train` and `test` share no name, town or street, so that
nothing is learned by heart. The conventions of the gold are those of `fixtures/README.md`.
"""

import argparse
import json
import random
import re
import sys
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal

Pool = Literal["train", "test"]
MATERIAL = Path(__file__).with_name("target_material.toml")
PARTS = ("street", "city", "region", "postal_code", "country")
# A word in an address that belongs to its line but to none of its parts: `C.P.`, the commas of a format.
FILLER = "filler"
ADDRESS_LABELS = frozenset({*PARTS, FILLER})
OFFICE_LABELS = ("name", "honorific", "role", "organization")
LISTS = ("emails", "phones", "faxes", "telexes", "copy_emails", "social", "websites")
# An embassy stands in one of these: its streets and how its lines end.
HOSTS = (
    (
        "US",
        ("#### New Hampshire Ave NW", "#### Massachusetts Avenue NW"),
        "{town} {region} {post}",
        ("Washington", "DC", "200##"),
    ),
    ("GB", ("## Belgrave Square", "## Portland Place"), "{town} {post}\n{land}", ("London", "", "SW1X 8PH")),
    ("DE", ("Rheinbabenallee ##", "Stavangerstr. ##"), "{post} {town}\n{land}", ("Berlin", "", "141##")),
)


@dataclass(frozen=True)
class Piece:
    """A stretch of text and what it is: `label` names a field of a target, "" is text between or beside fields."""

    label: str
    text: str
    opens: bool = False


Line = list[Piece]


@dataclass
class Draft:
    """A target on its way: its lines of pieces, and the values of its channels."""

    head: list[Line] = field(default_factory=list)
    address: list[Line] = field(default_factory=list)
    channels: list[Line] = field(default_factory=list)
    salutation: list[Line] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)
    code: str = ""

    def lines(self) -> list[Line]:
        """All lines, in the usual order."""
        return [*self.head, *self.address, *self.channels, *self.salutation]


@cache
def material() -> dict[str, Any]:
    """The lists that blocks are composed from."""
    return tomllib.loads(MATERIAL.read_text("utf-8"))


def pooled(items: Sequence[Any], pool: Pool) -> Sequence[Any]:
    """The pool's share of a list; a list of one belongs to both."""
    return (items[0::2] if pool == "train" else items[1::2]) or items


class Composer:
    """One block after another, from one pool and one source of chance."""

    def __init__(self, draw: random.Random, pool: Pool) -> None:
        self.draw = draw
        self.pool = pool
        self.material = material()

    def pick(self, items: Sequence[Any]) -> Any:
        """One of the pool's share of a list."""
        return self.draw.choice(pooled(items, self.pool))

    def chance(self, share: float) -> bool:
        """True in that share of the cases."""
        return self.draw.random() < share

    def filled(self, pattern: str) -> str:
        """The pattern with a random digit for each `#`."""
        return re.sub("#", lambda _: str(self.draw.randint(1, 9)), pattern)

    # Names and offices

    def person(self, people: str) -> str:
        """A name in one of the patterns of a people."""
        names = self.material["people"][people]

        def part(match: re.Match[str]) -> str:
            kind = match[1]
            if kind == "p":
                return str(self.pick(names["middle"]))
            if kind == "i":
                return self.draw.choice("ABDEFGHJKLMNPRST")
            text = str(self.pick(names["given" if kind in "gG" else "family"]))
            return text.upper() if kind.isupper() else text

        return re.sub(r"\{(\w)\}", part, self.draw.choice(names["patterns"]))

    def office(self, language: str, land: str) -> tuple[str, str, str]:
        """Role, organization and salutation of an office in a language; sometimes the role in two languages."""
        role, organization, salutation = self.pick(self.material["offices"][language])
        if language == "en" and " of " not in role and self.chance(0.15):
            role = f"{role} of {land}"
        elif language != "en" and self.chance(0.06):
            role = f"{self.pick(self.material['offices']['en'])[0]} / {role}"
        return role, organization.replace("{land}", land), salutation

    def heads(self, name: str, title: str, role: str, organization: str) -> list[Line]:
        """The lines above the address, in one of the orders that documents use."""
        person = [Piece("honorific", title), Piece("", " "), Piece("name", name)] if title else [Piece("name", name)]
        office = [[Piece("organization", organization)]] if organization else []
        held = [Piece("role", role)]
        comma = Piece("", ", ")
        shapes: list[tuple[int, list[Line]]] = [
            (8, [person, held, *office]),
            (8, [held, person, *office]),
            (3, [[*person, comma, *held], *office]),
            (3, [[*held, comma, *person], *office]),
            (2, [*office, held, person]),
            (3, [held, *office]),
            (1, office or [held]),
        ]
        if title and re.search(r" (?:of|for|de|du|del|da|des|der) ", role):
            # Without a complement the office itself would be a title.
            shapes.append((2, [[*held, Piece("", " "), *person], *office]))
        if title:
            shapes.append((2, [[Piece("honorific", title)], [Piece("name", name)], held, *office]))
        if organization:
            shapes.append((2, [person, [*held, comma, Piece("organization", organization)]]))
        return self.draw.choices([lines for _, lines in shapes], [weight for weight, _ in shapes])[0]

    # Addresses

    def streets(self, streets: Sequence[str]) -> list[Line]:
        """One or two lines of a street."""
        chosen = [self.filled(self.pick(streets))]
        if self.chance(0.3):
            second = self.filled(self.pick(streets))
            if second.split()[-1] != chosen[0].split()[-1]:
                chosen.append(second)
        if self.chance(0.05):
            chosen.insert(0, f"c/o {self.pick(self.material['copies']['en'])}")
        return [[Piece("street", text)] for text in chosen]

    def ending(self, wanted: str, town: str, region: str, post: str, land: str) -> list[Line]:
        """The last lines of an address in a format; what is empty falls out with its comma."""
        values = {
            "town": ("city", town),
            "region": ("region", region),
            "post": ("postal_code", post),
            "land": ("country", land),
        }
        for key, (_, text) in values.items():
            if not text:
                wanted = re.sub(rf"(?:CEP |C\.P\. |\()?\{{{key}\}}\)?", "", wanted)
        rows = [re.sub(r"(?:\s*[,/-]\s*){2,}", ", ", re.sub(r" {2,}", " ", row)) for row in wanted.split("\n")]
        lines = []
        for row in filter(None, (re.sub(r"^[\s,/-]+|[\s,/-]+$", "", row) for row in rows)):
            parts = filter(None, re.split(r"(\{\w+\})", row))
            lines.append([Piece(*values[part[1:-1]]) if part[0] == "{" else Piece(FILLER, part) for part in parts])
        return lines

    def address(self, code: str, land: str) -> list[Line]:
        """The address of an office in a country, line by line."""
        country = self.material["countries"][code]
        town, region, post = [*self.pick(country["towns"]).split("|"), "", ""][:3]
        wanted = self.draw.choice(country["formats"])
        streets = [] if self.chance(0.04) else self.streets(country["streets"])
        return [*streets, *self.ending(wanted, town, region, self.filled(post or country.get("post", "")), land)]

    # Channels

    def number(self, code: str) -> tuple[str, str]:
        """A valid telephone number of a country: as printed with the country's code, and as E.164."""
        import phonenumbers
        from phonenumbers import PhoneNumberFormat

        example = phonenumbers.example_number(code)
        assert example is not None  # the library has one for every country
        digits = str(example.national_number)
        for _ in range(20):
            drawn = phonenumbers.PhoneNumber(
                country_code=example.country_code,
                national_number=int(digits[:-3] + "".join(str(self.draw.randint(0, 9)) for _ in range(3))),
                italian_leading_zero=example.italian_leading_zero,
            )
            if phonenumbers.is_valid_number(drawn):
                example = drawn
                break
        printed = phonenumbers.format_number(example, PhoneNumberFormat.INTERNATIONAL)
        national = printed.split(" ", 1)[1] if " " in printed else str(example.national_number)
        shapes = [
            printed,
            printed,
            printed.replace("-", " "),
            f"+ {example.country_code} {national}",
            f"(+{example.country_code}) {national}",
        ]
        shapes += [f"00 {example.country_code} {national}", f"+{example.country_code} {national.replace(' ', '')}"]
        return self.draw.choice(shapes), phonenumbers.format_number(example, PhoneNumberFormat.E164)

    def mailbox(self, code: str) -> str:
        """An e-mail address in a country's domain."""
        user = self.draw.choice(
            ["info", "secretariat", "cabinet", "ps", "contact", "office", "minister", "press.office", "ag_office"]
        )
        host = self.draw.choice(["justice", "moi", "presidency", "police", "interior", "court"])
        return f"{user}@{host}.example.{code.lower()}"

    def labelled(self, channel: str, language: str, **values: str) -> Line:
        """A channel's line, with the label of a language or a common one."""
        own = self.material["channels"].get(language, {})
        wordings = own[channel] if channel in own and self.chance(0.7) else self.material["channels"][channel]
        return [Piece("", self.draw.choice(wordings).format(**values))]

    def channel_lines(self, draft: Draft, language: str, era: int) -> None:
        """Some of the channels that offices had in a decade, as lines and as values."""
        values, lines, code = draft.values, draft.channels, draft.code
        for name in LISTS:
            values.setdefault(name, [])
        if era < 2000 and self.chance(0.4):
            telex = self.filled(f"##### {self.draw.choice(['MININT', 'PRES', 'JUST'])} {code}")
            lines.append([Piece("", f"{self.draw.choice(['Telexes', 'Telex'])}: {telex}")])
            values["telexes"].append(telex)
        if era > 2000 and self.chance(0.12):
            (phone, phone_value), (fax, fax_value) = self.number(code), self.number(code)
            lines.append(self.labelled("both", language, v=phone, w=fax))
            values["phones"].append(phone_value)
            values["faxes"].append(fax_value)
        elif self.chance(0.6):
            self.number_lines(draft, language)
        if era > 2000 and self.chance(0.6):
            first, second = self.mailbox(code), self.mailbox(code)
            if first != second and self.chance(0.15):
                lines.append(self.labelled("two_emails", "", v=first, w=second))
                values["emails"] += [first, second]
            else:
                lines.append(self.labelled("email", language, v=first))
                values["emails"].append(first)
        if era > 2010:
            self.network_lines(draft, language)

    def number_lines(self, draft: Draft, language: str) -> None:
        """A line for a fax, sometimes for two, and sometimes one for a telephone before it."""
        if self.chance(0.5):
            printed, value = self.number(draft.code)
            draft.channels.append(self.labelled("phone", language, v=printed))
            draft.values["phones"].append(value)
        (printed, value), (other, other_value) = self.number(draft.code), self.number(draft.code)
        if value != other_value and self.chance(0.2):
            draft.channels.append(self.labelled("two_faxes", "", v=printed, w=other))
            draft.values["faxes"] += [value, other_value]
            return
        line = self.labelled("fax", language, v=printed)
        if "(" not in line[0].text and self.chance(0.1):
            line.append(Piece("", f" {self.draw.choice(self.material['notes']['fax'])}"))
        draft.channels.append(line)
        draft.values["faxes"].append(value)

    def network_lines(self, draft: Draft, language: str) -> None:
        """Sometimes a line for a social network or a site."""
        handle = self.draw.choice(["GovExample", "minjust_example", "Police.Example", "PresidenciaEx"])
        if self.chance(0.2):
            draft.channels.append(self.labelled("twitter", "", v=handle.replace(".", "_")))
            draft.values["social"].append({"network": "twitter", "handle": handle.replace(".", "_"), "url": None})
        if self.chance(0.08):
            draft.channels.append(self.labelled("facebook", "", v=handle))
            draft.values["social"].append(
                {"network": "facebook", "handle": handle, "url": f"https://www.facebook.com/{handle}"}
            )
        if self.chance(0.08):
            site = f"https://www.justice.example.{draft.code.lower()}/contact"
            draft.channels.append(self.labelled("website", "", v=site))
            draft.values["websites"].append(site)

    # Targets

    def target(self, code: str, era: int) -> Draft:
        """An official of a country with an address there."""
        country = self.material["countries"][code]
        land = self.draw.choice(country["names"])
        language = self.draw.choice(country["languages"]) if self.chance(0.6) else "en"
        people = self.material["people"][country["people"]]
        role, organization, salutation = self.office(language, land)
        if self.chance(0.35):
            organization = ""
        title = self.pick(people["titles"]) if self.chance(0.75) else ""
        name = self.person(country["people"])
        draft = Draft(self.heads(name, title, role, organization), self.address(code, land), code=code)
        self.add_script(draft, country["people"])
        self.channel_lines(draft, language, era)
        if self.chance(0.5):
            draft.salutation = [self.labelled("salutation", language, v=salutation)]
            draft.values["salutation"] = salutation
        return draft

    def add_script(self, draft: Draft, people: str) -> None:
        """Sometimes the name once more in its own script, in brackets behind it."""
        written = self.material["scripts"].get(people)
        named = [line for line in draft.head if line[-1].label == "name"]
        if written and named and self.chance(0.2):
            named[0].append(Piece("", f" ({self.pick(written)})"))

    def embassy(self, code: str, era: int) -> Draft:
        """An ambassador, with the embassy's address in another country."""
        country = self.material["countries"][code]
        host, streets, wanted, (town, region, post) = self.draw.choice(HOSTS)
        people = country["people"]
        land = country["names"][0]
        title = self.draw.choice(["Ambassador", "His Excellency", "H.E. Mr.", "Ambassador", "Her Excellency"])
        host_land = self.draw.choice(self.material["countries"][host]["names"])
        lines = [[Piece("honorific", title), Piece("", " "), Piece("name", self.person(people))]]
        lines.append(
            [Piece("organization", self.draw.choice([f"Embassy of {land}", f"Embassy of the Republic of {land}"]))]
        )
        street = [[Piece("street", self.filled(self.pick(streets)))]]
        address = [*street, *self.ending(wanted, town, region, self.filled(post), host_land)]
        if self.chance(0.5):
            address = [[*address[0], Piece("", ", "), *address[1]], *address[2:]]
        draft = Draft(lines, address, code=host)
        self.channel_lines(draft, "en", max(era, 2012))
        if self.chance(0.6):
            draft.salutation = [[Piece("", "Salutation: Dear Ambassador")]]
            draft.values["salutation"] = "Dear Ambassador"
        return draft

    def receiver_of_a_copy(self, code: str, era: int) -> Draft:
        """A newspaper, commission or association, often on one line."""
        country = self.material["countries"][code]
        land = self.draw.choice(country["names"])
        language = self.draw.choice(country["languages"])
        organization = self.pick(self.material["copies"][language])
        head: Line = [Piece("organization", organization)]
        if language == "en" and self.chance(0.3):
            head = [Piece("role", self.draw.choice(["Editor", "Director", "The Editor"])), Piece("", ", "), *head]
        draft = Draft([head], self.address(code, land), code=code)
        if self.chance(0.5):
            self.channel_lines(draft, language, era)
        if self.chance(0.5):
            draft.address = [joined([*draft.head, *draft.address], ", ")]
            draft.head = []
        return draft

    def telegram(self, code: str, era: int) -> Draft:
        """An official of the telegram's days: no postal address but that of the telegram."""
        country = self.material["countries"][code]
        land = self.draw.choice(country["names"])
        role, _, salutation = self.office("en", land)
        town = self.pick(country["towns"]).split("|")[0]
        title = self.pick(self.material["people"][country["people"]]["titles"])
        head = [[Piece("honorific", title), Piece("", " "), Piece("name", self.person(country["people"]))]]
        wire = [
            Piece("", "Telegrams: "),
            Piece("role", role),
            Piece("", ", "),
            Piece("city", town),
            Piece("", ", "),
            Piece("country", land),
        ]
        draft = Draft(head, [wire], code=code)
        self.channel_lines(draft, "en", min(era, 1990))
        draft.salutation = [[Piece("", f"Salutation: {salutation}")]]
        draft.values["salutation"] = salutation
        return draft


def joined(lines: Sequence[Line], between: str) -> Line:
    """Lines as one, with a text between each two; what joins two parts of the address belongs to it."""
    whole: Line = []
    for line in lines:
        if whole and line:
            whole.append(Piece("", between))
        whole.extend(line)
    return whole


# The noise of the archive: each takes a target's draft and changes how it is printed.


def one_line(composer: Composer, draft: Draft) -> None:
    """The whole target on one line, channels set off by commas, semicolons or points."""
    between = composer.draw.choice([", ", ", ", "; "])
    whole = joined([*draft.head, *draft.address], ", ")
    draft.head, draft.address = [], [joined([whole, *draft.channels, *draft.salutation], between)]
    draft.channels, draft.salutation = [], []


def lost_breaks(_composer: Composer, draft: Draft) -> None:
    """All line breaks lost: blanks are left."""
    draft.address = [joined(draft.lines(), " ")]
    draft.head, draft.channels, draft.salutation = [], [], []


def joined_address(_composer: Composer, draft: Draft) -> None:
    """The address on one line, the rest on lines of their own."""
    draft.address = [joined(draft.address, ", ")]


def glued(composer: Composer, draft: Draft) -> None:
    """One line break lost, with nothing left in its place."""
    place = composer.draw.choice(["address", "channel"])
    if place == "address" and len(draft.address) > 1:
        draft.address = [*draft.address[:-2], joined(draft.address[-2:], "")]
    elif draft.channels and draft.address and not re.match(r"[\w.]+@|https?:", draft.channels[0][0].text):
        draft.address[-1] = joined([draft.address[-1], draft.channels.pop(0)], "")


def trailing_commas(_composer: Composer, draft: Draft) -> None:
    """A comma at the end of each line of name, office and address."""
    draft.head = [[*line, Piece("", ",")] for line in draft.head]
    draft.address = [[*line, Piece("", ",")] for line in draft.address[:-1]] + draft.address[-1:]


def ocr_labels(composer: Composer, draft: Draft) -> None:
    """Letters that text recognition takes for others, in the labels."""
    confusions = [
        ("Fax:", "Fax;"),
        ("Tel:", "TeI:"),
        ("Email:", "Emai1:"),
        ("Salutation:", "Sa1utation:"),
        (": ", " : "),
        ("Fax", "FAX"),
    ]
    for line in [*draft.channels, *draft.salutation]:
        old, new = composer.draw.choice(confusions)
        line[0] = Piece("", line[0].text.replace(old, new, 1))


def salutation_first(_composer: Composer, draft: Draft) -> None:
    """The salutation above the name."""
    if draft.head and draft.salutation and not draft.salutation[0][0].text.startswith("("):
        draft.head = [*draft.salutation, *draft.head]
        draft.salutation = []


def russian_order(_composer: Composer, draft: Draft) -> None:
    """Country first, then town, then street: the order of Soviet letters."""
    draft.address = draft.address[::-1]


def capitals(composer: Composer, draft: Draft) -> None:
    """A line of the office or the name in capitals."""
    if draft.head:
        place = composer.draw.randrange(len(draft.head))
        draft.head[place] = [Piece(piece.label, piece.text.upper()) for piece in draft.head[place]]


def wrapped(_composer: Composer, draft: Draft) -> None:
    """A long role or organization broken into two lines."""
    for place, line in enumerate(draft.head):
        words = line[0].text.split(" ")
        if len(line) == 1 and line[0].label in ("role", "organization") and len(words) > 4:
            label, half = line[0].label, len(words) - 2
            draft.head[place : place + 1] = [
                [Piece(label, " ".join(words[:half]))],
                [Piece(label, " ".join(words[half:]))],
            ]
            return


def address_note(composer: Composer, draft: Draft) -> None:
    """A note about the post behind a line of the address."""
    if draft.address:
        draft.address[0] = [
            *draft.address[0],
            Piece("", f" {composer.draw.choice(composer.material['notes']['address'])}"),
        ]


def labels_column(_composer: Composer, draft: Draft) -> None:
    """Labels and values as two columns, read one after the other."""
    rows = [re.fullmatch(r"([^:]{1,12}: ?)(.+)", "".join(piece.text for piece in line)) for line in draft.channels]
    if len(rows) > 1 and all(rows) and not draft.values["social"] and not draft.values["websites"]:
        found = [row for row in rows if row]
        draft.channels = [[Piece("", row[1].strip())] for row in found] + [[Piece("", row[2])] for row in found]


NOISE: tuple[tuple[str, int, Callable[[Composer, Draft], None]], ...] = (
    ("none", 40, lambda _composer, _draft: None),
    ("one_line", 8, one_line),
    ("joined_address", 10, joined_address),
    ("lost_breaks", 4, lost_breaks),
    ("glued", 6, glued),
    ("trailing_commas", 4, trailing_commas),
    ("ocr_labels", 4, ocr_labels),
    ("salutation_first", 3, salutation_first),
    ("russian_order", 2, russian_order),
    ("capitals", 5, capitals),
    ("wrapped", 4, wrapped),
    ("address_note", 2, address_note),
    ("labels_column", 1, labels_column),
)


def printed(line: Line) -> str:
    """The text of a line."""
    return "".join(piece.text for piece in line)


def address_runs(line: Line) -> list[str]:
    """The stretches of a line that belong to the address, without the comma at their ends."""
    runs, current, waiting = [], "", ""
    for piece in [*line, Piece("name", "")]:
        if piece.label in ADDRESS_LABELS:
            current, waiting = current + (waiting if current else "") + piece.text, ""
        elif piece.label == "" and current and not re.search(r"[\w(]", piece.text):
            waiting += piece.text
        elif current:
            runs.append(current)
            current, waiting = "", ""
    return [run.strip(" ,;") for run in runs]


def street_of(lines: Sequence[Line]) -> str | None:
    """The street: as printed within a line, joined by ", " across lines and across another part."""
    streets: list[str] = []
    for line in lines:
        open_run, waiting = False, ""
        for piece in line:
            if piece.label == "street":
                if open_run:
                    streets[-1] += waiting + piece.text
                else:
                    streets.append(piece.text)
                open_run, waiting = True, ""
            elif piece.label == "" and not re.search(r"[\w(]", piece.text):
                waiting += piece.text
            else:
                open_run = False
    return ", ".join(streets) or None


def gold(draft: Draft, copy: bool) -> dict[str, Any]:
    """The target that a careful reader finds in a draft."""
    lines = draft.lines()
    pieces = [piece for line in lines for piece in line]

    def text(label: str) -> str | None:
        return " ".join(piece.text for piece in pieces if piece.label == label) or None

    target: dict[str, Any] = {"copy": copy, **{label: text(label) for label in OFFICE_LABELS}}
    address = {label: text(label) for label in PARTS} | {"street": street_of(lines)}
    address["country"] = draft.code if address["country"] or (draft.code == "US" and address["postal_code"]) else None
    runs = [run for line in lines for run in address_runs(line)]
    target["address"] = {"lines": runs, **address} if runs else None
    for name in LISTS:
        target[name] = (
            list(dict.fromkeys(draft.values.get(name, []))) if name != "social" else draft.values.get(name, [])
        )
    target["salutation"] = draft.values.get("salutation")
    return target


def footer(composer: Composer, land: str) -> list[str]:
    """What may follow the last target: a line on diplomats, or the sender's own office."""
    text = composer.draw.choice(composer.material["footers"]["text"]).replace("{land}", land.upper())
    if composer.chance(0.7):
        return ["", text]
    return ["", "Urgent Action Network", "PO Box 1270, Nederland CO 80466", "Email: uan@example.org"]


def compose(number: int, pool: Pool, seed: int) -> dict[str, Any]:
    """The block of a number: the same for the same number, pool and seed."""
    composer = Composer(random.Random(f"{seed}/{pool}/{number}"), pool)
    draw = composer.draw
    code = draw.choice(sorted(composer.material["countries"]))
    era = draw.choice([1985, 1993, 1998, 2004, 2008, 2012, 2018, 2023])
    kinds = [composer.target, composer.target, composer.embassy if era > 2010 else composer.target]
    if era < 1995:
        kinds.append(composer.telegram)
    count = draw.choices([1, 2, 3], [5, 4, 1])[0]
    drafts = [draw.choice(kinds)(code, era) for _ in range(count)]
    copies = (
        [composer.receiver_of_a_copy(code, era) for _ in range(draw.choice([1, 2]))] if composer.chance(0.2) else []
    )
    name, _, noise = draw.choices(NOISE, [weight for _, weight, _ in NOISE])[0]
    for draft in [*drafts, *copies]:
        if draft.head:
            noise(composer, draft)
    rows: list[Line] = []
    for place, draft in enumerate(drafts):
        rows += [[]] * (place > 0) + opened(draft.lines())
    if copies:
        language = draw.choice(composer.material["countries"][code]["languages"])
        rows += [[], [Piece("", draw.choice(composer.material["copy_headings"][language]))]]
        for place, draft in enumerate(copies):
            rows += [[]] * (place > 0) + opened(draft.lines())
    if composer.chance(0.06):
        rows += [
            [Piece("", text)] if text else []
            for text in footer(composer, composer.material["countries"][code]["names"][0])
        ]
    targets = [gold(draft, False) for draft in drafts] + [gold(draft, True) for draft in copies]
    block = {"name": f"{pool}-{number}-{code.lower()}", "block": "\n".join(map(printed, rows)), "targets": targets}
    return block | {"noise": name, "spans": list(spans_of(rows))}


def opened(lines: list[Line]) -> list[Line]:
    """A target's lines; its first labelled piece is marked as the one that opens it."""
    marked: list[Line] = []
    waiting = True
    for line in lines:
        whole: Line = []
        for piece in line:
            opens = waiting and piece.label != ""
            waiting = waiting and not opens
            whole.append(Piece(piece.label, piece.text, opens))
        marked.append(whole)
    return marked


def spans_of(rows: Sequence[Line]) -> Iterator[tuple[int, int, str, bool]]:
    """Start, end and label of each labelled piece in the block, and whether it opens a target."""
    position = 0
    for row in rows:
        for piece in row:
            if piece.label:
                yield position, position + len(piece.text), piece.label, piece.opens
            position += len(piece.text)
        position += 1


def generate(count: int, pool: Pool = "train", seed: int = 7) -> Iterator[dict[str, Any]]:
    """So many blocks of a pool, always the same for a seed."""
    for number in range(count):
        yield compose(number, pool, seed)


def main() -> None:
    """Write blocks to standard output."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("count", type=int, help="how many blocks")
    parser.add_argument(
        "--pool", choices=("train", "test"), default="train", help="the names, towns and streets to draw from"
    )
    parser.add_argument("--seed", type=int, default=7, help="another seed gives other blocks")
    chosen = parser.parse_args()
    for block in generate(chosen.count, chosen.pool, chosen.seed):
        sys.stdout.write(json.dumps(block, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
