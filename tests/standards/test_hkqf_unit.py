import pytest

from standards.model import Family, FindingKind, Language, Source, Standard
from standards.read import read
from standards.sentences import Why
from standards_documents import OUTSOURCING, standard_of, text_of


@pytest.fixture(scope="module")
def unit() -> Standard:
    return standard_of(OUTSOURCING)


def test_the_head_is_read_by_label(unit: Standard) -> None:
    assert (unit.family, unit.language) == (Family.HKQF_UNIT, Language.EN)
    assert unit.title == "Manage e-commerce service outsourcing vendors"
    assert (unit.level, unit.credit) == (5, 6)
    assert list(unit.fields) == [
        "Specification of Competency Standards",
        "Functional Area",
        "Range",
    ]
    assert unit.fields["Specification of Competency Standards"] == (
        "for the Import and Export Industry"
    )
    assert unit.fields["Functional Area"] == "E-commerce Technology Management"
    assert unit.fields["Range"].startswith("This unit of competency is applicable")


def test_groups_of_performance_requirements_are_tasks(unit: Standard) -> None:
    assert unit.task_label == "Performance Requirements"
    assert [(task.code, task.title) for task in unit.tasks] == [
        ("R1", "Identify the roles and service models of outsourcing vendors"),
        ("R2", "Manage service outsourcing vendors"),
        ("R3", "Exhibit professionalism"),
    ]
    assert [len(task.indicators) for task in unit.tasks] == [2, 4, 3]
    assert unit.tasks[1].indicators[1].text == (
        "Clearly define the duties and responsibilities of the service outsourcing vendors"
    )


def test_the_sentence_that_leads_in_is_no_criterion(unit: Standard) -> None:
    assert [one.code for one in unit.assessment] == ["C1", "C2", "C3"]
    assert all(one.text.startswith("Capable of") for one in unit.assessment)


def test_another_units_code_in_the_remark_is_not_this_units(unit: Standard) -> None:
    (note,) = unit.notes
    assert unit.code == OUTSOURCING
    assert (note.code, note.title) == ("N1", "Remark")
    assert note.items == ("This UoC is adopted from the Retail Industry UoC 107158L5",)


def test_what_the_family_does_not_have_is_empty(unit: Standard) -> None:
    assert (unit.knowledge, unit.skills, unit.attitudes) == ((), (), ())


def test_a_level_that_the_code_contradicts_is_reported_and_kept() -> None:
    unit = read(text_of(OUTSOURCING).replace("| Level | 5 |", "| Level | 4 |"), Source()).standard
    assert unit.level == 4
    differs = [one for one in unit.findings if one.why is Why.LEVEL_DIFFERS]
    assert [one.kind for one in differs] == [FindingKind.MISMATCH]


def test_the_findings_are_the_sentence_that_leads_in_and_the_other_units_code(
    unit: Standard,
) -> None:
    lead_in, other = unit.findings
    assert (lead_in.kind, lead_in.why) == (FindingKind.UNPLACED, Why.LEADS_IN)
    assert lead_in.printed.startswith("The integrated outcome requirements")
    assert (other.where, other.printed) == (f"{OUTSOURCING}/N1", "107158L5")
    assert (other.kind, other.why) == (FindingKind.MISMATCH, Why.OTHER_UNIT)


def test_this_units_own_code_in_the_remark_is_no_finding() -> None:
    unit = read(text_of(OUTSOURCING).replace("107158L5", OUTSOURCING), Source()).standard
    assert [one.why for one in unit.findings] == [Why.LEADS_IN]


def test_a_repeated_label_keeps_its_first_value_and_the_other_is_reported() -> None:
    text = text_of(OUTSOURCING).replace("| Level | 5 |", "| Level | 5 |\n| Level | 4 |")
    unit = read(text, Source()).standard
    assert (unit.level, "Level" in unit.fields) == (5, False)
    (again,) = (one for one in unit.findings if one.why is Why.REPEATED_LABEL)
    assert (again.kind, again.printed, again.params) == (
        FindingKind.UNPLACED,
        "4",
        {"label": "Level"},
    )


def test_a_list_that_is_printed_in_two_rows_is_one_and_reported() -> None:
    text = text_of(OUTSOURCING)
    text = text.replace("| Remark |", "| Assessment Criteria | • Capable of more |\n| Remark |")
    unit = read(text, Source()).standard
    assert unit.assessment[3].text == "Capable of more"
    assert Why.REPEATED_HEADING in [one.why for one in unit.findings]


