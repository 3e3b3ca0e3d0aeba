"""From what was asked to what an engine is asked: words become terms, names become ids, days become numbers."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from corpus.errors import BadQuery
from corpus.languages import fold
from corpus.model import EntityType, Token
from corpus.morphology import read_words
from corpus.store import Store
from indexer.corrections import CORRECTED, Correction, corrections, repaired
from indexer.crosslingual.expand import LEAST, Expander, Expansion, is_service, lemmas, says_little
from indexer.engines import Reader
from indexer.labels import languages_named, media_named
from indexer.names import entities_called, entities_meant, is_borne, is_written_as_name
from indexer.plan import All, AnyOf, Boosted, Dates, Keyword, Match, Near, Numbers, Plan
from indexer.query import And, Boost, DateRange, Entity, Fuzzy, Node, NumberRange, Or, Phrase, Regex, Wildcard, Word
from indexer.query import Near as NearWords
from indexer.query.fields import field_named
from indexer.query.patterns import compile_pattern, wildcard_pattern
from indexer.schema import ENTITY_FIELDS, EXACT, HAS, LANGUAGE, SCOPES, TEXT, TITLE, TYPE
from indexer.terms import Precision, QueryWord, Tier, Variant, query_word, translation_variants
from indexer.weights import PHRASE, SERVICE

EXPANSION = 1000
"""A pattern that means more words of the archive than this is refused."""

_NEAR = 3
_LOOKED_AT = 20
_LARGEST = 2**62


@dataclass(slots=True)
class Resolver:
    """Resolves one query against one archive; ``notes`` gathers what a person should know when nothing is found."""

    query: str
    store: Store
    reader: Reader
    languages: Sequence[str]
    precision: Precision
    notes: list[str] = field(default_factory=list)
    expander: Expander | None = None
    dropped: Collection[str] = ()
    expansions: list[Expansion] = field(default_factory=list)

    def plan(self, node: Node, scopes: tuple[str, ...] = (TEXT, TITLE)) -> Plan:
        """The plan of a tree whose words are looked for in ``scopes``. Raises BadQuery."""
        if isinstance(node, Word | Phrase):
            return self._match(node, scopes)
        if isinstance(node, Wildcard | Fuzzy | Regex):
            return Match((self._spelt_out(node),), scopes)
        if isinstance(node, NearWords):
            return Near(tuple(_uncalled(self.plan(part, scopes)) for part in node.parts), node.within, scopes, node.start)
        if isinstance(node, Boost):
            return Boosted(self.plan(node.part, scopes), node.weight)
        if isinstance(node, And):
            return self._all(node, scopes)
        if isinstance(node, Or):
            return AnyOf(tuple(self._alternative(part, scopes) for part in node.parts))
        if isinstance(node, DateRange):
            return Dates(date.fromisoformat(node.first).toordinal(), date.fromisoformat(node.last).toordinal())
        if isinstance(node, Entity):
            return self._entity(node)
        if isinstance(node, NumberRange):
            return Numbers(node.name, node.first or 0, _LARGEST if node.last is None else node.last)
        if node.name in SCOPES:
            return self.plan(node.part, (node.name,))
        return self._named(node.name, node.part)

    def _alternative(self, node: Node, scopes: tuple[str, ...]) -> Plan:
        """A part that may answer alone; a word that only joins or asks then counts little, and no less is found."""
        plan = self.plan(node, scopes)
        little = isinstance(node, Word) and not node.exact and says_little(node.text)
        return Boosted(plan, SERVICE) if little else plan

    def _all(self, node: And, scopes: tuple[str, ...]) -> Plan:
        """All parts; or, in other languages, all that say something: «закон о воде» has no «о» in an English document."""
        parts = tuple(self.plan(part, scopes) for part in node.parts)
        excluded = tuple(self.plan(part, scopes) for part in node.excluded)
        every = All(parts, excluded)
        foreign = {expansion.language for expansion in self.expansions if expansion.by not in CORRECTED}
        saying = tuple(
            part for part, said in zip(parts, node.parts, strict=True) if not (isinstance(said, Word) and is_service(said.text))
        )
        if not foreign or len(saying) in (0, len(parts)):
            return every
        return AnyOf((every, All((*saying, Keyword(LANGUAGE, tuple(sorted(foreign)))), excluded)))

    def _match(self, node: Word | Phrase, scopes: tuple[str, ...]) -> Plan:
        tokens = read_words(node.text, self.languages)
        if not tokens:
            raise BadQuery(self.query, node.start, f"'{node.text}' holds no word", "type a word or a number")
        precision = Precision.EXACT if node.exact else self.precision
        called = () if node.exact else self._called(node.text, scopes)
        match = Match(tuple(query_word(token, precision) for token in tokens), scopes, called)
        if isinstance(node, Phrase) or node.exact:
            return match
        if (whole := repaired(node.text)) and self._is_left_out(node.text, whole):
            return replace(match, words=(QueryWord(node.text, (Variant(EXACT, node.text.lower(), Tier.FORM),)),))
        corrected = None if precision is Precision.EXACT else self._corrected(node, tokens, match)
        if corrected is not None:
            return corrected
        if len(tokens) > 1 or precision is not Precision.WIDE or TEXT not in scopes:
            return match
        return self._expanded(node.text, tokens[0], match)

    def _corrected(self, node: Word, tokens: Sequence[Token], match: Match) -> Plan | None:
        """The word, or what other keys or another script make of it; None when the archive has it as it was typed."""
        as_typed = replace(match, words=tuple(query_word(token, Precision.WORD) for token in tokens))
        if self.reader.count(as_typed):
            return None
        for each in corrections(node.text):
            said = Expansion(node.text, each.text, each.language, each.by, 1.0)
            words = tuple(query_word(token, self.precision) for token in read_words(each.text, self.languages))
            other = Match(words, match.scopes, self._called(each.text, match.scopes))
            if words and str(said) not in self.dropped and self.reader.count(other):
                self.expansions.append(said)
                return AnyOf((match, other))
        return None

    def _is_left_out(self, typed: str, meant: Correction) -> bool:
        """True when the person takes the letters as they are; else the chip says how they are read."""
        said = Expansion(typed, meant.text, meant.language, meant.by, 1.0)
        if str(said) not in self.dropped:
            self.expansions.append(said)
        return str(said) in self.dropped

    def _expanded(self, typed: str, token: Token, match: Match) -> Plan:
        """The word with its translations as synonyms; translations of several words stand beside it as phrases."""
        if self.expander is None:
            return match
        found = self._present(self.expander.expand(typed, token), match.scopes)
        self.expansions += found
        variants: list[Variant] = []
        phrases: list[Plan] = []
        for each in found:
            terms = lemmas(each)
            if len(terms) == 1:
                for lemma in (terms[0], *self.expander.family(each, terms[0])):
                    variants += translation_variants(lemma, each.weight)
            else:
                phrase = Match(tuple(QueryWord(term, tuple(translation_variants(term, 1.0))) for term in terms), match.scopes)
                phrases.append(Boosted(phrase, PHRASE * each.weight))
        (word,) = match.words
        whole = replace(match, words=(replace(word, variants=(*word.variants, *_new(variants, word))),))
        return AnyOf((whole, *phrases)) if phrases else whole

    def _spelt_out(self, node: Wildcard | Fuzzy | Regex) -> QueryWord:
        """All forms of the archive that a pattern means, the same for every engine; refused when there are too many."""
        vocabulary = self.reader.vocabulary()
        if isinstance(node, Fuzzy):
            forms = vocabulary.alike(fold(node.text), node.distance, EXPANSION)
        elif isinstance(node, Wildcard):
            forms = vocabulary.matching(wildcard_pattern(node.text), EXPANSION)
        else:
            forms = vocabulary.matching(compile_pattern(node.pattern, node.start), EXPANSION)
        if len(forms) > EXPANSION:
            reason = f"more than {EXPANSION:,} words of the archive are like '{node}'"
            raise BadQuery(self.query, node.start, reason, "type more letters of the word")
        if not forms:
            self._note(f"no word of the archive is like '{node}'", ())
        return QueryWord(str(node), tuple(Variant(EXACT, form, Tier.ALIKE) for form in forms or (str(node),)))

    def _entity(self, node: Entity) -> Plan:
        """Whatever bears the name, of any kind, and what says it unrecognised; those first that say it most.

        @organisation, where nothing is called so, is any organisation.
        """
        found = {kind: entities_meant(self.store, node.text, EntityType(kind), self.languages) for kind in ENTITY_FIELDS}
        parts = tuple(Keyword(kind, tuple(each.id for each in every), node.text) for kind, every in found.items() if every)
        if not parts and (kind := field_named(node.text)) in ENTITY_FIELDS:
            return Keyword(HAS, (kind,), node.text)
        if not parts:
            self._note(f"nothing is known as '{node.text}'", self.store.suggest_names(node.text, _NEAR))
        tokens = read_words(node.text, self.languages)
        if not tokens:
            return AnyOf(parts) if parts else Keyword(ENTITY_FIELDS[0], (), node.text)
        said = self._said(tokens, parts)
        entities = [entity for every in found.values() for entity in every]
        sure = len(tokens) > 1 or not is_borne(entities, node.text, self.languages) or self._is_name(said, parts)
        return AnyOf((said, *parts)) if sure else All((said, AnyOf(parts)))

    def _said(self, tokens: Sequence[Token], parts: tuple[Keyword, ...]) -> Match:
        """The words of a name; a single one in its forms only, for read otherwise it is another: Королёв, король."""
        precision = Precision.WORD if len(tokens) == 1 and self.precision is Precision.WIDE else self.precision
        return Match(tuple(query_word(token, precision) for token in tokens), (TEXT, TITLE), parts)

    def _is_name(self, said: Match, parts: tuple[Keyword, ...]) -> bool:
        """True when the word is a name in those documents too in which no mention of it was found; the newest tell."""
        others = All((replace(said, called=()),), parts)
        newest = self.reader.search(others, page=1, size=_LOOKED_AT, sort="date", facets=()).page
        return is_written_as_name(self.store, said, [id for id, _ in newest], self.languages)

    def _called(self, text: str, scopes: tuple[str, ...]) -> tuple[Keyword, ...]:
        """The entities a wide search for ``text`` means as well: «Almaty» finds what says only Алматы."""
        if self.precision is not Precision.WIDE or TEXT not in scopes:
            return ()
        return tuple(Keyword(entity.type, (entity.id,)) for entity in entities_called(self.store, text, self.languages))

    def _named(self, name: str, node: Node) -> Plan:
        if isinstance(node, And):
            parts, excluded = ([self._named(name, part) for part in each] for each in (node.parts, node.excluded))
            return All(tuple(parts), tuple(excluded))
        if isinstance(node, Or):
            return AnyOf(tuple(self._named(name, part) for part in node.parts))
        if not isinstance(node, Word | Phrase):
            raise TypeError(f"{type(node).__name__} within a field: the parser refuses it")
        if name == HAS:
            return Keyword(name, (node.text,), node.text)
        values = self._entities(name, node.text) if name in ENTITY_FIELDS else self._values(name, node.text)
        return Keyword(name, values, node.text)

    def _entities(self, name: str, text: str) -> tuple[str, ...]:
        kind = EntityType(name)
        found = entities_meant(self.store, text, kind, self.languages)
        if not found:
            self._note(f"no {name} is known as '{text}'", self.store.suggest_names(text, _NEAR))
        return tuple(entity.id for entity in found)

    def _values(self, name: str, text: str) -> tuple[str, ...]:
        held = self.reader.values(name)
        if name == LANGUAGE:
            found = languages_named(text, held)
        elif name == TYPE:
            found = media_named(text, held)
        else:
            found = tuple(value for value in held if value.casefold() == text.casefold())
        if not found:
            self._note(f"no document has {name} '{text}'", sorted(held, key=lambda value: (-held[value], value))[:10])
        return found

    def _note(self, said: str, near: Sequence[str]) -> None:
        self.notes.append(f"{said}; there is: {', '.join(near)}" if near else said)

    def _present(self, expansions: Sequence[Expansion], scopes: tuple[str, ...]) -> list[Expansion]:
        """Those that some document holds, the best of a language at 1: «eye» does not outweigh «cell» where none has it."""
        kept = [each for each in expansions if str(each) not in self.dropped and self._is_held(each, scopes)]
        best: dict[str, float] = {}
        for each in kept:
            best[each.language] = max(each.weight, best.get(each.language, LEAST))
        return [replace(each, weight=max(LEAST, each.weight / best[each.language])) for each in kept]

    def _is_held(self, expansion: Expansion, scopes: tuple[str, ...]) -> bool:
        words = [QueryWord(lemma, tuple(translation_variants(lemma, 1.0))) for lemma in lemmas(expansion)]
        return bool(words) and all(self.reader.count(Match((word,), scopes)) for word in words)


def _new(variants: Sequence[Variant], word: QueryWord) -> list[Variant]:
    """Variants that do not stand for the word anyway, each term once, as its heaviest."""
    known = {(variant.kind, variant.term) for variant in word.variants}
    best: dict[tuple[str, str], Variant] = {}
    for each in variants:
        place = (each.kind, each.term)
        if place not in known and (place not in best or each.share > best[place].share):
            best[place] = each
    return list(best.values())


def _uncalled(plan: Plan) -> Plan:
    """Near counts words where they stand: other names of a thing stand elsewhere; of @name where it stands as an entity."""
    if isinstance(plan, All):
        return plan.parts[-1]
    if isinstance(plan, Match):
        return replace(plan, called=())
    if isinstance(plan, Boosted):
        return replace(plan, part=_uncalled(plan.part))
    return AnyOf(tuple(map(_uncalled, plan.parts))) if isinstance(plan, AnyOf) else plan
