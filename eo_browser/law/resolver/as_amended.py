"""Which text of an amended document a citation means, and what its reader must know of the amendments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from eo_browser.law.citations.parts import AsAmended, Numbered
from eo_browser.law.model.pinpoints import pinpoint
from eo_browser.law.terms.kinds import ADDRESS_WORDS, KIND_OF_WORD, kind_name

from .document_names import called, long_day, named, named_short, sentence
from .lookup import KnownDocument, KnownState, Lookup, StateOutline
from .outcomes import Explanation, Resolution, Target

_NAMED_AT_MOST = 8  # provisions in doubt, or documents, that a sentence names


@dataclass(frozen=True, slots=True)
class MeantText:
    """The text a citation means: a state, or with None the text as signed, and the explanations of that."""

    state: KnownState | None
    explanations: tuple[Explanation, ...] = ()


def text_meant(as_amended: AsAmended, document: KnownDocument, lookup: Lookup) -> MeantText:
    """Return the state that "as amended …" means: of the acts named, of the day named, or the newest."""
    states = lookup.states.of(document)
    if not states:
        return MeantText(None, tuple(_without_states(document)))
    if as_amended.acts:
        return _of_acts(as_amended.acts, states, document, lookup)
    if as_amended.until:
        return on_day(as_amended.until, states, document)
    return MeantText(states[-1])


def on_day(day: date, states: Sequence[KnownState], document: KnownDocument) -> MeantText:
    """Return the state in force on a day; the text as signed before the first amendment."""
    until = [state for state in states if state.day <= day]
    if until:
        return MeantText(until[-1])
    words = f"Nothing had amended {named(document)} by {long_day(day)}; this is the text as signed."
    return MeantText(None, (Explanation("AS_AMENDED", words, (document,)),))


def _without_states(document: KnownDocument) -> Iterator[Explanation]:
    """The explanations of words "as amended" where no text as amended is held, and of an amended document."""
    if document.status != "amended":
        words = f"No amendment of {named(document)} is known here; this is the text as signed."
        yield Explanation("AS_AMENDED", words, (document,))


def _of_acts(
    acts: Sequence[Numbered], states: Sequence[KnownState], document: KnownDocument, lookup: Lookup
) -> MeantText:
    """The state that the last of the acts named begins; the one in force on its day where it is not among the acts."""
    cited = [(one.kind, number) for one in acts for number in one.numbers]
    held = [found for kind, number in cited for found in lookup.numbered(kind, number)]
    addresses = {one.address for one in held}.union(f"/{ADDRESS_WORDS[kind]}/{number}" for kind, number in cited)
    if of_them := [state for state in states if addresses.intersection(state.acts)]:
        return MeantText(of_them[-1])
    signed = max((one.signed or date.min for one in held), default=date.max)
    found = on_day(signed, states, document)
    return MeantText(found.state, (_no_act(cited, document), *found.explanations))


def _no_act(cited: Iterable[tuple[str, str]], document: KnownDocument) -> Explanation:
    name = " and ".join(f"{kind_name(kind).title()} {number}" for kind, number in cited)
    return Explanation("AS_AMENDED", f"No amendment of {named(document)} by {name} is known here.", (document,))


def state_explanations(
    document: KnownDocument, state: KnownState, paths: Iterable[str], lookup: Lookup
) -> list[Explanation]:
    """Return what the reader of provisions of a state must know ("" is all of it): what it is, and what is in doubt."""
    outline = lookup.states.outline(document, state.day)
    incomplete = "" if state.complete else " (incomplete)"
    who = several(called_at(one, lookup) for one in state.acts)
    words = f"This is the text as amended {until(state.day)}{f' by {who}' if who else ''}{incomplete}"
    found = [Explanation("AS_AMENDED", f"{words}; a program made it, and it is not official.", (document,))]
    for path in dict.fromkeys(paths):
        if doubt := _doubt(path, outline, lookup):
            found.append(Explanation("AMENDED_IN_DOUBT", doubt, (document,)))
    return found


def until(day: date) -> str:
    """Return "to July 30, 2008"; in words that fit after "as amended"."""
    return f"to {long_day(day)}" if day != date.min else "on a day that is not known"


def _doubt(path: str, outline: StateOutline, lookup: Lookup) -> str:
    """What was not applied at a provision or below it, in words; "" for nothing."""
    touched = {at: by for at, by in outline.doubts.items() if by and _is_under(at, path)}
    if not touched:
        return ""
    who = several(called_at(one, lookup) for one in dict.fromkeys(one for by in touched.values() for one in by))
    if path:
        return f"{pinpoint(path)} is in doubt: what {who} ordered was not applied and may concern it."
    outermost = list(dict.fromkeys(pinpoint(at.partition("/")[0]) for at in touched))
    if len(touched) == len(outline.nodes):
        return f"Every provision is in doubt: what {who} ordered was not applied and may concern any."
    where, verb = sentence(several(outermost)), "is" if len(outermost) == 1 else "are"
    return f"{where} {verb} in doubt: what {who} ordered was not applied."


def _is_under(at: str, path: str) -> bool:
    return not path or at == path or at.startswith(f"{path}/")


def amended_since(document: KnownDocument, paths: Iterable[str], lookup: Lookup) -> Iterator[str]:
    """Yield, in sentences, what amendments did to provisions as signed, and where they are read as amended."""
    states = lookup.states.of(document)
    if not states:
        return
    newest = states[-1]
    outline = lookup.states.outline(document, newest.day)
    for path in dict.fromkeys(paths):
        if path:
            yield _since(document, path, newest, outline, lookup)
        else:
            incomplete = "" if newest.complete else " (incomplete)"
            yield f"As amended {until(newest.day)}{incomplete} it is at {Target(document, '', newest.day).address}."


def _since(document: KnownDocument, path: str, newest: KnownState, outline: StateOutline, lookup: Lookup) -> str:
    where, day = pinpoint(path), until(newest.day)
    if path in outline.struck:
        return f"{where} was struck by {called_at(outline.struck[path], lookup)}."
    goal = outline.moved.get(path, path)
    doubt = _doubt(goal, outline, lookup)
    doubtful = f" {doubt}" if doubt else ""
    if all(node.path != goal for node in outline.nodes):
        return f"{where} is no longer in the text as amended {day}."
    address = Target(document, goal, newest.day).address
    if goal != path:
        return f"The words of {where} are at {pinpoint(goal)} as amended {day}: {address}.{doubtful}"
    changed = [who for at, who in outline.changed.items() if _is_under(at, path)]
    if not changed:
        return f"{where} is unchanged in the text as amended {day}.{doubtful}"
    by = several(called_at(one, lookup) for who in changed for one in who)
    return f"{where} was changed{f' by {by}' if by else ''}; as amended {day}: {address}.{doubtful}"


def only_as_amended(document: KnownDocument, lookup: Lookup) -> Iterator[tuple[KnownState, StateOutline]]:
    """Yield the states of a document with their provisions, the newest first, for what it has only as amended."""
    for state in reversed(lookup.states.of(document)):
        yield state, lookup.states.outline(document, state.day)


def struck(targets: Iterable[Target], state: KnownState, lookup: Lookup) -> Iterator[Explanation]:
    """Yield what struck provisions as signed that a state has no more."""
    for target in targets:
        by = lookup.states.outline(target.document, state.day).struck
        if target.path in by:
            words = f"{pinpoint(target.path)} was struck by {called_at(by[target.path], lookup)}."
            yield Explanation("AMENDED", words, (target.document,))


def put_in(
    answer: Resolution, targets: Sequence[Target], state: KnownState, outline: StateOutline, lookup: Lookup
) -> Resolution:
    """Return an answer that finds no provision with those that the document has only as amended."""
    document = targets[0].document
    by = several(called_at(one, lookup) for one in state.acts)
    words = "; ".join(
        f"{pinpoint(one.path)} exists as amended {until(state.day)}, by {by}: {one.address}" for one in targets
    )
    doubts = [doubt for one in targets if (doubt := _doubt(one.path, outline, lookup))]
    why = Explanation("AMENDED", " ".join([f"{words}.", *doubts]), (document,))
    return Resolution(
        answer.outcome, answer.targets, (*answer.explanations, why), (*answer.suggestions, *targets), query=answer.query
    )


def called_at(address: str, lookup: Lookup) -> str:
    """Name a document in short by its address: "Executive Order 13470"; a name that is no address is left as it is."""
    if held := lookup.at_address(address):
        return called(held[0])
    word, _, number = address.strip("/").partition("/")
    return named_short(KIND_OF_WORD.get(word, ""), number, address) if word in KIND_OF_WORD else address


def several(names: Iterable[str]) -> str:
    """Join names for a sentence, each once: "A, B and 3 more"."""
    known = list(dict.fromkeys(names))
    shown = known[:_NAMED_AT_MOST]
    if len(known) > len(shown):
        shown.append(f"{len(known) - len(shown)} more")
    return f"{', '.join(shown[:-1])} and {shown[-1]}" if len(shown) > 1 else "".join(shown)
