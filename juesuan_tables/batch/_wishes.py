"""Wishes: what all units of a run are built with, as plain data that travels to other machines."""

from __future__ import annotations

import pickle
from dataclasses import dataclass, replace
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import TYPE_CHECKING
from weakref import finalize

from juesuan_tables import publication
from juesuan_tables.batch import _identity
from juesuan_tables.editions import SUFFIXES
from juesuan_tables.errors import InputError, OutputError, shortened, system_reason
from juesuan_tables.files import MOST_OF_A_PATH, hash_if_there, hash_of_bytes
from juesuan_tables.inputs.loading import load_draft, states_facts
from juesuan_tables.publication import DEFAULT_FORMATS, known_formats, known_zero
from juesuan_tables.strict_yaml import content_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Unpack

    from juesuan_tables.checks import Rule, Settings
    from juesuan_tables.editions.catalogue import Catalogue

_TEMPLATES = "templates"


class Wished(publication.Wished, total=False):
    """What a caller may wish for all units: keywords of ``load_accounts``, ``build_report``, ``publish``.

    ``edition`` is an id or the path of one's own, ``prior`` the files of last year's publication.
    """

    edition: str | Path | None
    prior: Iterable[str | Path]
    catalogue: Catalogue | None


@dataclass(frozen=True, slots=True)
class Wishes:
    """The same as plain data that can be pickled."""

    formats: tuple[str, ...]
    edition: str | None = None
    prior: tuple[str, ...] = ()
    templates: str | None = None
    checks: tuple[Rule, ...] | None = None
    settings: Settings | None = None
    zero: str | None = None
    charts: bool = False
    reference: bool = False
    catalogue: Catalogue | None = None

    @classmethod
    def of(cls, **wished: Unpack[Wished]) -> Wishes:
        """Return what is wished; raise ``ValueError`` for formats or a zero that there are not."""
        edition, templates = wished.get("edition"), wished.get("templates")
        checks = wished.get("checks")
        return cls(
            formats=known_formats(wished.get("formats", DEFAULT_FORMATS)),
            edition=None if edition is None else str(edition),
            prior=tuple(map(str, wished.get("prior", ()))),
            templates=None if templates is None else str(templates),
            checks=None if checks is None else tuple(checks),
            settings=wished.get("settings"),
            zero=known_zero(wished.get("zero")),
            charts=wished.get("charts", False),
            reference=wished.get("reference", False),
            catalogue=wished.get("catalogue"),
        )

    @property
    def own_edition(self) -> str | None:
        """Return the path of the user's own edition, if there is one."""
        return self.edition if self.edition and self.edition.endswith(SUFFIXES) else None

    def key(self) -> str | None:
        """Return a hash of all that a publication depends on besides its input.

        None where that cannot be known: rules of one's own are code, a folder may be missing.
        """
        try:
            templates = self._templates()
        except InputError:
            return None
        if self.checks is not None:
            return None
        told = [_identity.program(), repr(replace(self, templates=None, prior=(), edition=None))]
        told += [f"{each} {hash_if_there(Path(each))}" for each in self.prior]
        named = (content for each in self.prior for _, content in _named_in(Path(each)))
        told += map(hash_of_bytes, named)
        told.append(f"{self.edition} {hash_if_there(Path(self.own_edition or ''))}")
        told += [f"{name} {content.hex()}" for name, content in sorted(templates.items())]
        return hash_of_bytes("\n".join(told).encode(errors="surrogatepass"))

    def packed(self, *, with_files: bool) -> bytes:
        """Return the wishes as a pickle, with the files that they name for a machine that has not got them.

        Raise ``InputError`` where one cannot be read, ``TypeError`` for checks of a script.
        """
        files: dict[str, bytes] = {}
        there = self
        if with_files:
            files, there = self._files()
        try:
            return pickle.dumps((there, files))
        except (pickle.PicklingError, AttributeError, TypeError) as error:
            message = "own checks must be functions of a module, so that other processes find them"
            raise TypeError(message) from error

    def _files(self) -> tuple[dict[str, bytes], Wishes]:
        """Return files by their paths in a folder of their own, and the wishes that name them so."""
        prior = {
            f"prior{n}/{Path(each).name}": content_of(Path(each))
            for n, each in enumerate(self.prior)
        }
        further = {
            f"prior{n}/{name}": content
            for n, each in enumerate(self.prior)
            for name, content in _named_in(Path(each))
        }
        own = self.own_edition
        edition = {f"edition/{Path(own).name}": content_of(Path(own))} if own else {}
        templates = {f"{_TEMPLATES}/{name}": each for name, each in self._templates().items()}
        there = replace(
            self,
            prior=tuple(prior),
            edition=next(iter(edition), self.edition),
            templates=None if self.templates is None else _TEMPLATES,
        )
        return {**prior, **further, **edition, **templates}, there

    def _templates(self) -> dict[str, bytes]:
        """Return the content of the user's own templates by name."""
        if self.templates is None:
            return {}
        folder = Path(self.templates)
        try:
            return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
        except (OSError, ValueError) as error:
            what = f"文件夹打不开（{system_reason(error)}）"
            where = shortened(self.templates, MOST_OF_A_PATH)
            raise InputError.of(where, what, "请检查 --templates") from error


class Unpacked:
    """Wishes that have arrived, their files in a temporary folder that lasts as long as they do."""

    def __init__(self, packed: bytes) -> None:
        """Lay out the files; raise ``OutputError`` where there is no room for them."""
        self.wishes: Wishes
        self.wishes, files = pickle.loads(packed)  # noqa: S301 from our own driver
        if not (files or self.wishes.templates == _TEMPLATES):
            return
        root = Path(mkdtemp(prefix="juesuan-"))
        finalize(self, rmtree, root, ignore_errors=True)
        lay_out(root, files)
        there = {name: str(root / name) for name in (*files, _TEMPLATES)}
        self.wishes = replace(
            self.wishes,
            prior=tuple(there[each] for each in self.wishes.prior),
            edition=self.wishes.edition and there.get(self.wishes.edition, self.wishes.edition),
            templates=self.wishes.templates and there[self.wishes.templates],
        )


def lay_out(root: Path, files: Mapping[str, bytes]) -> None:
    """Write files below a folder; raise ``OutputError``."""
    try:
        for folder in (_TEMPLATES, *(name.rpartition("/")[0] for name in files)):
            (root / folder).mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            (root / name).write_bytes(content)
    except (OSError, ValueError) as error:
        what = f"临时文件写不进去（{system_reason(error)}）"
        raise OutputError.of("计算节点", what, "请检查那台机器的磁盘空间") from error


def _named_in(path: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the edition's file that last year's input names and that lies beside it."""
    try:
        edition = load_draft(path).fields.get("edition") if states_facts(path) else None
        if edition and Path(edition).parent == path.parent:
            yield Path(edition).name, content_of(Path(edition))
    except InputError:  # whoever builds says what is wrong with it
        return
