#!/usr/bin/env python3
"""Trains what `GoldenCases` lists with PyTorch, or with Optax what PyTorch does not have, and writes the golden files
that `GoldenTest` holds both engines to.

    PYTHON services/benchmarks/peers/golden.py [FOLDER [OUT]]

PYTHON has torch, jax and optax as in requirements.txt. Without FOLDER the cases are written anew, by Maven. FOLDER holds
a JSON file a case: the training as it stands in the log, examples, initial parameters, and batches, if there are some.
OUT is where the golden files are read from by the tests; beside it stands curvature.json, the gradients and products
with the Hessian at the start of all cases. The same cases give the same files, byte for byte.

Nothing here follows Descent's formulas: layers, activations, losses, optimisers, clipping and schedules are PyTorch's
own wherever it has them. All is computed in float64 from the float32 numbers of the case.
"""

import json
import math
import pathlib
import subprocess
import sys
import tempfile

import jax
import jax.numpy as jnp
import numpy as np
import optax
import torch
from torch import nn

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[2]
GOLDEN = ROOT / "services/learning/src/test/resources/golden"
ITERATIONS = (1, 2, 3, 5, 10, 20, 50, 100, 150, 200)

jax.config.update("jax_enable_x64", True)
torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)

ACTIVATIONS = {
    "sigmoid": torch.sigmoid,
    "relu": nn.functional.relu,
    "tanh": torch.tanh,
    "none": lambda z: z,
    "leaky-relu": nn.functional.leaky_relu,
    "elu": nn.functional.elu,
    "selu": nn.functional.selu,
    "gelu": nn.functional.gelu,
    "silu": nn.functional.silu,
    "mish": nn.functional.mish,
    "softplus": nn.functional.softplus,
    "square": torch.square,
}


def float32(numbers, shape=(-1,)):
    return torch.from_numpy(np.array(numbers, dtype=np.float32).astype(np.float64)).reshape(shape)


# Layers: made of their specification and their arrays, called with [examples, ...], channels last


class Layer(nn.Module):
    """Draws nothing, has nothing."""

    def draw(self, words):
        pass

    def arrays(self):
        return {}


class Dense(Layer):
    def __init__(self, spec, arrays):
        super().__init__()
        self.linear = linear(arrays)
        self.activation = ACTIVATIONS[spec["activation"]]

    def forward(self, x):
        return self.activation(self.linear(x))

    def arrays(self):
        return of_linear(self.linear)


class Convolution(Layer):
    """Channels first for PyTorch's own, and back."""

    def __init__(self, spec, arrays, make, kernel, strides, paddings, same, dilations, groups):
        super().__init__()
        self.back = torch.argsort(torch.tensor(kernel)).tolist()
        kernel = arrays["weights"].permute(kernel)  # from [..., in / groups, out]
        biased = "biases" in arrays
        sides = kernel.shape[2:]
        settings = {"dilation": dilations, "groups": groups, "bias": biased}
        padding = 0 if same else paddings
        self.convolution = make(kernel.shape[1] * groups, kernel.shape[0], sides, strides, padding, **settings)
        give(self.convolution, kernel, arrays.get("biases"))
        self.activation = ACTIVATIONS[spec["activation"]]
        self.same = list(zip(sides, strides, dilations)) if same else None

    def forward(self, x):
        sides = len(self.back) - 2
        if x.dim() == sides + 1:
            x = x.unsqueeze(-1)
        x = x.movedim(-1, 1)
        if self.same:
            x = nn.functional.pad(x, zeros_around(x.shape[2:], self.same))
        return self.activation(self.convolution(x)).movedim(1, -1)

    def arrays(self):
        kernel = self.convolution.weight.permute(self.back)
        return {"weights": kernel} | biases(self.convolution)


