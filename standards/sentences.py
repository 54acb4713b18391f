"""Every sentence of this package that a person reads, once: message ids of the catalogues."""

from enum import StrEnum


def N_(message: str) -> str:
    """Mark `message` for the catalogues; it is translated where it is shown."""
    return message


class Why(StrEnum):
    """Why a finding was made. The {holes} are filled from the finding's `params`."""

    CUT_TEXT = N_("A page break cut this text in two; the halves were joined.")
    CUT_LIST = N_("A page break stands inside this list; both parts were read as one list.")
    MOVED = N_("It is printed in the row of {row}; its code says that it belongs to {home}.")
    TRAILING_DOT = N_("The code is printed with a dot at its end; the dot was dropped.")
    WRONG_LETTER = N_("In this column codes begin with {letter}; the code was read as one of them.")
    GLUED_DIGIT = N_("The name begins with a digit and is glued to its code; both were told apart.")
    NO_CODE = N_("No code is printed; it was numbered by its place in the list.")
    REPEATED_HEADING = N_("The heading is printed twice; what follows was read as one section.")
    SHARED_CODE = N_(
        "The code {code} is printed with different texts; all are kept, told apart by a letter."
    )
    LOST_NUMBERS = N_(
        "The entries have lost their numbers; the spaces between them tell {count} entries apart."
    )

    SIMPLIFIED = N_("“{character}” is a Simplified character; it was kept as printed.")
    LOOK_ALIKE = N_("“{character}” only looks like “{meant}”; it was kept as printed.")
    STRAY_SPACE = N_(
        "A space stands between Chinese characters, as where a line was wrapped; "
        "it was kept as printed."
    )
    LATIN_WORD = N_("The Latin word “{word}” stands between Chinese words; it was kept as printed.")
    COMMA_BEFORE_BRACKET = N_(
        "A bracket opens right after a punctuation mark; it was kept as printed."
    )
    WRONG_WORD = N_("“{printed}” may be a slip for “{suspected}”; it was kept as printed.")
    OTHER_FIELD = N_(
        "“{printed}” belongs to another trade than the standard's; it was kept as printed."
    )
    MISSING_WORDS = N_("Words seem to be missing here; it was kept as printed.")

    STALE_NUMBERS = N_("It stands in the row of {row}, its code names another; it was left there.")
    OTHER_TASK = N_("Its code names another task than {task}, under which it stands.")
    OTHER_COLUMN = N_("The code stands in the column of another kind; the code was believed.")
    SEVERAL_CODES = N_("Several codes stand in one cell; each was read as an item of its own.")
    LATEST_VERSION = N_("The version table names another code as the latest version.")
    TITLE_DIFFERS = N_("The document's heading and its table give different names.")
    LEVEL_DIFFERS = N_("The code ends in level {level}, the table gives another level.")

    NO_SUCH_NOTE = N_("It carries the mark of note {number}, which the document does not have.")
    UNMENTIONED = N_("No text of the document carries the mark of this note.")
    OTHER_UNIT = N_("{code} is the code of another unit, not of this one.")
    NO_LEVEL = N_("“{printed}” can't be read as a level; it was kept as printed.")
    LEVEL_OUTSIDE = N_("Levels go from 1 to {highest}; {level} was kept as printed.")
    NONE_PRINTED = N_("The document prints none of these at all: {letters}.")
    SECOND_LEVEL = N_(
        "{count} entries stand one level below “{entry}”; they are listed right after it."
    )

    DEEP_ITEM = N_("It stands deeper than a standard goes; it was read as an indicator of {home}.")

    UNPLACED = N_("It could not be placed in the standard; nothing of it was used.")
    REPEATED_LABEL = N_("“{label}” is printed a second time; what stood there first was kept.")
    LEADS_IN = N_("The sentence only leads in to the list after it; it is no entry of its own.")


