"""The plain English statements that questions are made of."""

import re

IRREGULAR = dict(
    pair.split(":")
    for pair in """
    became:become began:begin broke:break brought:bring built:build bought:buy came:come chose:choose cost:cost cut:cut
    drew:draw fell:fall felt:feel found:find gave:give went:go grew:grow held:hold kept:keep knew:know laid:lay led:lead
    left:leave lost:lose made:make meant:mean met:meet paid:pay put:put ran:run rose:rise said:say saw:see sold:sell
    sent:send set:set shut:shut stood:stand spent:spend taught:teach took:take told:tell thought:think won:win
    wrote:write
    had:have has:have did:do dug:dig flew:fly hid:hide rode:ride sank:sink sang:sing shook:shake slept:sleep stole:steal
    swam:swim threw:throw wore:wear
    """.split()
)
BASES = frozenset(
    """
    abandon absorb accept achieve acquire add affect agree aim allow analyse announce appear approve argue arrive ask
    attract attend ban believe belong block borrow call carry cause change charge close collect combine compare complete
    compose conclude consist contain contribute convert cover create damage decide defend deliver describe design
    destroy
    develop discover dissolve divide employ enter establish expand explain export extend face fail feature fill finish
    focus follow force form found gain gather generate happen help hire import improve include increase install
    introduce
    invent invest invite join last launch learn live look lower manage manufacture marry measure merge move name need
    notice occupy offer open operate oppose order own paint pass perform permit plan plant play prefer present prevent
    produce promise propose protect prove provide publish reach receive record reduce refuse register release remain
    remove
    rename reopen repair replace report require resign respond restore restrict retire return reveal save serve settle
    share show sign spray start stay stop store strike study succeed suggest supply support survive teach test train
    transfer treat try turn unveil use visit vote want warn work
    """.split()
)
"""Verbs whose base can be told from their regular forms."""

BE = r"(?:is|are|was|were)"
AUXILIARY = rf"(?:{BE}|has been|have been|will|can|must|may not|may|could|should)"
REGULAR = (f"{base.removesuffix('e')}ed" for base in BASES)
WITH_Y = (f"{base[:-1]}ied" for base in BASES if base.endswith("y"))
VERB = rf"(?:{AUXILIARY}|contains|includes|produces|employs|{'|'.join(sorted({*IRREGULAR, *REGULAR, *WITH_Y}))})\b"
"""What a statement's verb is known by: never a word that could be a noun."""

POINTS = re.compile(
    r"\b(?:it|its|they|them|their|theirs|he|him|his|she|her|hers|this|these|those|such|both|here|there's|former"
    r"|latter|we|us|our|I|my"
    r"|you|your|other|others|another|rest|same|one|ones|then|today|now|that time|last year|this year|ago|however"
    r"|instead|latter's|above"
    r"|below|following|each)\b",
    re.IGNORECASE,
)
"""Words that point at something outside a question, or at the day when it was written."""

OPENINGS = re.compile(
    r"^(?:However|But|And|So|In particular|For example|For instance|Indeed|At present|In fact|Moreover"
    r"|Furthermore|Also|Still|Meanwhile"
    r"|In addition|At first|Today|Nevertheless|Finally|Eventually|Instead|Overall|As a result|Now|Yet)(?:,"
    r"|(?= the ))\s*"
)
SUBJECT = (
    r"(?:(?:The|A|An|No|Every|Most|Some|Two|Three|the) )?(?:[A-Za-z][\w'-]*|[A-Z]\.|Dr\.|St\.|&)(?: (?:of|of the"
    r"|for|and the|the|in|[A-Za-z][\w'-]*|\d{4}))"
    r"{0,6}?"
)


def is_plain(text: str) -> bool:
    """Whether a sentence is a statement of the document itself, and of a readable length."""
    odd = re.search(r"[?!\[\]|<>]|https?:|^[\"“'•*-]|\n|…|\.\.\.", text)
    return 15 < len(text) < 400 and odd is None and text.endswith(".") and text[0].isupper()


def without_opening(text: str) -> str:
    """Return a sentence without its full stop, its brackets, emphasis and an opening it can do without."""
    text = re.sub(r"\s*\([^()]*\)|[*_`]", "", text).removesuffix(".")
    text = OPENINGS.sub("", text)
    return text[:1].upper() + text[1:]


def base_of(verb: str) -> str | None:
    """Return the base of a verb in the past or the third person, None where it is not known."""
    if verb in IRREGULAR:
        return IRREGULAR[verb]
    stems = [
        verb.removesuffix("ed"),
        verb.removesuffix("d"),
        re.sub(r"ied$", "y", verb),
        re.sub(r"(.)\1ed$", r"\1", verb),
    ]
    if verb.endswith("s"):
        stems = [verb.removesuffix("s"), verb.removesuffix("es"), re.sub(r"ies$", "y", verb)]
    return next((stem for stem in stems if stem in BASES or (verb.endswith("s") and stem in IRREGULAR.values())), None)


def is_past(verb: str) -> bool:
    """Whether a verb that `base_of` knows stands in the past."""
    return not verb.endswith("s")


def as_object(subject: str) -> str:
    """Return a subject as it stands inside a sentence: its article in lower case."""
    return re.sub(r"^(?:The|A|An|No|Every|Most|Some|Two|Three)\b", lambda found: found.group().lower(), subject)


def is_subject(text: str) -> bool:
    """Whether a run of words before a verb is surely its whole subject."""
    words = text.split()
    known = [
        word
        for word in words[1:]
        if word[0].islower() and (word in IRREGULAR or (base_of(word) and word.endswith("ed")))
    ]
    starts = re.match(r"(?:The|A|An|the) \w|[A-Z][\w'.-]+(?: [A-Z]|$)|[A-Z][\w.-]+'s |[A-Z]\w+ [a-z]+s?$", text)
    linked = re.search(
        r"\b(?:that|which|who|when|if|because|as|while|where|whose|by|to|than|or|but|with|is|was|are|were)\b|\b(?:first|second|third|last|next)$",
        text,
    )
    return (
        bool(starts)
        and len(words) > 1
        and not known
        and linked is None
        and len(words) <= 8
        and POINTS.search(text) is None
    )