def zeros_around(lengths, windows):
    """As many as it takes for ceil(length / stride) outputs, the odd one behind; last axis first."""
    around = []
    for length, (side, stride, dilation) in zip(reversed(lengths), reversed(windows)):
        reach = (math.ceil(length / stride) - 1) * stride + (side - 1) * dilation + 1
        zeros = max(reach - length, 0)
        around += [zeros // 2, zeros - zeros // 2]
    return around


def sides(both):
    return (both["height"], both["width"])


PLAIN = {
    "stride": {"height": 1, "width": 1},
    "padding": {"same": False, "each": 0},
    "dilation": {"height": 1, "width": 1},
    "groups": 1,
}


def conv2d(spec, arrays):
    sliding = spec.get("sliding", PLAIN)
    padding = sliding["padding"]
    strides, dilations = sides(sliding["stride"]), sides(sliding["dilation"])
    moves = (strides, padding["each"], padding["same"], dilations, sliding["groups"])
    return Convolution(spec, arrays, nn.Conv2d, (3, 2, 0, 1), *moves)


def conv1d(spec, arrays):
    padding = spec["padding"]
    moves = ((spec["stride"],), padding["each"], padding["same"], (spec["dilation"],), spec["groups"])
    return Convolution(spec, arrays, nn.Conv1d, (2, 1, 0), *moves)


class Flatten(Layer):
    def __init__(self, spec, arrays):
        super().__init__()

    def forward(self, x):
        return x.flatten(1)


class Activation(Layer):
    def __init__(self, spec, arrays):
        super().__init__()
        self.activation = ACTIVATIONS[spec["activation"]]

    def forward(self, x):
        return self.activation(x)


class Pool(Layer):
    def __init__(self, pool, axes):
        super().__init__()
        self.pool, self.axes = pool, axes

    def forward(self, x):
        if x.dim() == self.axes + 1:
            x = x.unsqueeze(-1)
        return self.pool(x.movedim(-1, 1)).movedim(1, -1)


class GlobalAveragePool(Layer):
    def __init__(self, spec, arrays):
        super().__init__()

    def forward(self, x):
        return x.mean(tuple(range(1, x.dim() - 1)))


class Slice(Layer):
    def __init__(self, spec, arrays):
        super().__init__()
        self.start, self.length = spec["from"], spec["length"]

    def forward(self, x):
        return x.narrow(-1, self.start, self.length)


class Drawing(Layer):
    """PyTorch's arithmetic, by what Descent draws: the bits of its random numbers are a part of the case."""

    def __init__(self, spec, arrays):
        super().__init__()
        self.spec = spec
        self.words = None

    def draw(self, words):
        self.words = words.pop(0)

    def uniform(self, count):
        mixed = permuted(permuted(np.arange(count, dtype=np.uint32) ^ self.words[0]) ^ self.words[1])
        return (mixed >> np.uint32(8)).astype(np.float64) / (1 << 24)

    def forward(self, x):
        return self.changed(x) if self.training else x


class Dropout(Drawing):
    def changed(self, x):
        kept = self.uniform(x.numel()) >= np.float32(self.spec["rate"])
        return x * torch.from_numpy(kept).reshape(x.shape) / (1 - self.spec["rate"])


class RandomFlip(Drawing):
    def changed(self, x):
        axis = 0 if self.spec["along"] == "vertical" else 1
        flips = self.uniform(len(x)) < 0.5
        return torch.stack([example.flip(axis) if flip else example for example, flip in zip(x, flips)])


class RandomShift(Drawing):
    def changed(self, x):
        most = self.spec["pixels"]
        by = (self.uniform(2 * len(x)) * (2 * most + 1)).astype(int).reshape(-1, 2) - most
        height, width = x.shape[1:3]
        moved = torch.zeros_like(x)
        for example, to, (down, right) in zip(x, moved, by):
            to[max(down, 0) : height + down, max(right, 0) : width + right] = example[
                max(-down, 0) : height - down, max(-right, 0) : width - right
            ]
        return moved


class GaussianNoise(Drawing):
    def changed(self, x):
        middle = torch.from_numpy(self.uniform(x.numel()) + 0.5 / (1 << 24))
        return x + self.spec["sigma"] * 2**0.5 * torch.erfinv(2 * middle - 1).reshape(x.shape)


def permuted(a):
    """lowbias32 (Wellons 2018)."""
    x = (a ^ (a >> np.uint32(16))) * np.uint32(0x7FEB352D)
    x = (x ^ (x >> np.uint32(15))) * np.uint32(0x846CA68B)
    return x ^ (x >> np.uint32(16))


class LayerNorm(Layer):
    def __init__(self, spec, arrays):
        super().__init__()
        self.norm = nn.LayerNorm(len(arrays["scale"]), spec["epsilon"])
        give(self.norm, arrays["scale"], arrays["biases"])

    def forward(self, x):
        return self.norm(x)

    def arrays(self):
        return {"scale": self.norm.weight} | biases(self.norm)


class BatchNorm(Layer):
    def __init__(self, spec, arrays):
        super().__init__()
        self.norm = nn.BatchNorm1d(len(arrays["scale"]), spec["epsilon"], spec["momentum"])
        give(self.norm, arrays["scale"], arrays["biases"])
        self.norm.running_mean.copy_(arrays["mean"])
        self.norm.running_var.copy_(arrays["variance"])

    def forward(self, x):
        return self.norm(x.reshape(-1, x.shape[-1])).reshape(x.shape)

    def arrays(self):
        state = {"mean": self.norm.running_mean, "variance": self.norm.running_var}
        return {"scale": self.norm.weight} | biases(self.norm) | state


class Residual(Layer):
    def __init__(self, spec, arrays):
        super().__init__()
        self.body = nn.ModuleDict(made(spec["layers"], "", arrays))
        self.shortcut = nn.ModuleDict(made(spec["shortcut"], "shortcut", arrays))

    def draw(self, words):
        for layer in [*self.body.values(), *self.shortcut.values()]:
            layer.draw(words)

    def forward(self, x):
        return through(self.body.values(), x) + through(self.shortcut.values(), x)

    def arrays(self):
        return named(self.body) | named(self.shortcut)


class Embedding(Layer):
    """A word that it does not know is the one behind those it knows, which has zeros for good."""

    def __init__(self, spec, arrays):
        super().__init__()
        self.known, width = arrays["weights"].shape
        self.embedding = nn.Embedding(self.known + 1, width, padding_idx=self.known)
        with torch.no_grad():
            self.embedding.weight[: self.known] = arrays["weights"]

    def forward(self, x):
        known = (x >= 0) & (x < self.known)
        return self.embedding(torch.where(known, x, self.known).long())

    def arrays(self):
        return {"weights": self.embedding.weight[: self.known]}


class Gru(Layer):
    NAMES = {"weights": "weight_ih_l0", "recurrent": "weight_hh_l0"}
    NAMES_OF_BIASES = {"biases": "bias_ih_l0", "recurrent-biases": "bias_hh_l0"}
    WAYS = {"": "", "backward-": "_reverse"}  # how ours begin where theirs end so

    def __init__(self, spec, arrays):
        super().__init__()
        both = spec.get("bidirectional", False)
        self.gru = nn.GRU(arrays["weights"].shape[0], spec["units"], batch_first=True, bidirectional=both)
        self.sequences = spec["sequences"]
        self.ways = {ours: theirs for ours, theirs in self.WAYS.items() if both or not ours}
        with torch.no_grad():
            for ours, theirs in self.named():
                theirs.copy_(arrays[ours].T if theirs.dim() == 2 else arrays[ours])

    def named(self):
        names = (self.NAMES | self.NAMES_OF_BIASES).items()
        return [(a + ours, getattr(self.gru, theirs + b)) for a, b in self.ways.items() for ours, theirs in names]

    def forward(self, x):
        if x.dim() == 2:
            x = x.unsqueeze(-1)
        every, ends = self.gru(x)
        return every if self.sequences else torch.cat(list(ends), 1)

    def arrays(self):
        return {ours: theirs.T if theirs.dim() == 2 else theirs for ours, theirs in self.named()}


LAYERS = {
    "dense": Dense,
    "conv2d": conv2d,
    "conv1d": conv1d,
    "flatten": Flatten,
    "activation": Activation,
    "max-pool": lambda spec, arrays: Pool(nn.MaxPool2d(sides(spec["window"]), sides(spec["stride"])), 2),
    "average-pool": lambda spec, arrays: Pool(nn.AvgPool2d(sides(spec["window"]), sides(spec["stride"])), 2),
    "max-pool1d": lambda spec, arrays: Pool(nn.MaxPool1d(spec["window"], spec["stride"]), 1),
    "average-pool1d": lambda spec, arrays: Pool(nn.AvgPool1d(spec["window"], spec["stride"]), 1),
    "global-average-pool": GlobalAveragePool,
    "dropout": Dropout,
    "random-flip": RandomFlip,
    "random-shift": RandomShift,
    "gaussian-noise": GaussianNoise,
    "slice": Slice,
    "layer-norm": LayerNorm,
    "batch-norm": BatchNorm,
    "residual": Residual,
    "embedding": Embedding,
    "gru": Gru,
}


def made(specs, prefix, arrays):
    """Layers by their names, of arrays by names that begin with those."""
    layers = {}
    for i, spec in enumerate(specs):
        name = f"{prefix}{i}"
        own = {key[len(name) + 1 :]: values for key, values in arrays.items() if key.startswith(name + "/")}
        layers[name] = LAYERS[spec["layer"]](spec, own)
    return layers


def through(layers, x):
    for layer in layers:
        x = layer(x)
    return x


def named(layers):
    return {f"{owner}/{name}": values for owner, layer in layers.items() for name, values in layer.arrays().items()}


def linear(arrays):
    layer = nn.Linear(*arrays["weights"].shape, bias="biases" in arrays)
    give(layer, arrays["weights"].T, arrays.get("biases"))  # from [in, out]
    return layer


def give(module, weights, biases):
    with torch.no_grad():
        module.weight.copy_(weights)
        if biases is not None:
            module.bias.copy_(biases)


def of_linear(layer):
    return {"weights": layer.weight.T} | biases(layer)


def biases(module):
    return {} if module.bias is None else {"biases": module.bias}


# Heads: loss and right answers of logits [examples, outputs] and targets [examples, targets]


OF_ERROR = {"l2": nn.functional.mse_loss, "l1": nn.functional.l1_loss, "huber": nn.functional.huber_loss}


def sigmoids(head, loss, z, y):
    """The sum over labels, each by itself."""
    smoothing = head.get("smoothing", 0.0)
    if loss == "cross-entropy":
        smooth = y * (1 - smoothing) + smoothing / 2
        lost = nn.functional.binary_cross_entropy_with_logits(z, smooth, reduction="sum")
    elif loss == "hinge":
        lost = nn.functional.margin_ranking_loss(z, torch.zeros_like(z), 2 * y - 1, margin=1.0, reduction="sum")
    elif loss == "l2-logits":
        lost = nn.functional.mse_loss(z, 2 * y - 1, reduction="sum")
    else:
        lost = OF_ERROR[loss](torch.sigmoid(z), y, reduction="sum")
    return lost / len(y)


def right(head, z, y):
    """Of labels by themselves, [examples, labels]."""
    p = torch.sigmoid(z)
    return (p - y).abs() < head["tolerance"] if head["tolerance"] > 0 else (p >= 0.5) == (y >= 0.5)


def binary(head, loss, z, y):
    return sigmoids(head, loss, z, y), right(head, z, y)[:, 0]


def multi_label(head, loss, z, y):
    return sigmoids(head, loss, z, y), right(head, z, y).all(1)


def multi_class(head, loss, z, y):
    y = y[:, 0].long()
    if loss == "cross-entropy":
        lost = nn.functional.cross_entropy(z, y, label_smoothing=head.get("smoothing", 0.0))
    elif loss == "hinge":
        lost = nn.functional.multi_margin_loss(z, y)
    else:
        wanted = nn.functional.one_hot(y, z.shape[1]).double()
        kind, said = ("l2", z) if loss == "l2-logits" else (loss, torch.softmax(z, 1))
        lost = OF_ERROR[kind](said, wanted, reduction="sum") / len(y)
    return lost, z.argmax(1) == y


def regression(head, loss, z, y):
    lost = OF_ERROR.get(loss, nn.functional.mse_loss)
    return lost(z, y, reduction="sum") / len(y), ((z - y).abs() < head["tolerance"]).all(1)


HEADS = {"binary": binary, "multi-class": multi_class, "regression": regression, "multi-label": multi_label}


class Network(nn.Module):
    def __init__(self, spec, parameters):
        super().__init__()
        arrays = {p["name"]: float32(p["values"], p["shape"]) for p in parameters}
        self.layers = nn.ModuleDict(made(spec["layers"], "layer", arrays))
        names = [head["name"] for head in spec["heads"]]
        own = {name: {key: arrays[f"{name}/{key}"] for key in ("weights", "biases")} for name in names}
        self.heads = nn.ModuleDict({name: linear(own[name]) for name in names})

    def forward(self, x):
        x = through(self.layers.values(), x)
        return [head(x) for head in self.heads.values()]

    def draw(self, words):
        words = list(words)
        for layer in self.layers.values():
            layer.draw(words)

    def arrays(self):
        """All arrays as the case has them, by name."""
        heads = {f"{name}/{key}": values for name, head in self.heads.items() for key, values in of_linear(head).items()}
        return named(self.layers) | heads


# Schedules: factors of iterations 1, 2, ...


def by_torch(make):
    """A course of PyTorch's, as a function of time."""

    def course(c, n):
        optimiser = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1.0)
        scheduler = make(torch.optim.lr_scheduler, optimiser, c)
        factors = []
        for _ in range(n):
            factors.append(optimiser.param_groups[0]["lr"])
            optimiser.step()
            scheduler.step()
        return factors

    return course


