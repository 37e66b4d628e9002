"""The ways through a function of a client class, and what is sent on each."""

from __future__ import annotations

import ast
import dataclasses
import inspect
import re
import types
from collections.abc import Iterable, Iterator
from typing import Any, Final

from compat.foreign._sends import Send
from compat.foreign._source import parse_function

_VERSION: Final = re.compile(r"\d+\.\d+")
_MOST: Final = 128
"""Ways through one function that are followed at most."""
_STYLES: Final = {"call": "call", "cast": "cast", "_call": "call", "_cast": "cast"}
_ASKS: Final = ("can_send_version", "_can_send_version")


@dataclasses.dataclass(frozen=True)
class Arguments:
    """A dictionary of arguments that a function builds."""

    names: frozenset[str] = frozenset()
    is_open: bool = False


@dataclasses.dataclass(frozen=True)
class Context:
    """A call context, prepared for one of several versions."""

    versions: tuple[str, ...]


@dataclasses.dataclass(frozen=True)
class Gate:
    """The answer to whether a version can be sent."""

    version: str


@dataclasses.dataclass(frozen=True)
class Texts:
    """One text of several."""

    texts: tuple[str, ...]


@dataclasses.dataclass(frozen=True)
class State:
    """What is known at a place of a way: the variables, and the versions that can be sent."""

    variables: tuple[tuple[str, Any], ...] = ()
    can_send: tuple[tuple[str, bool], ...] = ()

    def get(self, name: str) -> Any:
        """Return the value of a variable; None if it is not known."""
        return dict(self.variables).get(name)

    def bind(self, name: str, value: Any) -> State:
        """Return the state with a variable of that value."""
        variables = {**dict(self.variables), name: value}
        return dataclasses.replace(self, variables=tuple(variables.items()))

    def assume(self, version: str, answer: bool) -> State | None:
        """Return the state where a version can be sent, or cannot; None if that cannot be."""
        for other, known in self.can_send:
            covers = _covers(other, version) if known else _covers(version, other)
            if covers and known != answer:
                return None
        return dataclasses.replace(self, can_send=(*self.can_send, (version, answer)))

    def least(self, version: str) -> str:
        """Return the version that a peer serves at least, to whom a version is sent here."""
        for asked, answer in self.can_send:
            if answer and version and _covers(asked, version):
                version = asked
        return version


def _covers(version: str, other: str) -> bool:
    """Whether one who can be sent a version can be sent another."""
    (major, minor), (other_major, other_minor) = (
        map(int, each.split(".")) for each in (version, other)
    )
    return major == other_major and other_minor <= minor


@dataclasses.dataclass
class Found:
    """What was read: the method, the style and how it is sent; and the versions asked for."""

    sent: list[tuple[str, str, Send]] = dataclasses.field(default_factory=list)
    gates: set[str] = dataclasses.field(default_factory=set)


class Scope:
    """The names that a function of a class sees outside of itself."""

    def __init__(self, cls: type, names: dict[str, Any]) -> None:
        self._cls, self._names = cls, names

    def constant(self, node: ast.expr) -> Any:
        """Return the value of a literal, a global name or an attribute of the class, else None."""
        if isinstance(node, ast.Constant):
            return node.value
        if isinstance(node, ast.Name):
            return self._cls if node.id in ("self", "cls") else self._names.get(node.id)
        if isinstance(node, ast.Attribute):
            owner = self.constant(node.value)
            return None if owner is None else getattr(owner, node.attr, None)
        return None

    def helper_versions(self, name: str) -> tuple[str, ...]:
        """Return the version that a method of the class prepares a context for; () if unknown."""
        for owner in self._cls.__mro__:
            function = inspect.unwrap(vars(owner).get(name, _nothing))
            for node in ast.walk(parse_function(function) or ast.Module([], [])):
                if isinstance(node, ast.Assign) and _is_version(node.targets[0]):
                    version = self.constant(node.value)
                    if isinstance(version, str) and _VERSION.fullmatch(version):
                        return (version,)
        return ()


def _nothing() -> None:
    """Stand for a method that a class does not have."""


def _is_version(target: ast.expr) -> bool:
    return isinstance(target, ast.Name) and target.id == "version"


