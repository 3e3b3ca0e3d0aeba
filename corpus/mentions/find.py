"""A document's findings: each passage proposes by its own language, then the document as a whole settles."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from corpus.config import Config
from corpus.gazetteer import Entry, key
from corpus.mentions import abbreviations, learned, people, places, roles
from corpus.mentions.contacts import find_contacts
from corpus.mentions.draft import PLACES, Draft, settle
from corpus.mentions.heads import heads
from corpus.mentions.nearby import around, overlapping, within
from corpus.mentions.network import Tagged
from corpus.mentions.nominative import phrase
from corpus.mentions.originals import originals
from corpus.mentions.passage import Proposals, propose
from corpus.mentions.places import Sight
from corpus.mentions.recall import recall, without_surnames
from corpus.mentions.suffixes import bare_head
from corpus.mentions.tagger import LANGUAGES as TAGGED
from corpus.mentions.tagger import tag
from corpus.mentions.words import Word, pieces, read_words
from corpus.model import Alias, Contact, Document, EntityType, Findings, Mention, Passage, Role, Span

_HEAD_FORMS = frozenset({EntityType.ORGANISATION, EntityType.PROGRAMME, EntityType.REGION, EntityType.PLACE, EntityType.CITY})


def find(document: Document, passages: Sequence[Passage], config: Config) -> Findings:
    """Everything the passages name. Mentions are in text order; one may lie inside another, none crosses another."""
    text = document.text
    words = [read_words(text, passage.span, passage.sentences) for passage in passages]
    tagged = _tag(text, passages, words)
    proposals = [propose(text, *each) for each in zip(passages, words, tagged, strict=True)]
    contacts = find_contacts(text, str(config["archive.country"]))
    home = str(config["archive.country"])
    drafts = _without_contacts(_with_homonyms_chosen(proposals, home), contacts)
    named = without_surnames(text, _named(settle(drafts), text, passages), passages)
    aliases = abbreviations.find_aliases(text, named)
    named += list(originals(text, named))
    named += recall(text, passages, words, named)
    named += abbreviations.alone(text, aliases)
    introduced = abbreviations.unambiguous(aliases)
    settled = [abbreviations.expanded(draft, text, introduced) for draft in settle(named)]
    mentions = _complete_people(tuple(_mention(draft, text, _language_at(passages, draft.span)) for draft in settled))
    found_roles = _roles(text, passages, words, mentions, contacts)
    return Findings(mentions, tuple(_owned(contacts, mentions, passages)), tuple(found_roles), _distinct(aliases))


def _tag(text: str, passages: Sequence[Passage], words: Sequence[Sequence[Word]]) -> list[list[Tagged]]:
    """The model's names in each passage, read language by language and never across the cells of a row."""
    tagged: list[list[Tagged]] = [
        learned.tag(seen, passage.sentences, passage.language) if passage.language in learned.LANGUAGES else []
        for passage, seen in zip(passages, words, strict=True)
    ]
    groups: dict[str, list[tuple[int, Span]]] = defaultdict(list)
    for index, passage in enumerate(passages):
        if passage.language in TAGGED:
            groups[passage.language] += [(index, piece) for piece in pieces(text, passage.span)]
    for language, parts in groups.items():
        for (index, piece), names in zip(parts, tag([piece.of(text) for _, piece in parts], language), strict=True):
            tagged[index] += [(start + piece.start, stop + piece.start, label) for start, stop, label in names]
    return tagged


def _with_homonyms_chosen(proposals: Sequence[Proposals], home: str) -> list[Draft]:
    seen: list[tuple[Span, Sight]] = sorted(
        ((span, each) for proposal in proposals for span, each in proposal.sights.items()), key=lambda pair: pair[0]
    )
    entries: dict[Span, Entry] = dict(zip([span for span, _ in seen], places.choose(seen, home), strict=True))
    return [
        places.linked(draft, entries[draft.span]) if draft.link and draft.span in entries else draft
        for proposal in proposals
        for draft in proposal.drafts
    ]


def _without_contacts(drafts: Iterable[Draft], contacts: Sequence[Contact]) -> list[Draft]:
    """No name is read out of an address of mail or web; a street is no organisation."""
    taken = [contact.span for contact in contacts if contact.kind in ("email", "url")]
    streets = [contact.span for contact in contacts if contact.kind == "address"]
    return [
        draft
        for draft in drafts
        if not overlapping(taken, draft.span)
        and (
            draft.type in PLACES or draft.name or not any(each.covers(draft.span) for each in overlapping(streets, draft.span))
        )
    ]