class Doubt(StrEnum):
    """Why a reading is not certain; named values fill the {holes}."""

    UNPLACED = N_("{share} of its words found no place.")
    GAPS = N_("Codes are missing from their sequence: {codes}.")
    NO_INDICATORS = N_("Nothing says how one sees these done: {codes}.")
    FEW = N_("Very few statements of what is to be done were understood: {count}.")
    NO_TITLE = N_("It gives no title.")
    NO_LEVEL = N_("It gives no level.")
    NONE_PRINTED = N_("It prints none of these at all: {letters}.")
    DISAGREES = N_("Findings that say that two places of it do not agree: {count}.")
    NO_CODES = N_("Items printed without a code, which were numbered by their place: {count}.")
    LOST_NUMBERS = N_("Lists that lost their numbers and were parted at the spaces: {count}.")


class Refusal(StrEnum):
    """Why a document or a request was refused; `file`, `code` and the like fill the {holes}."""

    MISSING = N_("{file} is not there.")
    FOLDER = N_("{file} is a folder, not a document.")
    UNREADABLE = N_("{file} could not be opened for reading.")
    NOT_FETCHED = N_("{file} could not be fetched; please send it once more.")
    EMPTY = N_("{file} is empty.")
    TOO_LARGE = N_("{file} is larger than {limit} MB, too large for a standard.")
    BINARY = N_("{file} is not a text file.")
    NOT_UTF8 = N_("{file} is no text in UTF-8, UTF-16 or Big5; save it as UTF-8.")

    OLD_OFFICE = N_(
        "{file} is an old Word or Excel file, or locked with a password; "
        "save it as DOCX, XLSX or PDF."
    )
    RTF = N_("{file} is an RTF file; save it as DOCX or PDF.")
    OTHER_ARCHIVE = N_("{file} is an archive or a document of a kind that can't be read here.")
    LOCKED = N_("{file} is locked with a password; save it without one.")
    SCANNED = N_(
        "{file} holds no text that can be read: its pages are pictures, or its fonts don't name "
        "their characters. Take the publisher's own file, or have its text recognised (OCR) first."
    )
    BROKEN = N_("{file} is damaged; it could not be opened.")
    UNPACKS = N_("{file} unpacks to far more than a standard can be.")
    OUTSIDE = N_("{file} holds names that lead out of it; it was not opened.")
    ENTITIES = N_("{file} declares entities of its own; it was not opened.")
    TOO_MANY_PAGES = N_("{file} has {pages} pages; a standard has {limit} at most.")
    TOO_LONG = N_("{file} holds far more text than a standard can.")
    TOO_SLOW = N_("{file} took more than {seconds} seconds to read and was given up.")
    TOO_MUCH = N_("{file} is damaged or needs far more memory than a standard; it was given up.")

    UNKNOWN_FAMILY = N_("{file} is not a competency standard of a kind that can be read here.")
    NO_CODE = N_("{file} gives no code of its own, so nothing in it could be cited.")
    NO_TASKS = N_("{file} holds no tasks that could be read.")

    DUPLICATE = N_("{code} is already in the library.")
    CHANGED = N_("{code} is already in the library, and with other words than here.")
    TWICE = N_("{code} was given twice.")
    NEWER = N_("{code} is a newer version of {other}, which is in the library.")
    OLDER = N_("{code} is an older version of {other}, which is in the library.")
    SUPERSEDED = N_("{by} has taken the place of {code}; it can still be read.")
    NOT_REMOVED = N_("No standard {code} was removed in the last 24 hours.")
    UNKNOWN_CODE = N_("There is no standard {code}; there are {codes}.")
    DAMAGED = N_("The list of added standards is damaged; every document in the folder was read.")
    CHANGED_CODE = N_("{file} was kept as {code} but now gives another code; it was left out.")
    NOT_AS_KEPT = N_("{file} is not as the library kept it; it was left out.")
    EMPTY_LIBRARY = N_("There is no standard {code}; the library is empty.")

    NO_COLUMN = N_("{file}: the first row lacks the column “{column}”.")
    STRANGE_COLUMN = N_(
        "{file}, row 1: “{column}” is no column of a standard, or stands there twice."
    )
    LONG_ROW = N_("{file}, row {row}: it has more cells than the first row has columns.")
    TOO_MANY_ROWS = N_("{file} has more than {limit} rows, too many for a standard.")
    BROKEN_CSV = N_("{file}, line {line}: the quotation marks of the table don't match.")
    NO_ABOUT = N_("{file} lacks a row that is “about” and gives the standard's {about}.")
    BROKEN_JSON = N_("{file}, line {line}, column {column}: this can't be read as JSON.")
    NO_CASE = N_("{file} is JSON, but no CASE package: it has no CFDocument.")
    IN_CASE = N_("{file}: {place} is missing, or is not what CASE 1.1 says.")
    BAD_CODE = N_("{file}: “{code}” can't be the code of a standard.")
    LONG_CELL = N_("{code} has a text that is too long for a cell of Excel; export it as CSV.")