class Reader:
    """Follows the ways through one function."""

    def __init__(self, scope: Scope, default: str, found: Found) -> None:
        """``default`` is the version of what is sent without one."""
        self._scope, self._default, self._found = scope, default, found

    def read(self, function: ast.FunctionDef) -> None:
        """Note everything that a function may send."""
        state = State()
        if function.args.kwarg is not None:
            state = state.bind(function.args.kwarg.arg, Arguments(is_open=True))
        self._block(function.body, [state])

    def _block(self, body: Iterable[ast.stmt], states: list[State]) -> list[State]:
        for statement in body:
            states = [after for state in states for after in self._statement(statement, state)]
            states = list(dict.fromkeys(states))[:_MOST]
        return states

    def _statement(self, node: ast.stmt, state: State) -> list[State]:
        match node:
            case ast.If():
                true, false = self._branches(node.test, state)
                return self._block(node.body, true) + self._block(node.orelse, false)
            case ast.Assign() | ast.AnnAssign() if node.value is not None:
                return self._assign(node, state)
            case ast.With():
                self._expressions(node, state)
                return self._block(node.body, [state])
            case ast.For() | ast.While():
                return [state, *self._block(node.body, [state])]
            case ast.Try():
                return self._try(node, state)
            case ast.Return() | ast.Raise():
                self._expressions(node, state)
                return []
            case ast.FunctionDef() | ast.ClassDef():
                return [state]
            case _:
                self._expressions(node, state)
                return [self._changed(node, state)]

    def _try(self, node: ast.Try, state: State) -> list[State]:
        after = self._block([*node.body, *node.orelse], [state])
        for handler in node.handlers:
            after += self._block(handler.body, [state])
        return self._block(node.finalbody, after)

    def _branches(self, test: ast.expr, state: State) -> tuple[list[State], list[State]]:
        """The states where a condition holds, and those where it does not."""
        self._expressions(test, state)
        if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
            true, false = self._branches(test.operand, state)
            return false, true
        if isinstance(test, ast.BoolOp):
            return self._all_of(test, state)
        gate = self._value(test, state)
        if isinstance(gate, Gate):
            answers = (state.assume(gate.version, answer) for answer in (True, False))
            true, false = ([each] if each is not None else [] for each in answers)
            return true, false
        return [state], [state]

    def _all_of(self, test: ast.BoolOp, state: State) -> tuple[list[State], list[State]]:
        """The same of conditions joined by ``and``, or by ``or``, where both change places."""
        going, ended = [state], list[State]()
        for each in test.values:
            sides = [self._branches(each, one) for one in going]
            on = 0 if isinstance(test.op, ast.And) else 1
            going = [one for side in sides for one in side[on]]
            ended += [one for side in sides for one in side[1 - on]]
        return (going, ended) if isinstance(test.op, ast.And) else (ended, going)

    def _assign(self, node: ast.Assign | ast.AnnAssign, state: State) -> list[State]:
        assert node.value is not None  # the statement was matched by it
        if isinstance(node.value, ast.IfExp):
            true, false = self._branches(node.value.test, state)
            sides = [(node.value.body, one) for one in true]
            sides += [(node.value.orelse, one) for one in false]
        else:
            sides = [(node.value, state)]
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        after = []
        for value, one in sides:
            self._expressions(value, one)
            for target in targets:
                one = self._bind(target, value, one)
            after.append(one)
        return after

    def _bind(self, target: ast.expr, value: ast.expr, state: State) -> State:
        if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
            for each, part in zip(target.elts, value.elts, strict=False):
                state = self._bind(each, part, state)
            return state
        if isinstance(target, ast.Name):
            return state.bind(target.id, self._value(value, state))
        if isinstance(target, ast.Subscript) and isinstance(target.value, ast.Name):
            return self._add(target.value.id, [self._text(target.slice, state)], state)
        return state

    def _changed(self, node: ast.stmt, state: State) -> State:
        """The state after a statement that may add to a dictionary, or take from it."""
        if isinstance(node, ast.Delete):
            for each in node.targets:
                if isinstance(each, ast.Subscript) and isinstance(each.value, ast.Name):
                    state = self._remove(each.value.id, self._text(each.slice, state), state)
        call = node.value if isinstance(node, ast.Expr) else None
        if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute):
            return state
        if not isinstance(call.func.value, ast.Name):
            return state
        name = call.func.value.id
        if call.func.attr == "update" and isinstance(state.get(name), Arguments):
            added = self._arguments(call.args, call.keywords, state)
            return state.bind(name, _joined(state.get(name), added))
        if call.func.attr in ("pop", "setdefault") and call.args:
            act = self._remove if call.func.attr == "pop" else self._set
            return act(name, self._text(call.args[0], state), state)
        return state

    def _set(self, name: str, key: str | None, state: State) -> State:
        return self._add(name, [key], state)

    def _add(self, name: str, keys: list[str | None], state: State) -> State:
        found = state.get(name)
        if not isinstance(found, Arguments):
            return state
        known = frozenset(key for key in keys if key is not None)
        return state.bind(name, _joined(found, Arguments(known, None in keys)))

    def _remove(self, name: str, key: str | None, state: State) -> State:
        found = state.get(name)
        if not isinstance(found, Arguments) or key is None:
            return state
        return state.bind(name, Arguments(found.names - {key}, found.is_open))

    def _value(self, node: ast.expr, state: State) -> Any:
        """What is known of the value of an expression."""
        if isinstance(node, ast.Name) and state.get(node.id) is not None:
            return state.get(node.id)
        if isinstance(node, ast.Dict):
            return self._dict(node, state)
        if isinstance(node, ast.Tuple | ast.List):
            texts = [self._text(each, state) for each in node.elts]
            return Texts(tuple(text for text in texts if text)) if all(texts) and texts else None
        if isinstance(node, ast.Call):
            return self._called(node, state)
        constant = self._scope.constant(node)
        if isinstance(constant, tuple) and all(isinstance(each, str) for each in constant):
            return Texts(constant)
        return constant if isinstance(constant, str) else None

    def _text(self, node: ast.expr, state: State) -> str | None:
        value = self._value(node, state)
        return value if isinstance(value, str) else None

    def _dict(self, node: ast.Dict, state: State) -> Arguments:
        found = Arguments()
        for key, value in zip(node.keys, node.values, strict=True):
            if key is None:
                inner = self._value(value, state)
                part = inner if isinstance(inner, Arguments) else Arguments(is_open=True)
            else:
                text = self._text(key, state)
                part = Arguments(frozenset([text] if text else []), text is None)
            found = _joined(found, part)
        return found

    def _called(self, node: ast.Call, state: State) -> Any:
        """What a call gives: a dictionary, a gate, one of some versions, or a call context."""
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        if name == "dict":
            return self._arguments(node.args, node.keywords, state)
        if name in _ASKS:
            asked = [self._text(each, state) for each in node.args]
            return Gate(asked[0]) if asked and asked[0] and _VERSION.fullmatch(asked[0]) else None
        if name == "copy" and isinstance(node.func, ast.Attribute):
            return self._value(node.func.value, state)
        versions = self._versions(node, state)
        told = tuple(self._text(each, state) for each in node.args)
        if len(versions) > 1 and versions == told and not node.keywords:
            return Texts(versions)  # one of them is chosen when it runs
        if not versions and isinstance(self._scope.constant(node.func), types.FunctionType):
            versions = self._scope.helper_versions(name)
        return Context(versions) if versions else self._receiver(node.func, state)

    def _versions(self, node: ast.Call, state: State) -> tuple[str, ...]:
        """The versions that are passed to a call, as ``version=`` or as texts of that form."""
        told = [key.value for key in node.keywords if key.arg == "version"]
        found: list[str] = []
        for each in told or node.args:
            value = self._value(each, state)
            texts = _texts_of(value)
            found += [text for text in texts if isinstance(text, str) and _VERSION.fullmatch(text)]
        return tuple(found)

    def _receiver(self, node: ast.expr, state: State) -> Any:
        """The call context that a method is of, through any attributes and calls."""
        while isinstance(node, ast.Attribute):
            node = node.value
        value = self._value(node, state)
        return value if isinstance(value, Context) else None

    def _arguments(
        self, args: list[ast.expr], keywords: list[ast.keyword], state: State
    ) -> Arguments:
        found = Arguments(frozenset(key.arg for key in keywords if key.arg))
        for each in [*args, *(key.value for key in keywords if key.arg is None)]:
            value = self._value(each, state)
            found = _joined(
                found, value if isinstance(value, Arguments) else Arguments(is_open=True)
            )
        return found

    def _expressions(self, node: ast.AST, state: State) -> None:
        """Note what is sent, and what is asked for, in the expressions of a statement."""
        for each in _own_expressions(node):
            if isinstance(each, ast.Call):
                gate = self._called(each, state)
                if isinstance(gate, Gate):
                    self._found.gates.add(gate.version)
                self._note(each, state)

    def _note(self, node: ast.Call, state: State) -> None:
        """Note a call that sends a method."""
        if not isinstance(node.func, ast.Attribute) or node.func.attr not in _STYLES:
            return
        texts = [self._text(each, state) for each in node.args[:2]]
        name = next((text for text in reversed(texts) if text), None)
        if name is None or not name.isidentifier():
            return
        arguments = self._arguments([], node.keywords, state)
        context = self._receiver(node.func.value, state)
        versions = context.versions if isinstance(context, Context) else (self._default,)
        style = _STYLES[node.func.attr]
        for version in versions:  # the first that can be sent is chosen
            if not version or state.assume(version, True) is not None:
                least = state.least(version)
                send = Send(least, tuple(sorted(arguments.names)), arguments.is_open)
                self._found.sent.append((name, style, send))
            older = state.assume(version, False) if version else None
            if older is None:
                return
            state = older


def _texts_of(value: Any) -> tuple[Any, ...]:
    """The texts that a value may be."""
    if isinstance(value, Texts):
        return value.texts
    return value.versions if isinstance(value, Context) else (value,)


def _joined(one: Arguments, other: Arguments) -> Arguments:
    return Arguments(one.names | other.names, one.is_open or other.is_open)


def _own_expressions(node: ast.AST) -> Iterator[ast.AST]:
    """A statement and the expressions in it, without the statements inside of it."""
    yield node
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.stmt):
            yield from _own_expressions(child)
