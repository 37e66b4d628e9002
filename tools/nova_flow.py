"""Which fields of an object a function surely sets: its statements followed, with all branches."""

from __future__ import annotations

import ast
import dataclasses
from collections.abc import Callable, Iterable
from typing import Any

from tools.nova_source import Function, Nova, ObjectClass

Fields = frozenset[str]
"""Fields that are surely set. All fields: there is no object here, or no way leads here."""
_OWN = ("self", "cls")
_DEEPEST = 8  # calls within calls


@dataclasses.dataclass
class Followed:
    """What a function does with one object.

    ``ends`` has the fields that are set where the function ends, ``calls`` those that are set
    where a method of the object is called, by the name of the method.
    """

    ends: list[Fields] = dataclasses.field(default_factory=list)
    calls: list[tuple[str, Fields]] = dataclasses.field(default_factory=list)


class Flow:
    """Follows one variable through one function.

    Args:
        nova: the source.
        function: the function.
        kind: the class of the object.
        target: the text of the variable, such as ``instance`` or ``self.instance``.
        is_made: the fields that a constructor call of the class sets; None for any other call.
        depth: how many functions called each other until here.
    """

    def __init__(
        self,
        nova: Nova,
        function: Function,
        kind: ObjectClass,
        target: str,
        is_made: Callable[[Function, ast.expr], Fields | None],
        depth: int = 0,
    ) -> None:
        self.nova, self.function, self.kind, self.target = nova, function, kind, target
        self.is_made, self.depth = is_made, depth
        self.all = frozenset(kind.fields)
        self.known: dict[str, Any] = {}
        self.asks = True  # whether a test that a field is set tells that it is
        self.only_plain = False  # whether only None, defaults and new objects count as values
        self.leaves: list[list[Fields]] = []
        self.found = Followed()

    def follow(self, state: Fields) -> Followed:
        """Follow the function from its beginning, where these fields are set."""
        self.found.ends.append(self._block(self.function.node.body, state))
        return self.found

    def _block(self, statements: Iterable[ast.stmt], state: Fields) -> Fields:
        for statement in statements:
            state = self._statement(statement, state)
            if isinstance(statement, ast.Return | ast.Raise | ast.Continue | ast.Break):
                return self.all
        return state

    def _statement(self, node: ast.stmt, state: Fields) -> Fields:
        match node:
            case ast.If():
                return self._branches(node, self._calls(node.test, state))
            case ast.For(iter=over, target=variable, body=body):
                return self._loop(over, variable, body, self._calls(over, state))
            case ast.While(body=body):
                return self._once_or_never(body, state)
            case ast.With(body=body):
                return self._block(body, state)
            case ast.Try(body=body, handlers=handlers, orelse=orelse, finalbody=last):
                ends = [self._block([*body, *orelse], state)]
                ends += [self._block(handler.body, state) for handler in handlers]
                return self._block(last, frozenset.intersection(*ends))
            case ast.FunctionDef(body=body):
                return self._once_or_never(body, state)
            case ast.Continue() | ast.Break():
                self.leaves[-1].append(state)
                return state
        state = self._assigned(node, self._calls(node, state))
        if isinstance(node, ast.Return) and not self._is_thrown_away(node.value):
            self.found.ends.append(state)
        return state

    def _is_thrown_away(self, value: ast.expr | None) -> bool:
        """Whether the function that made the object returns None instead of it."""
        return self.depth == 0 and isinstance(value, ast.Constant) and value.value is None

    def _branches(self, node: ast.If, state: Fields) -> Fields:
        value = self._test(node.test)
        yes, no = self._if_set(node.test, state)
        ends = []
        if value is not False:
            ends.append(self._block(node.body, yes))
        if value is not True:
            ends.append(self._block(node.orelse, no))
        return frozenset.intersection(*ends)

    def _if_set(self, test: ast.expr, state: Fields) -> tuple[Fields, Fields]:
        """What is set in both branches of a test that asks whether a field is set."""
        match test if self.asks else None:
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                yes, no = self._if_set(operand, state)
                return no, yes
            case ast.Compare(left=left, ops=[ast.In() | ast.NotIn() as op], comparators=[right]):
                if ast.unparse(right) == self.target and (name := self._constant(left)):
                    both = (state | {name}, state)
                    return both if isinstance(op, ast.In) else both[::-1]
            case ast.Call(func=ast.Attribute(attr="obj_attr_is_set", value=value), args=[name_]):
                if ast.unparse(value) == self.target and (name := self._constant(name_)):
                    return state | {name}, state
        return state, state

    def _loop(
        self, over: ast.expr, variable: ast.expr, body: list[ast.stmt], state: Fields
    ) -> Fields:
        names = self._constant(over)
        if not isinstance(names, list):
            return self._once_or_never(body, state)
        name = variable.elts[0] if isinstance(variable, ast.Tuple) else variable
        for value in names:
            self.known[ast.unparse(name)] = value
            state = self._once(body, state)
        self.known.pop(ast.unparse(name), None)
        return state

    def _once(self, body: list[ast.stmt], state: Fields) -> Fields:
        self.leaves.append([])
        end = self._block(body, state)
        return frozenset.intersection(end, *self.leaves.pop())

    def _once_or_never(self, body: list[ast.stmt], state: Fields) -> Fields:
        return state & self._once(body, state)

    def _assigned(self, node: ast.stmt, state: Fields) -> Fields:
        """After the assignments of a statement."""
        if not isinstance(node, ast.Assign | ast.AnnAssign) or node.value is None:
            return state
        for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
            if ast.unparse(target) == self.target:
                made = self.is_made(self.function, node.value)
                state = made if made is not None else self._other(node.value, state)
            elif name := self._field(target):
                state |= self.all & {name} if self._counts(node.value) else frozenset()
            elif isinstance(target, ast.Name):
                self.known[target.id] = self._constant(node.value)
        return state

    def _other(self, value: ast.expr, state: Fields) -> Fields:
        """After the variable got what a call gives: the same object, or one from elsewhere."""
        is_passed = isinstance(value, ast.Call) and self.target in map(ast.unparse, value.args)
        return state if is_passed else self.all

    def _field(self, target: ast.expr) -> str | None:
        """The field that an assignment sets."""
        match target:
            case ast.Attribute(value=value, attr=name) if ast.unparse(value) == self.target:
                return name
            case ast.Subscript(value=value, slice=key) if ast.unparse(value) == self.target:
                name = self._constant(key)
                return name if isinstance(name, str) else None
        return None

    def _calls(self, node: ast.AST, state: Fields) -> Fields:
        """After the calls of a statement or an expression."""
        for call in [n for n in ast.walk(node) if isinstance(n, ast.Call)]:
            state = self._call(call, state)
        return state

    def _call(self, call: ast.Call, state: Fields) -> Fields:
        match call.func:
            case ast.Name(id="setattr") if ast.unparse(call.args[0]) == self.target:
                return state | self._set_by_name(call)
            case ast.Attribute(value=value, attr=name) if ast.unparse(value) == self.target:
                self.found.calls.append((name, state))
                state = self._own_call(name, call, state)
        callee = self._callee(call.func)
        parameter = self._parameter(callee, call) if callee else None
        if callee is None or parameter is None or self.depth == _DEEPEST:
            return state
        flow = Flow(self.nova, callee, self.kind, parameter, self.is_made, self.depth + 1)
        flow.known = self._arguments(callee, call)
        flow.asks, flow.only_plain = self.asks, self.only_plain
        return frozenset.intersection(*flow.follow(state).ends)

    def _arguments(self, callee: Function, call: ast.Call) -> dict[str, Any]:
        """The texts that are passed, by the parameters that get them."""
        names = callee.parameters[_is_bound(callee) :]
        return dict(zip(names, map(self._constant, call.args), strict=False))

    def _set_by_name(self, call: ast.Call) -> Fields:
        """What ``setattr(object, name, value)`` sets: not every field can be None."""
        name, value = self._constant(call.args[1]), call.args[2]
        is_none = isinstance(value, ast.Constant) and value.value is None
        can_be = self.kind.nullable if is_none else self.all
        return can_be & {name} if self._counts(value) else frozenset()

    def _counts(self, value: ast.expr) -> bool:
        is_new = isinstance(value, ast.Call) and self.function.makes(value) is not None
        return not self.only_plain or isinstance(value, ast.Constant) or is_new

    def _own_call(self, name: str, call: ast.Call, state: Fields) -> Fields:
        """After a method that all objects have."""
        if name == "obj_set_defaults":
            names = {self._constant(one) for one in call.args}
            return state | (self.kind.defaults & names if names else self.kind.defaults)
        if name == "update" and call.args:
            keys = self._constant(call.args[0])
            return state | (self.all & set(keys)) if isinstance(keys, list) else state
        return state

    def _parameter(self, callee: Function, call: ast.Call) -> str | None:
        """The parameter that gets the object, as an argument or as self."""
        names = callee.parameters
        is_bound = _is_bound(callee)
        for place, argument in enumerate(call.args, start=is_bound):
            if ast.unparse(argument) == self.target and place < len(names):
                return names[place]
        receiver = call.func.value if isinstance(call.func, ast.Attribute) else None
        is_self = receiver is not None and ast.unparse(receiver) == self.target
        return names[0] if is_self and is_bound and names[0] == "self" else None

    def _callee(self, func: ast.expr) -> Function | None:
        """The function that is called, where it is in the same class or module."""
        functions = self.function.module.functions
        match func:
            case ast.Name(id=name):
                return functions.get(("", name))
            case ast.Attribute(value=value, attr=name):
                owner = ast.unparse(value).split(".")[-1]
                if ast.unparse(value) == self.target or owner == self.kind.name:
                    return self.nova.method(self.kind.name, name)
                return functions.get((self.function.owner, name)) if owner in _OWN else None
        return None

    def _test(self, test: ast.expr) -> bool | None:
        """Whether a test about names is true; None if that cannot be told."""
        match test:
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                value = self._test(operand)
                return None if value is None else not value
            case ast.BoolOp(op=op, values=values):
                known = {self._test(one) for one in values}
                decisive = isinstance(op, ast.Or)
                return decisive if decisive in known else None if None in known else not decisive
            case ast.Compare(left=left, ops=[op], comparators=[right]):
                return _compared(self._constant(left), op, self._constant(right))
        return None

    def _constant(self, node: ast.expr) -> Any:
        """The text or the list of texts that an expression is; None for any other."""
        match node:
            case ast.Constant(value=value):
                return value if isinstance(value, str) else None
            case ast.Name(id=name):
                if name in self.known:
                    return self.known[name]
                constant = self.function.module.constants.get(name)
                return None if constant is None else self._constant(constant)
            case ast.Tuple(elts=elts) | ast.List(elts=elts) | ast.Set(elts=elts):
                return [self._constant(one) for one in elts]
            case ast.Dict(keys=keys):
                return [self._constant(one) for one in keys if one is not None]
            case ast.BinOp(left=left, op=op, right=right):
                return _combined(self._constant(left), op, self._constant(right))
            case ast.Call(func=ast.Name(id="set" | "list" | "tuple" | "sorted"), args=[one]):
                return self._constant(one)
            case ast.Call(func=ast.Attribute(value=value, attr="items" | "keys")):
                return self._constant(value)
            case ast.Attribute(attr="fields"):
                return list(self.kind.fields)
        return None


def _is_bound(callee: Function) -> bool:
    return bool(callee.owner) and not callee.is_decorated("staticmethod")


def _compared(left: Any, op: ast.cmpop, right: Any) -> bool | None:
    if left is None or right is None:
        return None
    match op:
        case ast.Eq():
            return bool(left == right)
        case ast.NotEq():
            return bool(left != right)
        case ast.In():
            return left in right
        case ast.NotIn():
            return left not in right
    return None


def _combined(left: Any, op: ast.operator, right: Any) -> list[str] | None:
    if not isinstance(left, list) or not isinstance(right, list):
        return None
    if isinstance(op, ast.Sub):
        return [one for one in left if one not in right]
    return left + right