def by_optax(make):
    return lambda c, n: [float(make(c)(t)) for t in range(n)]


def one_cycle(c, n):
    """Ends an iteration before its number of steps, and so does its rise."""
    over = int(c["over"])
    make = lambda s, o, c: s.OneCycleLR(
        o,
        max_lr=1.0,
        total_steps=over + 1,
        pct_start=(c["rise"] * over + 1) / (over + 1),
        div_factor=1 / c["start"],
        final_div_factor=c["start"] / c["end"],
        cycle_momentum=False,
    )
    return (by_torch(make)(c, over + 1) + [c["end"]] * n)[:n]


COURSES = {
    "constant": by_torch(lambda s, o, c: s.ConstantLR(o, 1.0)),
    "step": by_torch(lambda s, o, c: s.StepLR(o, int(c["every"]), c["factor"])),
    "piecewise": by_optax(
        lambda c: optax.piecewise_constant_schedule(
            1.0, {int(t): b / a for t, a, b in zip(c["from"], [1.0] + c["factors"], c["factors"])}
        )
    ),
    "exponential": by_torch(lambda s, o, c: s.ExponentialLR(o, c["factor"] ** (1 / c["every"]))),
    "polynomial": by_optax(lambda c: optax.polynomial_schedule(1.0, c["end"], c["power"], int(c["over"]))),
    "cosine": by_optax(lambda c: optax.cosine_decay_schedule(1.0, int(c["over"]), c["end"])),
    "cosine-restarts": by_torch(
        lambda s, o, c: s.CosineAnnealingWarmRestarts(o, int(c["period"]), int(c["stretch"]), c["end"])
    ),
    "inverse-square-root": by_torch(
        lambda s, o, c: s.LambdaLR(o, lambda t: math.sqrt(c["from"] / max(t, c["from"])))
    ),
    "one-cycle": one_cycle,
}
LENGTHS = ("every", "over", "period")


