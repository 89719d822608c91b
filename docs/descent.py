"""Descent from Python: hand experiments in, watch them, and have what they came to as pandas data frames.

    import descent

    control = descent.connect()                      # ./descent serve, http://127.0.0.1:8080
    sweep = control.submit("experiments/sweep.yaml")
    sweep.wait()
    sweep.results().groupby("label")["iterationsToTarget"].median()
    sweep.curves().query("seed == 1").pivot(index="iteration", columns="label", values="loss").plot(loglog=True)

One file, to be put beside a notebook. It needs Python 3.9 or newer; data frames need pandas and pyarrow, nothing else needs
anything.
"""

from __future__ import annotations

import io
import json
import os
import pathlib
import sys
import time
import typing
import urllib.error
import urllib.parse
import urllib.request

__all__ = ["connect", "Control", "Experiment", "Refused", "Unfinished"]

OVER = frozenset({"complete", "cancelled", "rejected"})


class Refused(Exception):
    """Control says no, and why: what is wrong with an experiment, an unknown id, a missing token."""

    def __init__(self, status: int, title: str, problems: typing.Sequence[dict] = ()):
        self.status = status
        self.problems = list(problems)
        lines = [": ".join(p for p in (problem.get("path"), problem["message"]) if p) for problem in self.problems]
        super().__init__("\n  ".join([title, *lines]))


class Unfinished(Exception):
    """An experiment was not over in the time that it was given, or ended without results."""


def connect(url: str | None = None, token: str | None = None) -> Control:
    """The control at a URL (DESCENT_URL, else http://127.0.0.1:8080), with a token (DESCENT_TOKEN) where it asks for one."""
    url = url or os.environ.get("DESCENT_URL", "http://127.0.0.1:8080")
    return Control(url.rstrip("/"), token or os.environ.get("DESCENT_TOKEN"))


class Control:
    """A running control. Its experiments are told by their ids."""

    def __init__(self, url: str, token: str | None = None):
        self.url = url
        self._token = token

    def submit(self, experiment: dict | str | os.PathLike) -> Experiment:
        """Hands an experiment in: a dictionary, YAML, or the name of a file. The same one again changes nothing."""
        if isinstance(experiment, dict):
            body, kind = json.dumps(experiment).encode(), "application/json"
        elif isinstance(experiment, str) and "\n" in experiment:
            body, kind = experiment.encode(), "application/yaml"
        else:
            body, kind = pathlib.Path(experiment).read_bytes(), "application/yaml"
        return self._experiment(self._json("/api/experiments", body, kind))

    def experiments(self, state: str | None = None, name: str | None = None) -> list[Experiment]:
        """All experiments, those in a state, those whose name contains a text."""
        wanted = {key: value for key, value in (("state", state), ("name", name)) if value is not None}
        query = f"?{urllib.parse.urlencode(wanted)}" if wanted else ""
        return [self._experiment(status) for status in self._json(f"/api/experiments{query}")]

    def experiment(self, id: str) -> Experiment:
        """The experiment with this id."""
        return self._experiment(self._json(f"/api/experiments/{urllib.parse.quote(id, safe='')}"))

    def __getitem__(self, id: str) -> Experiment:
        return self.experiment(id)

    def __repr__(self) -> str:
        return f"Control({self.url!r})"

    def _experiment(self, status: dict) -> Experiment:
        return Experiment(self, status)

    def _json(self, path: str, body: bytes | None = None, kind: str = "application/json"):
        return json.loads(self._ask(path, body, kind, "application/json"))

    def _ask(self, path: str, body: bytes | None = None, kind: str = "application/json", accept: str = "*/*") -> bytes:
        headers = {"Accept": accept}
        if body is not None:
            headers["Content-Type"] = kind
        if self._token:
            headers["Authorization"] = f"Bearer {self._token}"
        try:
            with urllib.request.urlopen(urllib.request.Request(self.url + path, body, headers)) as answer:
                return answer.read()
        except urllib.error.HTTPError as error:
            raise _refusal(error) from None
        except urllib.error.URLError as error:
            raise ConnectionError(f"no control answers at {self.url}: {error.reason}; './descent serve' starts one") from None


