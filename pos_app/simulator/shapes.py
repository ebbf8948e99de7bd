"""What a request body must look like: small checks that are put together.

Written for the simulator alone, so that its judgement of a request owes nothing to the code that builds one.
"""

from __future__ import annotations

import ipaddress
import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from pos_app.simulator.refusals import RefusalError, bad_parameter

Shape = Callable[[Any, str], None]
"""Takes a value and its JSON pointer; refuses or returns."""

UNKNOWN_FIELD = 270924358  # sub-code


def parse(body: bytes) -> dict[str, Any]:
    """Read a request body as a JSON object."""
    try:
        values = json.loads(body.decode("utf-8"), parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise RefusalError("PARAM_ERROR", "请求体不是合法的JSON") from error
    if not isinstance(values, dict):
        raise RefusalError("PARAM_ERROR", "请求体不是JSON对象")
    return values


def canonical(values: Mapping[str, Any]) -> str:
    """Write values so that equal parameters give equal text."""
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def text(longest: int, *, shortest: int = 1, pattern: str = ".*") -> Shape:
    """Make a shape for text of so many characters."""
    form = re.compile(pattern, re.ASCII | re.DOTALL)

    def check(value: Any, pointer: str) -> None:
        if not isinstance(value, str):
            raise bad_parameter(pointer, "类型应为字符串", _shown(value))
        if not shortest <= len(value) <= longest:
            raise bad_parameter(pointer, f"长度应在{shortest}到{longest}之间", value)
        if not form.fullmatch(value):
            raise bad_parameter(pointer, "格式错误", value)

    return check


def whole(least: int, most: int = 10**12) -> Shape:
    """Make a shape for a JSON integer. Neither ``1.0`` nor ``true`` is one."""

    def check(value: Any, pointer: str) -> None:
        if type(value) is not int:
            raise bad_parameter(pointer, "类型应为整数", _shown(value))
        if not least <= value <= most:
            raise bad_parameter(pointer, f"不小于最小值{least}" if value < least else f"不大于最大值{most}", value)

    return check


def flag(value: Any, pointer: str) -> None:
    """Check a JSON boolean."""
    if not isinstance(value, bool):
        raise bad_parameter(pointer, "类型应为布尔值", _shown(value))


def address(value: Any, pointer: str) -> None:
    """Check an IPv4 or IPv6 address."""
    text(45)(value, pointer)
    try:
        ipaddress.ip_address(value)
    except ValueError as error:
        raise bad_parameter(pointer, "不是合法的IP地址", value) from error


def choice(*names: str) -> Shape:
    """Make a shape for one word of a list."""

    def check(value: Any, pointer: str) -> None:
        if value not in names or not isinstance(value, str):
            raise bad_parameter(pointer, "枚举值错误", _shown(value))

    return check


def array(item: Shape, *, most: int = 100) -> Shape:
    """Make a shape for a list of like things."""

    def check(value: Any, pointer: str) -> None:
        if not isinstance(value, list):
            raise bad_parameter(pointer, "类型应为数组", _shown(value))
        if not 1 <= len(value) <= most:
            raise bad_parameter(pointer, f"元素个数应在1到{most}之间", len(value))
        for index, element in enumerate(value):
            item(element, f"{pointer}/{index}")

    return check


def record(required: Mapping[str, Shape], optional: Mapping[str, Shape] | None = None) -> Shape:
    """Make a shape for an object that holds these fields and no other."""
    known = {**required, **(optional or {})}

    def check(value: Any, pointer: str) -> None:
        if not isinstance(value, dict):
            raise bad_parameter(pointer or "/", "类型应为对象", _shown(value))
        for name in required:
            if name not in value:
                raise bad_parameter(f"{pointer}/{name}", "缺少必填参数")
        for name, inner in value.items():
            if name not in known:
                raise bad_parameter(
                    f"{pointer}/{name}", "参数中含有非法的额外参数", _shown(inner), subcode=UNKNOWN_FIELD
                )
            known[name](inner, f"{pointer}/{name}")

    return check


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def _shown(value: Any) -> Any:
    """Return a value fit for an error's ``detail``: containers are named only."""
    return value if value is None or isinstance(value, str | int | float) else type(value).__name__