def factors(schedule, epoch, n):
    if schedule is None:
        return [1.0] * n
    unit = epoch if schedule["unit"] == "epochs" else 1
    course = {k: v * unit if k in LENGTHS else v for k, v in schedule["course"].items()}
    warm = int(schedule["warmUp"] * unit)
    risen = []
    if warm > 1:
        rise = lambda s, o, c: s.LinearLR(o, 1 / warm, 1.0, warm - 1)
        risen = by_torch(rise)(None, warm - 1)
    return (risen + COURSES[course["course"]](course, n))[:n]


# Optimisers: objects with step(iteration, factor of the rate, factor of the momentum)


class Torch:
    """One of PyTorch's optimisers, coupled decay of some parameters included."""

    def __init__(self, make, network, decay, **settings):
        self.optimiser = make(groups(network, decay), **settings)
        self.start = [dict(group) for group in self.optimiser.param_groups]

    def step(self, iteration, rate, momentum):
        for group, start in zip(self.optimiser.param_groups, self.start):
            group["lr"] = start["lr"] * rate
            if "momentum" in start:
                group["momentum"] = start["momentum"] * momentum
        self.optimiser.step()


class Adam(Torch):
    """With epsilon beside the root of the variance as it is, not of its estimate."""

    def step(self, iteration, rate, momentum):
        for group, start in zip(self.optimiser.param_groups, self.start):
            group["eps"] = start["eps"] / math.sqrt(1 - start["betas"][1] ** iteration)
        super().step(iteration, rate, momentum)


