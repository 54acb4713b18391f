"""The command line: the stable commands and shapes, and one sentence for every mistake."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from bot.cli.command_line import run, spoken_language
from standards.model import Language

DOCUMENTS = Path(__file__).parents[3] / "standards" / "data"
CODES = ["IIS3513-005v2", "KRM4224-001v1", "KPS1420-001v2", "KPS5R0258v2", "110985L5"]


@pytest.fixture(autouse=True)
def _own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMPETENCY_DATA", str(tmp_path))
    monkeypatch.setenv("COMPETENCY_LANGUAGE", "en")


def printed_json(capsys: pytest.CaptureFixture[str]) -> object:
    return json.loads(capsys.readouterr().out)


def one_sentence(capsys: pytest.CaptureFixture[str]) -> str:
    """What stderr says: a single line, and nothing on stdout."""
    shown = capsys.readouterr()
    assert shown.out == ""
    assert len(shown.err.splitlines()) == 1
    assert "Traceback" not in shown.err
    return shown.err


def test_list_names_what_is_loaded(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["standards", "list", "--json"]) == 0
    rows = printed_json(capsys)
    assert isinstance(rows, list)
    assert [row["code"] for row in rows] == CODES


@pytest.mark.parametrize("code", CODES)
def test_show_prints_a_standard_whole(code: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["standards", "show", code.lower(), "--json"]) == 0
    standard = printed_json(capsys)
    assert isinstance(standard, dict)
    assert list(standard) == [
        "id",
        "code",
        "title",
        "family",
        "language",
        "level",
        "credit",
        "fields",
        "versions",
        "tasks",
        "knowledge",
        "skills",
        "attitudes",
        "assessment",
        "notes",
        "findings",
    ]
    assert standard["code"] == code
    assert run(["standards", "show", code]) == 0
    text = capsys.readouterr().out
    for task in standard["tasks"]:
        assert f"{task['code']} {task['title']}" in text


def test_an_unknown_standard_is_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["standards", "show", "T1000"]) == 2
    assert "T1000" in one_sentence(capsys)


def test_check_reads_a_document_and_adds_nothing(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert run(["standards", "check", str(DOCUMENTS / "110985L5.txt"), "--json"]) == 0
    found = printed_json(capsys)
    assert isinstance(found, list)
    assert found[0]["code"] == "110985L5"
    assert not (tmp_path / "standards").exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [("empty.txt", b""), ("binary.bin", bytes(range(256))), ("other.txt", b"Dear diary, today")],
)
def test_a_file_that_is_no_standard_is_a_sentence(
    name: str, content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    assert run(["standards", "check", str(file)]) == 2
    assert name in one_sentence(capsys)


def test_a_large_file_is_refused_without_being_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "large.txt"
    with file.open("wb") as sparse:
        sparse.truncate(50 * 1024 * 1024)
    assert run(["standards", "check", str(file)]) == 2
    assert "large.txt" in one_sentence(capsys)


def test_a_missing_file_is_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["standards", "check", str(tmp_path / "nowhere.txt")]) == 2
    assert "nowhere.txt" in one_sentence(capsys)
    assert run(["evaluate", str(tmp_path / "nowhere.jsonl")]) == 2
    assert "nowhere.jsonl" in one_sentence(capsys)


@pytest.mark.parametrize("arguments", [["dance"], ["standards"], ["standards", "show"], []])
def test_a_mistyped_command_is_a_sentence(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        run(arguments)
    assert left.value.code == 2
    one_sentence(capsys)


def test_ask_without_a_question_says_what_is_missing(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["ask"]) == 2
    assert "--batch" in one_sentence(capsys)


def test_run_without_a_token_says_where_to_get_one(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TELEGRAM_TOKEN", raising=False)
    assert run(["run"]) == 2
    assert "@BotFather" in one_sentence(capsys)


def test_an_answer_has_the_stable_shape(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["ask", "貿易經理的", "T2", "要懂哪些知識？", "--json"]) == 0
    answer = printed_json(capsys)
    assert isinstance(answer, dict)
    assert list(answer) == [
        "question",
        "language",
        "answerable",
        "text",
        "citations",
        "hits",
        "seconds",
    ]
    assert [row["id"] for row in answer["citations"]] == [
        f"KPS1420-001v2/K{n}" for n in range(10, 16)
    ]


def test_a_batch_is_answered_in_its_order_with_its_history(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "questions.jsonl"
    rows = [
        {"id": "b", "question": "P1.1.4"},
        {"id": "a", "question": "那技能呢？", "history": ["貿易經理的 T2 要懂哪些知識？"]},
        {"question": "謝謝"},
    ]
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    file.write_text("\n".join([*lines[:1], "", *lines[1:]]), encoding="utf-8")
    assert run(["ask", "--batch", str(file), "--json"]) == 0
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [answer.get("id") for answer in answers] == ["b", "a", None]
    assert answers[0]["citations"][0]["id"] == "IIS3513-005v2/P1.1.4"
    assert [row["id"] for row in answers[1]["citations"]] == [
        f"KPS1420-001v2/S{n}" for n in range(6, 13)
    ]
    assert not answers[2]["answerable"]
    assert answers[2]["citations"] == []


@pytest.mark.parametrize(
    "line",
    [
        "{",
        '{"id": 1}',
        "[1]",
        '{"question": "x", "history": 5}',
        '{"question": "x", "history": "P1.1.4"}',
        '{"question": "x", "history": [5]}',
        '{"question": "x", "history": [{"role": "user"}]}',
    ],
)
def test_a_spoilt_batch_names_the_line_and_answers_nothing(
    line: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_text('{"question": "P1.1.4"}\n' + line, encoding="utf-8")
    assert run(["ask", "--batch", str(file), "--json"]) == 2
    assert "2" in one_sentence(capsys)


def test_a_batch_takes_the_history_that_programs_keep(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = "貿易經理的 T2 要懂哪些知識？"
    histories = [
        [{"question": before}],
        [{"role": "user", "content": before}, {"role": "assistant", "content": "K10"}],
    ]
    file = tmp_path / "questions.jsonl"
    rows = [{"question": "那技能呢？", "history": history} for history in histories]
    file.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert run(["ask", "--batch", str(file), "--json"]) == 0
    for line in capsys.readouterr().out.splitlines():
        cited = [row["id"] for row in json.loads(line)["citations"]]
        assert cited == [f"KPS1420-001v2/S{n}" for n in range(6, 13)]


def test_a_batch_with_half_a_letter_is_answered(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "questions.jsonl"
    row = r'{"id": "\ud800", "question": "P1.1.4 \ud800", "history": ["\udcff"]}'
    file.write_text(row, encoding="utf-8")
    assert run(["ask", "--batch", str(file), "--json"]) == 0
    answer = printed_json(capsys)
    assert isinstance(answer, dict)
    assert answer["question"] == "P1.1.4 \ufffd"
    assert answer["id"] == "\ud800"


def test_stdin_may_begin_with_a_mark_and_only_a_line_feed_ends_a_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = '\ufeff{"question": "P1.1.4\u2028\u0085"}\r\n{"question": "K10"}\n'
    stdin = io.TextIOWrapper(io.BytesIO(lines.encode()), encoding="utf-8")
    monkeypatch.setattr("sys.stdin", stdin)
    assert run(["ask", "--batch", "-", "--json"]) == 0
    shown = capsys.readouterr().out.removesuffix("\n").split("\n")
    assert [json.loads(line)["question"] for line in shown] == ["P1.1.4\u2028\u0085", "K10"]


@pytest.mark.parametrize(
    "content",
    ["", "\n\n", '{"question": "P1.1.4"}', '{"question": "P1.1.4", "relevant": 5}'],
)
def test_a_file_that_judges_nothing_is_a_sentence(
    content: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "judged.jsonl"
    file.write_text(content, encoding="utf-8")
    assert run(["evaluate", str(file)]) == 2
    assert "'int'" not in one_sentence(capsys)


@pytest.mark.parametrize("below", ["", "further/down"])
def test_a_data_folder_that_is_a_file_is_a_sentence(
    below: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = tmp_path / "plain"
    file.write_text("x", encoding="utf-8")
    monkeypatch.setenv("COMPETENCY_DATA", str(file / below))
    assert run(["standards", "list"]) == 2
    assert "is not a folder" in one_sentence(capsys)


def process(
    *arguments: str | bytes,
    environ: Mapping[str, str] = {},
    stdin: bytes = b"",
    to: int = subprocess.PIPE,
) -> subprocess.CompletedProcess[bytes]:
    """The command in a process of its own, as a shell starts it."""
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        input=stdin,
        stdout=to,
        stderr=subprocess.PIPE,
        env={**os.environ, **environ},
        cwd=Path(__file__).parents[3],
        check=False,
    )


POSIX = {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


@pytest.mark.parametrize("environ", [{}, POSIX])
def test_arguments_that_are_no_text_are_still_answered(environ: dict[str, str]) -> None:
    done = process("ask", b"P1.1.4 \xff", "--json", environ=environ)
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["question"] == "P1.1.4 \ufffd"


def test_a_question_in_chinese_is_understood_without_a_locale() -> None:
    question = "貿易經理的 T2 要懂哪些知識？"
    done = process("ask", question.encode(), "--json", environ=POSIX)
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["question"] == question


def test_a_name_that_is_no_text_may_chat() -> None:
    done = process("chat", "--user", b"\xff", stdin=b"/help\n")
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_file_whose_name_is_no_text_is_a_sentence(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/\xff.txt"
    original = (DOCUMENTS / "110985L5.txt").read_bytes()
    try:
        Path(os.fsdecode(name)).write_bytes(original.replace(b"110985L5", b"110999L5"))
    except OSError:
        pytest.skip("this file system takes no such name")
    done = process("standards", "add", name)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert b"rename" in done.stderr


def test_an_output_without_chinese_gets_the_rest_and_json_stays_utf_8() -> None:
    plain = process("standards", "list", environ={"PYTHONIOENCODING": "ascii"})
    assert (plain.returncode, plain.stderr) == (0, b"")
    assert b"KPS1420-001v2\t\\u8cbf" in plain.stdout
    as_json = process("standards", "list", "--json", environ={"PYTHONIOENCODING": "ascii"})
    assert "貿易經理" in as_json.stdout.decode("utf-8")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_a_sentence() -> None:
    with Path("/dev/full").open("wb") as full:
        done = process("standards", "list", to=full.fileno())
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert b"?" not in done.stderr


def test_adding_and_removing_a_standard_changes_what_is_loaded(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = tmp_path / "another.txt"
    original = (DOCUMENTS / "110985L5.txt").read_text(encoding="utf-8")
    document.write_text(original.replace("110985L5", "110999L5"), encoding="utf-8")
    assert run(["standards", "add", str(document)]) == 0
    assert "110999L5" in capsys.readouterr().out
    assert run(["ask", "110999L5/R2.1", "--json"]) == 0
    answer = printed_json(capsys)
    assert isinstance(answer, dict)
    assert answer["citations"][0]["id"] == "110999L5/R2.1"
    assert run(["standards", "add", str(document)]) == 2
    assert "110999L5" in one_sentence(capsys)
    assert run(["standards", "remove", "110999L5"]) == 0
    capsys.readouterr()
    assert run(["standards", "show", "110999L5"]) == 2


def test_adding_is_all_or_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good = tmp_path / "good.txt"
    original = (DOCUMENTS / "110985L5.txt").read_text(encoding="utf-8")
    good.write_text(original.replace("110985L5", "110999L5"), encoding="utf-8")
    bad = tmp_path / "bad.txt"
    bad.write_text("nothing of the kind", encoding="utf-8")
    assert run(["standards", "add", str(good), str(bad)]) == 2
    assert "bad.txt" in one_sentence(capsys)
    assert run(["standards", "show", "110999L5"]) == 2


def test_help_imports_nothing_heavy() -> None:
    seen = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "bot", "--help"],
        check=True,
        capture_output=True,
        text=True,
        env=os.environ | {"COMPETENCY_LANGUAGE": "en"},
        cwd=Path(__file__).parents[3],
    )
    imported = {line.rpartition("|")[2].strip() for line in seen.stderr.splitlines()}
    heavy = {"numpy", "chromadb", "telegram", "sqlalchemy", "torch", "tokenizers", "opencc"}
    assert not imported & heavy


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        ({"LANG": "zh_TW.UTF-8"}, Language.ZH_HANT),
        ({"LANG": "en_US.UTF-8"}, Language.EN),
        ({"LANG": "C.UTF-8"}, Language.EN),
        ({"LC_ALL": "zh_HK", "LANG": "en_US"}, Language.ZH_HANT),
        ({}, Language.EN),
    ],
)
def test_the_terminals_language_is_the_locales(environ: dict[str, str], language: Language) -> None:
    assert spoken_language(environ) is language
