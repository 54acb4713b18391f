"""The judge: aiogram's models of the Bot API, held against every request, answer and update."""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, get_args

import aiogram.methods
from aiogram.methods.base import TelegramMethod
from aiogram.types import BufferedInputFile, InputFile
from aiogram.types import Update as UpdateModel
from aiogram.types.base import TelegramObject
from pydantic import BaseModel, TypeAdapter, ValidationError

from telegram_emulator.updates import Update

Method = type[TelegramMethod[Any]]


def _methods() -> dict[str, Method]:
    found: dict[str, Method] = {}
    for name in aiogram.methods.__all__:
        model = getattr(aiogram.methods, name)
        if isinstance(model, type) and issubclass(model, TelegramMethod):
            api_name = getattr(model, "__api_method__", None)
            if isinstance(api_name, str):
                found[api_name.lower()] = model
    return found


METHODS = _methods()


def method(name: str) -> Method | None:
    """aiogram's model of a method; names are case-insensitive, as Telegram's are."""
    return METHODS.get(name.lower())


def decode(model: Method, raw: Mapping[str, Any]) -> dict[str, Any]:
    """Form fields, which are strings and files, as the values that the method's model asks for."""
    values: dict[str, Any] = {}
    for name, value in raw.items():
        field = model.model_fields.get(name)
        if field is None or not isinstance(value, str):
            values[name] = value
        elif _mentions(field.annotation, InputFile) and value.startswith("attach://"):
            values[name] = raw.get(value.removeprefix("attach://"), value)
        elif field.annotation is str or _is_text(field.annotation):
            values[name] = value
        else:
            values[name] = _from_json(value)
    attached = {value.removeprefix("attach://") for value in raw.values() if isinstance(value, str)}
    return {
        name: value
        for name, value in values.items()
        if not (name in attached and isinstance(value, BufferedInputFile))
    }


def request(model: Method, values: Mapping[str, Any]) -> list[str]:
    """What is wrong with a request's parameters; nothing, for a good one."""
    name = model.__name__
    try:
        parsed = model.model_validate(dict(values))
    except ValidationError as error:
        return [f"{name}: {_first(detail)}" for detail in error.errors(include_url=False)]
    return [f"{name}: unknown parameter {path}" for path in _extras(parsed)]


def deprecated(model: Method, values: Mapping[str, Any]) -> list[str]:
    """The parameters that Telegram still takes but no longer documents."""
    found = []
    for name in values:
        field = model.model_fields.get(name)
        extra = field.json_schema_extra if field else None
        if isinstance(extra, dict) and extra.get("deprecated"):
            found.append(f"{model.__name__}: deprecated parameter {name}")
    return found


def typed(model: Method, values: Mapping[str, Any]) -> dict[str, Any]:
    """`values` with numbers and truth values as such; `values` must have passed `request`."""
    parsed = model.model_validate(dict(values))
    plain = {name: getattr(parsed, name, value) for name, value in values.items()}
    return {
        name: plain[name] if isinstance(plain[name], bool | int | str) else value
        for name, value in values.items()
    }


def missing(model: Method, values: Mapping[str, Any]) -> list[str]:
    """Required parameters that did not come."""
    return [
        name
        for name, field in model.model_fields.items()
        if field.is_required() and name not in values
    ]


def answer(model: Method, result: Any) -> list[str]:
    """What is wrong with an answer of ours."""
    name = f"answer to {model.__name__}"
    try:
        parsed = _adapter(model).validate_python(result)
    except ValidationError as error:
        return [f"{name}: {_first(detail)}" for detail in error.errors(include_url=False)]
    return [f"{name}: unknown field {path}" for path in _extras(parsed)]


def update(sent: Update) -> list[str]:
    """What is wrong with an update of ours."""
    try:
        parsed = UpdateModel.model_validate(sent.json())
    except ValidationError as error:
        return [f"{sent.kind}: {_first(detail)}" for detail in error.errors(include_url=False)]
    return [f"{sent.kind}: unknown field {path}" for path in _extras(parsed)]


def update_kinds() -> frozenset[str]:
    return frozenset(UpdateModel.model_fields) - {"update_id"}


@cache
def _adapter(model: Method) -> TypeAdapter[Any]:
    return TypeAdapter(model.__returning__)


def _first(detail: Any) -> str:
    path = ".".join(str(step) for step in detail["loc"])
    return f"{path}: {detail['msg']}"


def _extras(value: Any, path: str = "") -> Iterator[str]:
    if isinstance(value, BaseModel):
        for name in value.model_extra or {}:
            yield f"{path}{name}"
        for name in value.model_fields_set:
            if name in type(value).model_fields:
                yield from _extras(getattr(value, name), f"{path}{name}.")
    elif isinstance(value, list | tuple):
        for position, item in enumerate(value):
            yield from _extras(item, f"{path}{position}.")


def _mentions(annotation: Any, kind: type) -> bool:
    if annotation is kind:
        return True
    return any(_mentions(argument, kind) for argument in get_args(annotation))


def _is_text(annotation: Any) -> bool:
    """Whether a plain string is meant: `str | None`, but not `int | str` or a list of strings."""
    arguments = get_args(annotation)
    if str not in arguments or getattr(annotation, "__origin__", None) is list:
        return False
    return not any(
        argument in {int, bool, float}
        or (isinstance(argument, type) and issubclass(argument, TelegramObject))
        for argument in arguments
    )


def _from_json(value: str) -> Any:
    try:
        return json.loads(value)
    except ValueError:
        return value