class Muon:
    """torch.optim.Muon for hidden matrices, in float64 instead of bfloat16; torch.optim.AdamW for the rest."""

    def __init__(self, s, network):
        matrices = [p for p in network.layers.parameters() if p.dim() == 2]
        others = [p for p in network.parameters() if all(p is not m for m in matrices)]
        self.both = [
            torch.optim.Muon(matrices, s["learningRate"], s["weightDecay"], s["momentum"], nesterov=True),
            torch.optim.AdamW(others, **adam_settings(s["others"]), weight_decay=s["others"]["weightDecay"]),
        ]
        self.start = [o.param_groups[0]["lr"] for o in self.both]

    def step(self, iteration, rate, momentum):
        for optimiser, start in zip(self.both, self.start):
            optimiser.param_groups[0]["lr"] = start * rate
            optimiser.step()


class Wide:
    """The torch module as Muon sees it."""

    bfloat16 = torch.float64

    def __getattr__(self, name):
        return getattr(torch, name)


torch.optim._muon.torch = Wide()


class Rprop:
    """Its steps are its own, whatever the rate."""

    def __init__(self, optimiser):
        self.optimiser = optimiser

    def step(self, iteration, rate, momentum):
        self.optimiser.step()


class Optax:
    def __init__(self, make, network, rates, **settings):
        self.parameters = list(network.parameters())
        self.optimiser = make(lambda count: jnp.asarray(rates)[count], **settings)
        self.state = self.optimiser.init(self.arrays(self.parameters))

    @staticmethod
    def arrays(tensors):
        return [jnp.asarray(t.detach().numpy()) for t in tensors]

    def step(self, iteration, rate, momentum):
        gradients = self.arrays([p.grad for p in self.parameters])
        updates, self.state = self.optimiser.update(gradients, self.state, self.arrays(self.parameters))
        with torch.no_grad():
            for parameter, update in zip(self.parameters, updates):
                parameter.add_(torch.from_numpy(np.array(update)))


