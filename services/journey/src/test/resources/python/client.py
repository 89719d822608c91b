"""What docs/descent.py promises, asked of a running control."""

import pathlib
import warnings

import pandas

import descent

warnings.simplefilter("error")
control = descent.connect()
xor = {
    "apiVersion": "descent/v1",
    "kind": "Experiment",
    "name": "from-python",
    "data": "xor",
    "network": {"activation": "tanh", "layers": [{"dense": {"units": 3}}], "heads": [{"binary": {"name": "label"}}]},
    "loss": "cross-entropy",
    "optimiser": {"sgd": {"learningRate": 0.5}},
    "budget": 200,
    "seeds": 4,
    "vary": {"optimiser.sgd.learningRate": [0.5, 1]},
}


def refused(action):
    try:
        action()
    except descent.Refused as refusal:
        return refusal
    raise AssertionError("it was not refused")


first = control.submit(xor)
assert control.submit(xor).id == first.id, "the same one again"
first.wait(timeout=1000, progress=False)
assert first.state == "complete", first
assert "8 of 8 trials" in repr(first) and first.id in first._repr_html_()

trials = first.results()
assert len(trials) == 8 and trials["setting.learningRate"].dtype == "float64", trials.dtypes
assert (trials["end"] == "converged").sum() == trials["iterationsToTarget"].notna().sum()
curves = first.curves()
assert curves.groupby("trial")["iteration"].max().tolist() == trials.set_index("trial")["iterations"].loc[lambda s: sorted(s.index)].tolist()
assert curves["loss"].dtype == "float32" and list(first.curves(columns=["seed", "loss"]).columns) == ["seed", "loss"]
shares = first.converged()
assert shares.is_monotonic_increasing if isinstance(shares, pandas.Series) else (shares.diff().dropna() >= 0).all().all()
assert first.summary()["id"] == first.id and first.report().startswith("<!doctype html>")

assert [e.id for e in control.experiments(state="complete", name="FROM-python")] == [first.id]
assert control.experiments(state="running") == []
assert control[first.id].name == "from-python"

more = first.extend(seeds=6).wait(timeout=1000, progress=False)
assert len(more.results()) == 12 and more.id != first.id
wider = first.extend(add={"optimiser.sgd.learningRate": [2]}).wait(timeout=1000, progress=False)
assert len(wider.results()) == 12
otherwise = first.fork(50, {"loss": "l2"}).wait(timeout=1000, progress=False)
assert otherwise.name == "from-python-from-50", otherwise

assert refused(lambda: control["none"]).status == 404
wrong = refused(lambda: control.submit({**xor, "budget": -1}))
assert wrong.status == 400 and "budget" in str(wrong) and "-1" in str(wrong), wrong
assert refused(first.cancel).status == 409
file = pathlib.Path("long.yaml")
file.write_text("apiVersion: descent/v1\nkind: Experiment\nname: long\ndata: xor\nnetwork: {layers: [{dense: {units: 64, activation: tanh}}], heads: [{binary: {}}]}\ntarget: none\nbudget: 10000000\nseeds: 20\n")
long = control.submit(file)
try:
    long.wait(timeout=0.1, progress=False)
    raise AssertionError("a long one is over at once")
except descent.Unfinished as unfinished:
    assert "after 0.1 s" in str(unfinished)
long.cancel()
try:
    descent.connect("http://127.0.0.1:9").experiments()
    raise AssertionError("nobody is there")
except ConnectionError as nobody:
    assert "descent serve" in str(nobody)
print("all as promised")