class Experiment:
    """An experiment that control knows; ``status`` is how it was when last looked at."""

    def __init__(self, control: Control, status: dict):
        self._control = control
        self._submission = status["submission"]
        self.status = status

    @property
    def id(self) -> str:
        """Changes once, where data in files have been read."""
        return self.status["experiment"]

    @property
    def name(self) -> str:
        return self.status["name"]

    @property
    def state(self) -> str:
        """submitted, running, paused, complete, cancelled or rejected."""
        return self.status["state"]

    @property
    def page(self) -> str:
        """Where it is looked at in a browser."""
        return f"{self._control.url}/#/experiment/{urllib.parse.quote(self.id, safe='')}"

    def refresh(self) -> Experiment:
        """Looks again."""
        self.status = self._control._json(f"/api/experiments/{urllib.parse.quote(self._submission, safe='')}")
        return self

    def wait(self, timeout: float | None = None, every: float = 0.5, progress: bool = True) -> Experiment:
        """Until it is over and its curves are known; raises Unfinished if it takes longer, or was cancelled or rejected."""
        deadline = None if timeout is None else time.monotonic() + timeout
        said = ""
        while True:
            self.refresh()
            if progress:
                said = _say(self, said)
            if self.state == "complete" and self.status["curvesComplete"]:
                break
            if self.state in OVER - {"complete"}:
                raise Unfinished(f"{self.id} is {self.state}: {self.status['reason'] or 'no reason given'}")
            if deadline is not None and time.monotonic() > deadline:
                raise Unfinished(f"{self!r} after {timeout} s")
            time.sleep(every)
        return self

    def results(self):
        """A row a trial that has ended: settings, end, iterations to target, metrics of each split. A pandas.DataFrame."""
        return self._frame("results.parquet")

    def curves(self, columns: typing.Sequence[str] | None = None):
        """A row an iteration of a trial, with all metrics or some of the columns. A pandas.DataFrame."""
        return self._frame("curves.parquet", columns)

    def converged(self, by: str = "label"):
        """The share of the trials that have reached the target by an iteration, a column a value of ``by``."""
        trials = self.results()
        every = trials["iterationsToTarget"].dropna().astype(int).sort_values().unique()
        shares = {
            value: [float((group["iterationsToTarget"] <= at).mean()) for at in every]
            for value, group in trials.groupby(by, sort=False)
        }
        return _pandas().DataFrame(shares, index=_pandas().Index(every, name="iteration"))

    def summary(self) -> dict:
        """The results as control has them, with quantiles, comparisons and claims."""
        return self._control._json(f"{self._path}/results")

    def report(self) -> str:
        """Its report, one HTML page that needs nothing else."""
        return self._control._ask(f"/reports/{urllib.parse.quote(self.id, safe='')}").decode()

    def extend(self, seeds=None, budget=None, variants=None, add: dict | None = None) -> Experiment:
        """More of it, as an experiment of its own: ``seeds=40``, ``budget=30000``, ``variants="+20"``, or more values of what
        varies, ``add={"optimiser.adam.learningRate": [0.3, 1]}``."""
        more = {"seeds": seeds, "budget": budget, "variants": None if variants is None else str(variants)}
        more = {key: value for key, value in more.items() if value is not None}
        if add:
            more["add"] = _values(add)
        return self._control._experiment(self._control._json(f"{self._path}/extend", json.dumps(more).encode()))

    def fork(self, at: int, set: dict) -> Experiment:
        """The same up to an iteration and otherwise from there: ``fork(500, {"loss": "l2"})``."""
        body = {"at": at, "set": _values(set)}
        return self._control._experiment(self._control._json(f"{self._path}/fork", json.dumps(body).encode()))

    def cancel(self) -> Experiment:
        """Gives up the rest."""
        return self._tell("cancel")

    def pause(self) -> Experiment:
        """Lets it rest."""
        return self._tell("pause")

    def resume(self) -> Experiment:
        """Lets it go on."""
        return self._tell("resume")

    @property
    def _path(self) -> str:
        return f"/api/experiments/{urllib.parse.quote(self.id, safe='')}"

    def _tell(self, what: str) -> Experiment:
        self.status = self._control._json(f"{self._path}/{what}", b"")
        return self

    def _frame(self, table: str, columns: typing.Sequence[str] | None = None):
        content = self._control._ask(f"{self._path}/{table}")
        return _pandas().read_parquet(io.BytesIO(content), columns=list(columns) if columns else None)

    def __repr__(self) -> str:
        status = self.status
        return f"Experiment({status['experiment']!r}, {status['state']}, {status['ended']} of {status['total']} trials)"

    def _repr_html_(self) -> str:
        import html

        status = self.status
        title = html.escape(status["title"] or status["name"])
        return (
            f"<a href='{html.escape(self.page)}'><b>{title}</b></a> {html.escape(status['state'])}, "
            f"{status['ended']} of {status['total']} trials <code>{html.escape(self.id)}</code>"
        )


def _pandas():
    try:
        import pandas
    except ImportError:
        raise ImportError("data frames need pandas and pyarrow: pip install pandas pyarrow") from None
    return pandas


def _values(by_path: dict) -> dict:
    """Values as control takes them: lists of YAML texts by path."""
    lists = {path: value if isinstance(value, (list, tuple)) else [value] for path, value in by_path.items()}
    return {path: [v if isinstance(v, str) else json.dumps(v) for v in values] for path, values in lists.items()}


def _refusal(error: urllib.error.HTTPError) -> Refused:
    try:
        said = json.loads(error.read())
        return Refused(error.code, said["title"], said.get("problems", ()))
    except (ValueError, KeyError, TypeError):
        return Refused(error.code, f"{error.url} answered {error.code}")


def _say(experiment: Experiment, before: str) -> str:
    status = experiment.status
    line = f"{status['name']}: {status['state']}, {status['ended']} of {status['total']} trials"
    if line != before:
        print(f"\r{line:<{len(before)}}", end="\n" if experiment.state in OVER else "", file=sys.stderr, flush=True)
    return line