def groups(network, decay):
    """Parameters with the weight decay that PyTorch adds to their gradients, or takes off them."""
    weights = [p for n, p in network.named_parameters() if not biased(n)]
    biases = [p for n, p in network.named_parameters() if biased(n)]
    own, of_biases = (decay["rate"], decay["rate"] if decay["biases"] else 0.0) if decay else (0.0, 0.0)
    return [
        {"params": weights, "weight_decay": own},
        {"params": biases, "weight_decay": of_biases},
    ]


def biased(name):
    return name.rsplit(".", 1)[-1].startswith("bias")


def adam_settings(s):
    return {"lr": s["learningRate"], "betas": (s["beta1"], s["beta2"]), "eps": s["epsilon"]}


class Decayed:
    """Decay by hand, beside optimisers that have none or another."""

    def __init__(self, optimiser, network, decay, rates):
        self.optimiser, self.decay, self.rates = optimiser, decay, rates
        named = network.named_parameters()
        self.parameters = [p for n, p in named if decay["biases"] or not biased(n)]

    def step(self, iteration, rate, momentum):
        with torch.no_grad():
            before = [p.clone() for p in self.parameters]
            if not self.decay["decoupled"]:
                for p in self.parameters:
                    p.grad.add_(p, alpha=self.decay["rate"])
            self.optimiser.step(iteration, rate, momentum)
            if self.decay["decoupled"]:
                for p, old in zip(self.parameters, before):
                    p.sub_(old, alpha=self.decay["rate"] * self.rates[iteration - 1])


def optimiser(training, network, rates):
    s = training["optimiser"]
    decay = training.get("update", {}).get("decay")
    coupled = decay if decay and not decay["decoupled"] else None
    make, decays = OPTIMISERS[s["optimiser"]]
    made = make(s, network, rates, decay if decays == "both" else coupled if decays == "coupled" else None)
    if decay is None or decays == "both" or (decays == "coupled" and coupled):
        return made
    return Decayed(made, network, decay, rates)


def sgd(s, network, rates, decay):
    settings = {"momentum": s.get("momentum", 0.0), "nesterov": s["optimiser"] == "nesterov"}
    return Torch(torch.optim.SGD, network, decay, lr=s["learningRate"], **settings)


def rmsprop(s, network, rates, decay):
    return Torch(torch.optim.RMSprop, network, decay, lr=s["learningRate"], alpha=s["decay"], eps=s["epsilon"])


def adagrad(s, network, rates, decay):
    return Torch(torch.optim.Adagrad, network, decay, lr=s["learningRate"], eps=s["epsilon"])


def adam(s, network, rates, decay):
    decoupled = bool(decay) and decay["decoupled"]
    return Adam(torch.optim.Adam, network, decay, **adam_settings(s), decoupled_weight_decay=decoupled)


def adamax(s, network, rates, decay):
    return Torch(torch.optim.Adamax, network, decay, **adam_settings(s))


def adamw(s, network, rates, decay):
    own = {"rate": s["weightDecay"], "biases": True}
    return Torch(torch.optim.AdamW, network, own, **adam_settings(s))


def nadamw(s, network, rates, decay):
    settings = {"b1": s["beta1"], "b2": s["beta2"], "eps": s["epsilon"], "weight_decay": s["weightDecay"]}
    return Optax(optax.nadamw, network, rates, **settings)