@pytest.mark.parametrize(
    ("level", "read_as", "why"),
    [("99", 99, Why.LEVEL_OUTSIDE), ("five", None, Why.NO_LEVEL)],
)
def test_a_level_outside_the_scale_is_kept_and_reported(
    level: str, read_as: int | None, why: Why
) -> None:
    text = text_of(OUTSOURCING).replace("| Level | 5 |", f"| Level | {level} |")
    unit = read(text, Source()).standard
    assert unit.level == read_as
    assert why in [one.why for one in unit.findings]


def test_level_seven_is_a_level_of_the_hong_kong_scale() -> None:
    text = text_of(OUTSOURCING).replace("| Level | 5 |", "| Level | 7 |")
    unit = read(text.replace(OUTSOURCING, "110985L7"), Source()).standard
    assert Why.LEVEL_OUTSIDE not in [one.why for one in unit.findings]


def test_the_older_layout_numbers_its_fields_and_its_groups() -> None:
    text = "\n".join(
        (
            "Unit of Competency",
            "| 1. Title | Greet guests |",
            "| 2. Code | LOWHOM101A |",
            "| 3. Range | Applies to front desks |",
            "| 4. Level | 1 |",
            "| 5. Credit | 3 (for reference only) |",
            "| 6. Competency | <p>6.1 Know guests</p> • Name them <p>6.2 Greet</p> ○ Say hello |",
            "| 7. Assessment Criteria | <p>The integrated outcome requirement is:</p> "
            "<p>To greet</p> |",
            "| 8. Remarks | |",
        )
    )
    unit = read(text, Source()).standard
    assert (unit.code, unit.level, unit.credit) == ("LOWHOM101A", 1, 3)
    assert unit.fields["Credit"] == "3 (for reference only)"
    assert [(task.code, task.title) for task in unit.tasks] == [
        ("R1", "Know guests"),
        ("R2", "Greet"),
    ]
    assert [one.text for one in unit.assessment] == ["To greet"]
    assert unit.notes == ()
    assert [one.why for one in unit.findings] == [Why.LEADS_IN]


def test_a_unit_in_markdown_is_read() -> None:
    text = "\n".join(
        (
            "# Unit of Competency",
            "| **Title** | Manage shops |",
            "|---|---|",
            "| **Code** | 123456L4 |",
            "| **Level** | 4 |",
            "| **Competency** | **1. Know shops**<br>• Know them<br>2. Run shops<br>• Plan staff |",
        )
    )
    unit = read(text, Source()).standard
    assert (unit.code, unit.title, unit.level) == ("123456L4", "Manage shops", 4)
    assert [(one.title, len(one.indicators)) for one in unit.tasks] == [
        ("Know shops", 1),
        ("Run shops", 1),
    ]


def test_lines_without_a_table_are_read_by_their_labels() -> None:
    text = """Specification of Competency Standards
for the Retail Industry
Unit of Competency
1. Title            Manage shops
2. Code             RETLSM401A
3. Level            4
4. Credit           6 (for reference only)
5. Range            This unit applies to managers
                    of shops.
6. Competency       Performance Requirements
6.1 Know shops
◆ Know them well
6.2 Run shops
◆ Plan staff
7. Assessment Criteria   The outcome requirements of this UoC are the abilities to:
(a) plan staff; and
(b) run shops.
8. Remarks          Nil"""
    unit = read(text, Source()).standard
    assert unit.fields["Range"] == "This unit applies to managers of shops."
    assert [(one.code, one.title) for one in unit.tasks] == [
        ("R1", "Know shops"),
        ("R2", "Run shops"),
    ]
    assert [one.text for one in unit.assessment] == ["plan staff; and", "run shops."]
    assert [(note.title, note.items) for note in unit.notes] == [("Remarks", ("Nil",))]


def test_a_label_in_the_middle_of_a_value_is_a_word() -> None:
    text = "\n".join(
        (
            "Unit of Competency",
            "1. Title: Read levels",
            "2. Code: LOWHOM101A",
            "3. Range",
            "Code of practice and",
            "Level crossings",
            "6. Competency",
            "6.1 Know",
            "• Level the ground",
        )
    )
    unit = read(text, Source()).standard
    assert unit.fields["Range"] == "Code of practice and Level crossings"
    assert unit.tasks[0].indicators[0].text == "Level the ground"


def test_groups_whose_numbers_begin_anew_keep_their_bullets_apart() -> None:
    text = (
        "| Title | A |\n| Code | 123456L2 |\n| Level | 2 |\n| Competency | "
        "<p>1. Greet</p> • Smiles • Bows <p>1. Seat</p> • Smiles • Points |\n"
    )
    standard = read(text, Source()).standard
    assert [(task.id, [one.id for one in task.indicators]) for task in standard.tasks] == [
        ("123456L2/R1a", ["123456L2/R1.1a", "123456L2/R1.2a"]),
        ("123456L2/R1b", ["123456L2/R1.1b", "123456L2/R1.2b"]),
    ]