def _named(drafts: Sequence[Draft], text: str, passages: Sequence[Passage]) -> list[Draft]:
    """The drafts with their nominatives, where their rules did not give one; people are read together."""
    written = [(" ".join(draft.span.of(text).split()), _language_at(passages, draft.span)) for draft in drafts]
    people_at = [index for index, draft in enumerate(drafts) if draft.type is EntityType.PERSON]
    of_people = [(*written[index], _word_before(text, drafts[index].span)) for index in people_at]
    names = dict(zip(people_at, people.nominatives(of_people), strict=True))
    return [
        draft if draft.name else replace(draft, name=names.get(index) or _nominative(draft, *written[index]))
        for index, draft in enumerate(drafts)
    ]


def _word_before(text: str, span: Span) -> str:
    """The word that stands right before, "" where a sentence or clause begins: «Слушали: | Токтогулову Н. Э.»."""
    match = re.search(r"([^\W\d_]+):? *\Z", text[max(0, span.start - 30) : span.start])
    return match[1] if match else ""


def _nominative(draft: Draft, written: str, language: str) -> str:
    if draft.type in _HEAD_FORMS and language in ("ru", "uk"):
        return _nominative_phrase(written, language)
    return _plain(written, language)


def _nominative_phrase(written: str, language: str) -> str:
    """The name with the head and what agrees with it in the nominative; what stands in quotation marks stays as written."""
    cut = min((written.index(mark) for mark in '«"“„' if mark in written), default=len(written))
    opening, rest = written[:cut], written[cut:]
    return " ".join(phrase(tuple(opening.split()), language)) + (" " if opening.endswith(" ") and rest else "") + rest


def _plain(written: str, language: str) -> str:
    """Without an article before it, small words small: «Delegation of The European Union» → «… of the …»."""
    links = heads(language).links
    first, *rest = written.split()
    if first.lower() == "the" and rest:
        first, *rest = rest
    words = [first, *rest]
    if rest:
        words[-1] = bare_head(words[-1], language)
    first, *rest = words
    return " ".join([first, *(word.lower() if word.lower() in links | {"in"} else word for word in rest)])


def _mention(draft: Draft, text: str, language: str) -> Mention:
    written = draft.span.of(text)
    note = ""
    if draft.rule.startswith("abbreviation"):
        note = f"{written}: introduced as «{draft.name}»"
    return Mention(draft.span, draft.type, written, draft.name, language, draft.rule, draft.score, draft.link, note)


def _complete_people(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Surnames alone and initials under the one full name of the document that fits."""
    # in text order: the last of two spellings wins in every run alike
    people_here = (mention.name for mention in mentions if mention.type is EntityType.PERSON)
    full_names = people.FullNames(dict.fromkeys(name for name in people_here if people.is_full(name)))
    completed = []
    for mention in mentions:
        full = full_names.complete(mention.name) if _is_partial(mention) else ""
        completed.append(replace(mention, name=full, note=f"{mention.text}: the only {full} here") if full else mention)
    return tuple(completed)


def _is_partial(mention: Mention) -> bool:
    return mention.type is EntityType.PERSON and not people.is_full(mention.name)


def _roles(
    text: str,
    passages: Sequence[Passage],
    words: Sequence[Sequence[Word]],
    mentions: Sequence[Mention],
    contacts: Sequence[Contact],
) -> list[Role]:
    found: list[Role] = []
    spans = [contact.span for contact in contacts]
    for passage, passage_words in zip(passages, words, strict=True):
        inside = within(mentions, passage.span)
        if any(mention.type is EntityType.PERSON for mention in inside):
            found += roles.find_roles(text, passage_words, inside, overlapping(spans, passage.span), passage.language)
    return found


def _owned(contacts: Iterable[Contact], mentions: Sequence[Mention], passages: Sequence[Passage]) -> Iterable[Contact]:
    """Each contact with the person, or else the organisation, named last before it in its passage or just above it."""
    holders = [mention for mention in mentions if mention.type in (EntityType.PERSON, EntityType.ORGANISATION)]
    for contact in contacts:
        passage = around(passages, contact.span)
        if passage is None or contact.kind == "address":
            yield contact
            continue
        inside = [m for m in within(holders, passage.span) if m.span.stop <= contact.span.start]
        owners = [m for m in inside if m.type is EntityType.PERSON] or [m for m in inside if contact.kind != "url"]
        yield replace(contact, owner=_outermost(owners).span) if owners else contact


def _outermost(owners: Sequence[Mention]) -> Mention:
    """The last owner, or the one it lies in: «Delegation of the European Union», not «European Union»."""
    return next((owner for owner in owners if owner.span.covers(owners[-1].span)), owners[-1])


def _language_at(passages: Sequence[Passage], span: Span) -> str:
    passage = around(passages, span)
    return passage.language if passage else "und"


def _distinct(aliases: Iterable[Alias]) -> tuple[Alias, ...]:
    return tuple({(alias.type, alias.short, key(alias.long)): alias for alias in aliases}.values())