def lion(s, network, rates, decay):
    return Optax(optax.lion, network, rates, b1=s["beta1"], b2=s["beta2"], weight_decay=s["weightDecay"])


def rprop(s, network, rates, decay):
    etas, steps = (s["shrink"], s["grow"]), (s["smallest"], s["largest"])
    return Rprop(torch.optim.Rprop(network.parameters(), s["learningRate"], etas, steps))


def muon(s, network, rates, decay):
    return Muon(s, network)


# and which decay theirs is; what is left is done by hand
OPTIMISERS = {
    "sgd": (sgd, "coupled"),
    "momentum": (sgd, "coupled"),
    "nesterov": (sgd, "coupled"),
    "rmsprop": (rmsprop, "coupled"),
    "adagrad": (adagrad, "coupled"),
    "adam": (adam, "both"),
    "adamax": (adamax, "coupled"),
    "adamw": (adamw, "none"),
    "nadamw": (nadamw, "none"),
    "lion": (lion, "none"),
    "rprop": (rprop, "none"),
    "muon": (muon, "none"),
}


def clip(clipping, parameters):
    if clipping is None:
        return
    if clipping["clipping"] == "value":
        nn.utils.clip_grad_value_(parameters, clipping["value"])
    elif clipping["clipping"] == "norm":
        nn.utils.clip_grad_norm_(parameters, clipping["value"])
    else:
        raise SystemExit(f"no clipping {clipping}")


class Course:
    """A case, and how its training goes."""

    def __init__(self, case):
        self.training = case["training"]
        self.x = float32(case["features"], [-1, *case["shape"]])
        self.targets = {name: float32(values) for name, values in case["targets"].items()}
        self.batches = case["batches"]
        self.draws = np.array(case["draws"], dtype=np.int64).astype(np.uint32)  # [iterations, layers, 2]
        self.network = Network(self.training["network"], case["parameters"])
        self.averaged = None

    def measured(self, batch):
        """The total loss of some examples, and their metrics as curves have them."""
        every = {}
        total, lowest = 0, 1.0
        for head, z in zip(self.training["network"]["heads"], self.network(self.x[batch])):
            columns = [head["target"], *head.get("others", [])]
            y = torch.stack([self.targets[name][batch] for name in columns], 1)
            loss, right = HEADS[head["kind"]](head, self.training["loss"], z, y)
            accuracy = right.double().mean().item()
            total = total + head["weight"] * loss
            lowest = min(lowest, accuracy)
            every |= {f"{head['name']}.loss": loss.item(), f"{head['name']}.accuracy": accuracy}
        several = len(self.training["network"]["heads"]) > 1
        return total, {"loss": total.item(), "accuracy": lowest} | (every if several else {})

    def run(self):
        """Metrics of iterations 1, 2, ..., each before its update; the last has none."""
        training = self.training
        update = training.get("update", {})
        everything = range(len(self.x))
        size = training["batch"]["size"]
        epoch = len(self.x) // size if size else 1
        n = training["iterations"]
        rate = factors(update.get("schedule"), epoch, n)
        momentum = factors(update.get("momentum"), epoch, n)
        rates = [training["optimiser"]["learningRate"] * f for f in rate]
        stepping = optimiser(training, self.network, rates)
        if "average" in update:
            ema = torch.optim.swa_utils.get_ema_multi_avg_fn(update["average"]["decay"])
            self.averaged = torch.optim.swa_utils.AveragedModel(self.network, multi_avg_fn=ema)
            self.averaged.update_parameters(self.network)  # the first is taken over
        heard = []
        for k in range(n):
            batch = self.batches[k] if self.batches else list(everything)
            measured = batch if training["batch"]["measure"] == "batch" else list(everything)
            self.network.eval()
            heard.append(self.measured(measured)[1])
            if k == n - 1:
                return heard
            self.network.train()
            self.network.draw(self.draws[k])
            self.network.zero_grad()
            self.measured(batch)[0].backward()
            parameters = list(self.network.parameters())
            clip(update.get("clipping"), parameters)
            stepping.step(k + 1, rate[k], momentum[k])
            if self.averaged:
                self.averaged.update_parameters(self.network)


def number(value):
    return f"{value:.9g}"


def ends(case, network):
    """Of each array its norm, its first and its last element."""
    return ends_of(case, network.arrays())