class RowFault(StrEnum):
    """What is wrong with a row of a table; every sentence says where."""

    NO_ID = N_("{file}, row {row}, column “{column}”: the code is missing.")
    TWICE = N_(
        "{file}, row {row}, column “{column}”: "
        "{id} is given twice; give the second one an id of its own."
    )
    NO_PARENT = N_(
        "{file}, row {row}, column “{column}”: "
        "it must say what it stands under: a row that is {kinds}."
    )
    UNKNOWN_PARENT = N_(
        "{file}, row {row}, column “{column}”: "
        "no row before it is {id} and may have it under itself."
    )
    PARENT_OF_NONE = N_(
        "{file}, row {row}, column “{column}”: what is {kind} stands under nothing."
    )
    UNKNOWN = N_("{file}, row {row}, column “{column}”: there is no {id} of that kind.")
    NO_TEXT = N_("{file}, row {row}, column “{column}”: the words are missing.")
    NO_KIND = N_(
        "{file}, row {row}, column “{column}”: "
        "“{printed}” is no kind of row; it is one of {allowed}."
    )
    NO_NUMBER = N_(
        "{file}, row {row}, column “{column}”: “{printed}” is no whole number from 0 to 99."
    )
    ONE_OF = N_("{file}, row {row}, column “{column}”: “{printed}” is not one of {allowed}.")
    NO_ABOUT = N_(
        "{file}, row {row}, column “{column}”: "
        "“{printed}” is nothing that can be said about a standard; it is one of {allowed}."
    )
    BAD_ID = N_(
        "{file}, row {row}, column “{column}”: "
        "“{printed}” can't be a code: letters, digits, dots and hyphens make one."
    )
    NOT_HERE = N_("{file}, row {row}, column “{column}”: a row that is {kind} has nothing here.")
    FORMULA = N_(
        "{file}, row {row}, column “{column}”: it holds a formula; type the words instead."
    )
    FOUR_LINES = N_(
        "{file}, row {row}, column “{column}”: "
        "a version has four lines here: its number, its state, its note and its date."
    )


class Told(StrEnum):
    """What a person should know of a document as a file; named values fill the {holes}."""

    MISNAMED = N_("The name ends in {suffix}, the content is {format}; it was read as what it is.")
    ENCODING = N_("It is written in {encoding}, as its bytes tell, not in UTF-8.")
    MACROS = N_("It holds macros; they were not run and are not kept.")
    FORMULAS = N_("It holds formulas; the values stored with them were read, none was calculated.")
    RUNNING = N_("These lines stand at the edge of most pages and were left out: {lines}")


class ItemFault(StrEnum):
    """What makes a written quiz item unreadable; `file` and `item` say where."""

    NO_YAML = N_("{file}, line {line}: this can't be read as YAML ({why}).")
    NO_LIST = N_("{file} is not a list of items.")
    NO_MAPPING = N_("{file}, {item}: an item is a table of fields.")
    TWICE = N_("{file}, {item}: this id is given to two items.")
    LACKS = N_("{file}, {item}: “{field}” is missing or empty.")
    UNKNOWN = N_("{file}, {item}: “{field}” is no field of an item.")
    ID = N_("{file}, {item}: the id does not fit its standard, task and kind; it is like {like}.")
    ONE_OF = N_("{file}, {item}: “{field}” is one of {allowed}.")
    COUNTED = N_("{file}, {item}: “{field}” is a whole number, counted from 1.")
    TARGETS = N_("{file}, {item}: “targets” is a list of different codes.")
    LETTERS = N_("{file}, {item}: the options in {language} are lettered a, b, c, in this order.")
