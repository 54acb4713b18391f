"""What the assistant says around the document's words, in the person's language."""

from collections.abc import Sequence

from conversations.atlas import Location
from conversations.compose import (
    ABSENT_NAMES,
    label_in,
    listed_together,
    place_name,
    standard_title,
)
from conversations.facets import Facet
from conversations.language import N_, Translator
from conversations.small_talk import SmallTalk
from standards.model import Standard

_SMALL_TALK = {
    SmallTalk.GREETING: N_("Hello! Ask me what a job takes, or type /quiz to practise."),
    SmallTalk.THANKS: N_("You're welcome. Anything else?"),
    SmallTalk.FAREWELL: N_("Goodbye, and good luck at work."),
    SmallTalk.ABUSE: N_("I'd like to do better. Tell me what you need to know about the job."),
    SmallTalk.REPLY: N_("All right. Ask me what a job takes, or tell me which task you mean."),
    SmallTalk.LANGUAGE: N_("Type /language to choose the language I speak."),
    SmallTalk.PRACTISE: N_("Type /quiz to practise."),
    SmallTalk.ERRAND: N_("That's not what I'm for: I only answer from competency standards."),
    SmallTalk.WHO: N_(
        "I answer from occupational competency standards and quote them word for word."
        " Ask in your own words, or type /standards to browse and /quiz to practise."
    ),
}


def small_talk(kind: SmallTalk, _: Translator) -> str:
    """A line back."""
    return _(_SMALL_TALK[kind])


def nothing_asked(_: Translator) -> str:
    """For an empty message."""
    return _("Ask me something, for example what a task takes.")


def unrecorded(_: Translator) -> str:
    """For pay, leave, exam dates and the like."""
    return _(
        "The standards don't say. They record tasks, indicators, knowledge, skills and attitudes;"
        " not pay, prices, leave, hours, exam dates or contacts."
    )


def nothing_at_level(level: int, _: Translator) -> str:
    """When nothing that was asked about has this level."""
    return _("Nothing there is at level {level}.", level=level)


def called_tasks(standard: Standard, _: Translator) -> str:
    """For a document whose T1 is a 主要職責 and whose T1.1 is a 工作任務."""
    wider = standard.tasks[0]
    return _(
        "({standard} calls {code} “{label}” and {wider} “{wider_label}”.)",
        standard=standard_title(standard, _.language),
        code=wider.activities[0].code,
        label=label_in(standard.activity_label, standard, _.language),
        wider=wider.code,
        wider_label=label_in(standard.task_label, standard, _.language),
    )


def said_again(_: Translator, *, original: bool) -> str:
    """Over the last answer's quotes, said again."""
    return _("In the document's own words:") if original else _("Once more, in English:")


def newer_is_loaded(older: Sequence[str], standards: Sequence[Location], _: Translator) -> str:
    """For codes that are out of date."""
    return _(
        "{older} is an older version; this is from {code}, which is loaded.",
        older=listed_together(older, _),
        code=listed_together([each.standard.code for each in standards], _),
    )


def yes_or_no(yes: bool, answer: str, _: Translator) -> str:
    """Before an answer that says it of itself."""
    return _("Yes: {answer}", answer=answer) if yes else _("No: {answer}", answer=answer)


def highest_level(level: int, _: Translator, of: Location | None = None) -> str:
    """Over what is at the highest level there is, in all or in one of several standards."""
    if of is not None:
        return _("{place}: the highest level is {level}.", place=place_name(of, _), level=level)
    return _("The highest level is {level}:", level=level)


def most(_: Translator) -> str:
    """Over places with the number of what each lists, the largest first."""
    return _("The most first:")


def fewest(_: Translator) -> str:
    """Over places with the number of what each lists, the smallest first."""
    return _("The fewest first:")


def lists(place: Location, count: str, _: Translator) -> str:
    """One of several places with a number."""
    return _("{place} lists {what}.", place=place_name(place, _), what=count)


def lowest_level(level: int, _: Translator, of: Location | None = None) -> str:
    """Over what is at the lowest level there is, in all or in one of several standards."""
    if of is not None:
        return _("{place}: the lowest level is {level}.", place=place_name(of, _), level=level)
    return _("The lowest level is {level}:", level=level)


def in_common(places: Sequence[str], n: int, _: Translator) -> str:
    """Over what several standards all list."""
    names = listed_together(places, _)  # apart, for a second `_` in it hides a plural from Babel
    return _.count(
        "{n} thing is worded alike in all of them ({places}):",
        "{n} things are worded alike in all of them ({places}):",
        n,
        places=names,
    )


def unlike_others(place: Location, count: str, others: Sequence[str], _: Translator) -> str:
    """Over what one standard lists and others don't."""
    return _(
        "{place} lists {count} that nothing in {others} is worded like.",
        place=place_name(place, _),
        count=count,
        others=listed_together(others, _),
    )


def only_there(place: Location, count: str, _: Translator) -> str:
    """Over what one task lists and no other."""
    return _(
        "{place} lists {count} that stand nowhere else.", place=place_name(place, _), count=count
    )


def lists_none(place: Location, facets: Sequence[Facet], _: Translator) -> str:
    """For a place whose document has nothing of these kinds."""
    what = listed_together([_(ABSENT_NAMES[facet]) for facet in facets], _)
    return _("{place} lists no {what}.", place=place_name(place, _), what=what)