def ends_of(case, arrays):
    vectors = {p["name"]: arrays[p["name"]].detach().reshape(-1) for p in case["parameters"]}
    return ",\n    ".join(
        f'"{name}": [{", ".join(map(number, (end.norm(), end[0], end[-1])))}]' for name, end in vectors.items()
    )


def golden(case):
    course = Course(case)
    heard = course.run()
    rows = ",\n    ".join(
        f'"{metric}": [{", ".join(number(heard[k - 1][metric]) for k in ITERATIONS)}]' for metric in heard[0]
    )
    averages = ""
    if course.averaged:
        averages = f""",
  "averages": {{
    {ends(case, course.averaged.module)}
  }}"""
    return f"""{{
  "iterations": [{", ".join(map(str, ITERATIONS))}],
  "metrics": {{
    {rows}
  }},
  "parameters": {{
    {ends(case, course.network)}
  }}{averages}
}}
"""


def once(head, loss, z, y):
    """A head's loss by operations that PyTorch can differentiate twice: its own margin loss is none."""
    if head["kind"] == "multi-class" and loss == "hinge":
        own = z.gather(1, y.long())
        others = nn.functional.one_hot(y[:, 0].long(), z.shape[1]) == 0
        return (torch.clamp(1 - own + z, min=0) * others).sum() / z.shape[1] / len(y)
    return HEADS[head["kind"]](head, loss, z, y)[0]


def curvature(case):
    """The gradient over all examples of the network as it will be used, and the Hessian times cos 0, cos 1, ..."""
    course = Course(case)
    training, network = course.training, course.network
    network.eval()
    total = 0
    for head, z in zip(training["network"]["heads"], network(course.x)):
        columns = [head["target"], *head.get("others", [])]
        y = torch.stack([course.targets[name] for name in columns], 1)
        total = total + head["weight"] * once(head, training["loss"], z, y)
    parameters = list(network.parameters())
    gradients = torch.autograd.grad(total, parameters, create_graph=True, allow_unused=True)
    gradients = [torch.zeros_like(p) if g is None else g for g, p in zip(gradients, parameters)]
    # a direction is given by the arrays that a case has: what these are made of follows from them
    arrays = network.arrays()
    sizes = [arrays[p["name"]].numel() for p in case["parameters"]]
    numbers = float32(np.cos(np.arange(sum(sizes)))).split(sizes)
    along = sum((arrays[p["name"]].reshape(-1) * v).sum() for p, v in zip(case["parameters"], numbers))
    direction = torch.autograd.grad(along, parameters, retain_graph=True)
    slope = sum((g * d).sum() for g, d in zip(gradients, direction))
    products = [None] * len(parameters)
    if slope.requires_grad:
        products = torch.autograd.grad(slope, parameters, allow_unused=True)
    products = [torch.zeros_like(p) if h is None else h for h, p in zip(products, parameters)]
    told = []
    for name, values in (("gradient", gradients), ("product", products)):
        with torch.no_grad():
            for parameter, value in zip(parameters, values):
                parameter.copy_(value)
        told.append(f"""    "{name}": {{
    {ends_of(case, network.arrays())}
    }}""")
    return ",\n".join(told)


def twice(case):
    """Whether what is trained is what will be used."""
    return '"batch-norm"' not in json.dumps(case["training"])


def write_cases(folder):
    command = ["mvn", "-q", "-B", "-ntp", "-pl", "services/learning", "-am", "test"]
    test = ["-Dtest=GoldenTest#casesAreWrittenForOthers", "-Dsurefire.failIfNoSpecifiedTests=false"]
    subprocess.run([*command, *test, "-Dtest.left-out=thorough", f"-Dgolden.cases={folder}"], cwd=ROOT, check=True)


def main(folder=None, out=GOLDEN):
    with tempfile.TemporaryDirectory() as empty:
        if folder is None:
            folder = empty
            write_cases(folder)
        cases = sorted(pathlib.Path(folder).glob("*.json"))
        out = pathlib.Path(out)
        out.mkdir(parents=True, exist_ok=True)
        for old in out.glob("*.json"):
            old.unlink()
        curved = []
        for path in cases:
            case = json.loads(path.read_text())
            (out / path.name).write_text(golden(case))
            if twice(case):
                curved.append(f'  "{path.stem}": {{\n{curvature(case)}\n  }}')
        (out.parent / "curvature.json").write_text("{\n" + ",\n".join(curved) + "\n}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
