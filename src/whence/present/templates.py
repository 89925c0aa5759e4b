"""The templates of every page: all that is put into them is escaped, and a name that is missing is an error."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Template, nodes
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import Markup, escape

from whence.present.characters import is_hidden

_SIGNS = re.compile(r"[&<>\"']")  # what must be escaped


class _Written(CodeGenerator):
    """Templates as Python, in which what `words` has escaped is not looked at for marks again, what has no marks is
    not copied, and a part of a view is looked up without a call.
    """

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if isinstance(node, nodes.Filter) and node.name == "words":
            self.write("(")
        elif frame.eval_ctx.autoescape and not frame.eval_ctx.volatile and finalize.src is None:
            self.write("environment.escaped(")
        else:
            super()._output_child_pre(node, frame, finalize)

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802  (Jinja's name)
        """Write `item.name` as Python."""
        if not isinstance(node.node, nodes.Name):
            super().visit_Getattr(node, frame)
            return
        self.write("(")
        self.visit(node.node, frame)
        self.write(f"[{node.attr!r}] if type(")
        self.visit(node.node, frame)
        self.write(") is dict else ")
        super().visit_Getattr(node, frame)
        self.write(")")


class _Views(Environment):
    """An environment for views, which are dicts: `item.name` is looked up in them at once."""

    code_generator_class = _Written

    @staticmethod
    def escaped(value: object) -> str:
        """The value as a page may hold it: itself where nothing in it needs escaping."""
        return value if type(value) is str and not _SIGNS.search(value) else escape(value)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """What `obj.attribute` means in a template."""
        if type(obj) is dict:
            return obj[attribute]  # pyright: ignore[reportUnknownVariableType]  (a view)
        return super().getattr(obj, attribute)


@cache
def _environment() -> Environment:
    made = _Views(
        loader=PackageLoader("whence", "present"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    made.filters["words"] = words  # pyright: ignore[reportUnknownMemberType]  (Jinja types its filters loosely)
    return made


@cache
def template(name: str) -> Template:
    """The template in this file, which knows `words`."""
    return _environment().get_template(name)


def words(text: str) -> Markup:
    """The text escaped, each control or hidden character as a chip that names it.

    >>> str(words("<b>\\x1b"))
    '&lt;b&gt;<span class="chip">U+001B</span>'
    """
    if text.isprintable():
        return escape(text) if _SIGNS.search(text) else str.__new__(Markup, text)
    return Markup("").join(map(_character, text))


def _character(char: str) -> Markup:
    if is_hidden(char):
        return Markup('<span class="chip">U+{:04X}</span>').format(ord(char))
    return escape(" " if char.isspace() else char)