def counterparts(other: Location, *, alike: bool, _: Translator) -> str:
    """Over items of one standard, each with what of another comes nearest to it."""
    place = place_name(other, _)
    if alike:
        return _("What comes nearest in {place}:", place=place)
    return _("Nothing in {place} is worded like it. What comes nearest:", place=place)


def doing_without(n: int, items: Sequence[Location], _: Translator) -> str:
    """Over the tasks that don't list these."""
    what = listed_together(list(dict.fromkeys(item.element.code for item in items)), _)
    return _.count(
        "{n} place does not list {what}:", "{n} places do not list {what}:", n, what=what
    )


def in_every_task(place: Location, count: str, _: Translator) -> str:
    """Over what every task of a standard lists."""
    return _("Every task of {place} lists {count}:", place=place_name(place, _), count=count)


def in_every_activity(place: Location, count: str, _: Translator) -> str:
    """Over what every activity of a task lists."""
    return _("Every activity of {place} lists {count}:", place=place_name(place, _), count=count)


def in_so_many_tasks(place: Location, count: str, _: Translator) -> str:
    """Over what as many tasks of a standard list as is asked."""
    return _(
        "{place} has {count} that as many tasks list:", place=place_name(place, _), count=count
    )


def none_lists_so_many(_: Translator) -> str:
    """Where no place lists as many as is asked."""
    return _("No place lists that many.")


def places_without(n: int, facet: Facet, _: Translator) -> str:
    """Over tasks and activities that list nothing of a kind."""
    return _.count(
        "{n} place lists no {what}:", "{n} places list no {what}:", n, what=_(ABSENT_NAMES[facet])
    )


def every_one_lists(facet: Facet, _: Translator) -> str:
    """Where nothing lacks what is asked for."""
    return _("Each of them lists {what}.", what=_(ABSENT_NAMES[facet]))


def not_what_is_not(_: Translator) -> str:
    """For a question about what is not there that can't be answered exactly."""
    return _("I can say what a standard lists, but not that. Ask for what it lists.")


def level_and_figures(standard: Location, figures: str, _: Translator) -> str:
    """One of several standards that are compared."""
    return _(
        "{place}: level {level}; {figures}",
        place=place_name(standard, _),
        level=standard.standard.level,
        figures=figures,
    )


def on_a_subject(places: Sequence[str], _: Translator) -> str:
    """Over what several standards say of one subject."""
    return _(
        "What they say of it ({places}):",
        places=listed_together(places, _),
    )


def no_such_occupation(_: Translator) -> str:
    """For an occupation that no loaded standard is for."""
    return _("No loaded standard is for that occupation. What is loaded:")


def only_so_many(n: int, _: Translator) -> str:
    """For the tenth of a list of five."""
    return _.count("The list has only {n}.", "The list has only {n}; ask for one of them.", n)


def not_held(_: Translator) -> str:
    """When nothing fits."""
    return _("The standards don't say.")


def unknown_code(printed: str, standards: Sequence[Location], _: Translator) -> str:
    """For a code that no standard, or not the one named, prints."""
    if standards:
        return _("{place} has no {code}.", place=place_name(standards[0], _), code=printed)
    return _("None of the loaded standards has a {code}.", code=printed)


def found_in(location: Location, _: Translator) -> str:
    """Where the best match stands."""
    place = location.activity or location.task
    if place is None or place is location.element:
        where = location
    else:
        where = Location(location.standard, place, location.kind, location.tasks, location.activity)
    return _("This stands in {place}:", place=place_name(where, _))


def about(standard: Location, _: Translator) -> str:
    """Over the standard that a subject is most of."""
    return _("{place} is the one:", place=place_name(standard, _))


def calls_for(place: Location, items: Sequence[Location], _: Translator) -> str:
    """Of items that a place lists."""
    return _(
        "{place} lists {what}.",
        place=place_name(place, _),
        what=listed_together([item.element.code for item in items], _),
    )


def calls_for_none(place: Location, items: Sequence[Location], _: Translator) -> str:
    """Of items that a place does not list."""
    return _(
        "{place} does not list {what}.",
        place=place_name(place, _),
        what=listed_together([item.element.code for item in items], _),
    )


def that_is_all(_: Translator) -> str:
    """Where something else is asked for, and there is nothing else."""
    return _("That is all that is listed there.")


def looked_up(locations: Sequence[Location], _: Translator) -> str:
    """Over items named by code."""
    if len(locations) == 1:
        return _("{code} reads:", code=locations[0].element.code)
    if len({location.element.code for location in locations}) > 1:
        return _("They read:")
    return _.count("{n} item has this code:", "{n} items have this code:", len(locations))


def consists_of(place: Location, _: Translator) -> str:
    """Over a place and what stands under it."""
    return _("{place} consists of:", place=place_name(place, _))


def unofficial(_: Translator) -> str:
    """Under an answer whose quotes are shown in another language than their documents'."""
    return _("Translations are ours and unofficial; the document's own words stand below each.")


def standards_lead(n: int, _: Translator) -> str:
    """Over the list of what is loaded."""
    return _.count("{n} standard is loaded:", "{n} standards are loaded:", n)


def mentioned_by(items: Sequence[Location], _: Translator) -> str:
    """Over the items that mention something."""
    return _.count(
        "{n} standard mentions it:",
        "{n} standards mention it:",
        len({item.standard.code for item in items}),
    )


def needed_by(n: int, _: Translator) -> str:
    """Over the places that call for a knowledge or skill, and the items themselves."""
    return _.count("{n} place calls for it:", "{n} places call for it:", n)
