"""Reading a pasted e-mail: a likely name and ways to reach the person; the rest stays words.

Only a proposal for a form in which everything can be changed. Nothing here is stored.
"""

import re
from itertools import takewhile
from typing import NamedTuple

from followalong.core.text import fold, phone_key

MOST = 20_000  # letters of one message that are read

# English, French and Spanish, folded: no capitals, no accents.
_HEADERS = {
    "from": {"from", "de", "expediteur", "remitente"},
    "to": {"to", "a", "para", "cc", "cci", "bcc", "reply to", "repondre a", "responder a"},
    "date": {"date", "sent", "envoye", "envoye le", "fecha", "enviado", "enviado el"},
    "subject": {"subject", "objet", "asunto", "re", "fw", "fwd", "tr", "rv"},
}
_LABELS = {
    "name": {
        *("name", "client", "client name", "name of client", "person", "participant", "full name"),
        *("nom", "nom complet", "nom du client", "nom de la cliente", "personne", "participante"),
        *("nombre", "nombre completo", "cliente", "persona", "nombre del cliente"),
    },
    "phone": {
        *("phone", "phone number", "tel", "telephone", "cell", "cell phone", "mobile", "contact"),
        *("numero", "numero de telephone", "cellulaire", "telefono", "celular", "movil"),
    },
    "email": {"email", "e mail", "courriel", "adresse courriel", "correo", "correo electronico"},
}
_SIGNS_OFF = re.compile(
    r"^\s*(?:[-_]{2,}|(?:(?:kind |best |warm )?regards|best|thanks|thank you|sincerely|cheers"
    r"|cordialement|bien à vous|salutations|merci|saludos|atentamente|gracias)[\s,.!]*)\s*$",
    re.IGNORECASE,
)
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_PHONE = re.compile(r"(?<![\w@.+-])(?:\+?1[ .-]?)?\(?\d{3}\)?[ .-]?\d{3}[ .-]?\d{4}(?![\w@-])")
_WORD = r"[^\W\d_][\w’'-]*"
_NAME = rf"({_WORD}(?:[ ]{_WORD}){{0,3}})"
_SAYS_NAME = re.compile(
    r"\b(?:my name is|i am called|je m[’']appelle|mon nom est|me llamo|mi nombre es)[ \t]+" + _NAME,
    re.IGNORECASE,
)
_TELLS_NAME = re.compile(
    r"\b(?:refer you|referring|refer|referral(?: for| of)?|référence(?: pour| de)?|référer|diriger"
    r"|derivación(?: de)?|derivar a|derivo a|referir a)[ \t]*:?[ \t]+" + _NAME,
    re.IGNORECASE,
)


class Letter(NamedTuple):
    """What a message most likely says; each part is empty where it says nothing."""

    given_name: str = ""
    family_name: str = ""
    phone: str = ""
    email: str = ""
    referrer: str = ""
    words: str = ""
    is_own: bool = False


class _Parts(NamedTuple):
    headers: dict[str, str]
    labelled: dict[str, str]
    body: list[str]
    signature: list[str]


def read_letter(text: str) -> Letter:
    """What a pasted e-mail says about the person it is about. Never fails; guesses little."""
    parts = _parts(text[:MOST].splitlines())
    body, signature = "\n".join(parts.body), "\n".join(parts.signature)
    sender = parts.headers.get("from", "")
    own = _name(_SAYS_NAME, body)
    told = _name(_TELLS_NAME, f"{parts.headers.get('subject', '')}\n{body}")
    is_own = bool(own) and not told
    reach = f"{body}\n{signature}" if is_own else body
    name = parts.labelled.get("name") or own or told
    phone = _first(_PHONE, parts.labelled.get("phone", "")) or _first(_PHONE, reach)
    email = _first(_EMAIL, parts.labelled.get("email", "")) or _other_email(reach, sender)
    return Letter(
        *_split(name),
        phone=phone,
        email=email or (_first(_EMAIL, sender) if is_own else ""),
        referrer="" if is_own else _who(sender, parts.signature),
        words=_rest(parts, {name, phone, email}),
        is_own=is_own,
    )


def read_way(text: str) -> tuple[str, str]:
    """What one line says about how to reach somebody: ("phone", …), ("email", …) or other words."""
    line = text.strip()
    if _EMAIL.fullmatch(line):
        return "email", line
    if phone_key(line) and not re.search(r"[^\W\d_]", line):
        return "phone", line
    return "other", line


def _parts(lines: list[str]) -> _Parts:
    headers: dict[str, str] = {}
    labelled: dict[str, str] = {}
    body: list[str] = []
    signature: list[str] = []
    for line in lines:
        plain = line.lstrip("> \t").rstrip()
        label, value = _labelled(plain)
        header = _kind(label, _HEADERS)
        if header and value and not body:
            headers.setdefault(header, value)
            continue
        kind = _kind(label, _LABELS)
        if kind and value and kind not in labelled:
            labelled[kind] = value
        if signature or (body and _SIGNS_OFF.match(plain)):
            signature.append(plain)
        elif plain or body:
            body.append(plain)
    return _Parts(headers, labelled, body, signature)


def _labelled(line: str) -> tuple[str, str]:
    label, colon, value = line.partition(":")
    return (fold(label), value.strip()) if colon and len(label) <= 30 else ("", "")


def _kind(label: str, kinds: dict[str, set[str]]) -> str:
    return next((kind for kind, names in kinds.items() if label in names), "")


def _name(pattern: "re.Pattern[str]", text: str) -> str:
    """The first name after such words; a name goes on for as long as words have capitals."""
    for found in pattern.finditer(text):
        named = takewhile(lambda word: word[0].isupper(), found[1].split())
        if name := " ".join(named):
            return name
    return ""


def _rest(parts: _Parts, taken: set[str]) -> str:
    """Everything that was written, but the lines that went into a field whole."""
    lines = [*parts.body, *parts.signature]
    kept = (line for line in lines if not _is_taken(line, parts.labelled, taken))
    return "\n".join(kept).strip()


def _is_taken(line: str, labelled: dict[str, str], taken: set[str]) -> bool:
    label, value = _labelled(line)
    return value in taken and labelled.get(_kind(label, _LABELS)) == value


def _split(name: str) -> tuple[str, str]:
    given, _space, family = name.strip(" .,;").partition(" ")
    return given[:100], family.strip()[:100]


def _first(pattern: "re.Pattern[str]", text: str) -> str:
    found = pattern.search(text)
    return found[0].strip(" .-") if found else ""


def _other_email(text: str, sender: str) -> str:
    """An address in the words that is not the sender's own."""
    own = _first(_EMAIL, sender).lower()
    return next((each for each in _EMAIL.findall(text) if each.lower() != own), "")


def _who(sender: str, signature: list[str]) -> str:
    """Who wrote, as the form keeps it: the sender, else the first line under the farewell."""
    if sender:
        return " ".join(sender.replace("<", " ").replace(">", " ").replace('"', " ").split())[:200]
    signed = [line.strip() for line in signature[1:] if line.strip()]
    return ", ".join(signed[:2])[:200]
