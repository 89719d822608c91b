"""JAX at real work (see common.py): the whole loop jitted as lax.scan, and a jitted step in a loop; with T > 1 the former under vmap."""

import os

import common

common.keep_to(max(work.threads for work in common.works()))
os.environ["JAX_PLATFORMS"] = "cpu"
os.environ["XLA_FLAGS"] = os.environ.get("JAX_XLA_FLAGS", "")

import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_default_matmul_precision", "float32")


def convolved(x, kernel, stride=1, padding="VALID"):
    axes = ("NHWC", "HWIO", "NHWC") if x.ndim == 4 else ("NHC", "HIO", "NHC")
    return jax.lax.conv_general_dilated(x, kernel, (stride,) * (x.ndim - 2), padding, dimension_numbers=axes)


def pooled(x):
    return jax.lax.reduce_window(x, -jnp.inf, jax.lax.max, (1, 2, 2, 1), (1, 2, 2, 1), "VALID")


def mlp(p, x, seen):
    return jax.nn.relu(x @ p[0] + p[1]) @ p[2] + p[3]


def lenet(p, x, seen):
    x = pooled(jax.nn.relu(convolved(x, p[0]) + p[1]))
    x = pooled(jax.nn.relu(convolved(x, p[2]) + p[3])).reshape(len(x), -1)
    x = jax.nn.relu(x @ p[4] + p[5])
    return jax.nn.relu(x @ p[6] + p[7]) @ p[8] + p[9]


def cnn1d(p, x, seen):
    x = x[:, :, None]
    for i in (0, 2, 4):
        x = jax.nn.relu(convolved(x, p[i], 2, [(1, 1)]) + p[i + 1])
    return x.reshape(len(x), -1) @ p[6] + p[7]


def normalised(x, p, i, seen):
    """By the batch, whose statistics are noted in `seen`; without that, by those remembered, p[i + 2] and p[i + 3]."""
    mean, variance = p[i + 2], p[i + 3]
    if seen is not None:
        mean, variance, count = x.mean((0, 1, 2)), x.var((0, 1, 2)), x.size // x.shape[-1]
        seen.update({i + 2: mean, i + 3: variance * (count / (count - 1))})
    return (x - mean) * (p[i] / jnp.sqrt(variance + 1e-5)) + p[i + 1]


def residual(p, x, seen):
    unit = lambda x, i: normalised(convolved(x, p[i], padding="SAME"), p, i + 1, seen)
    block = lambda x, i: jax.nn.relu(x + unit(jax.nn.relu(unit(x, i)), i + 5))
    x = block(pooled(block(jax.nn.relu(unit(x, 0)), 5)), 15)
    return x.mean((1, 2)) @ p[25] + p[26]


NETWORKS = {"mlp": mlp, "lenet": lenet, "cnn1d": cnn1d, "residual": residual}


def measured(logits, y):
    each = jnp.take_along_axis(jax.nn.log_softmax(logits), y[:, None], 1)
    return -jnp.mean(each), jnp.mean(logits.argmax(1) == y)


def stepping(network, x, y, rate=0.01):
    """((parameters, momentum), batch) -> (both after the step, (loss, accuracy))."""

    def loss(p, x, y):
        seen = {}
        value, accuracy = measured(network(p, x, seen), y)
        return value, (accuracy, seen)

    def step(state, batch):
        p, moving = state
        (value, (accuracy, seen)), gradient = jax.value_and_grad(loss, has_aux=True)(p, x[batch], y[batch])
        if seen:  # measured is the network as it will be used, by what it remembers
            value, accuracy = measured(network(p, x[batch], None), y[batch])
        moving = [0.9 * m + g for m, g in zip(moving, gradient)]
        after = [a - rate * m for a, m in zip(p, moving)]
        for i, statistic in seen.items():
            after[i] = 0.9 * p[i] + 0.1 * statistic
        return (after, moving), (value, accuracy)

    return step


def start(p):
    return p, [jnp.zeros_like(a) for a in p]


def scanned(step):
    """(parameters, batches [steps, batch]) -> (losses [steps], accuracies [steps])."""
    return lambda p, batches: jax.lax.scan(step, start(p), batches)[1]


def of_one_seed(network, x, y):
    """The same for [T] rates, all from one start and with the same batches: what they share is computed once."""
    own = lambda rate, p, batches: scanned(stepping(network, x, y, rate))(p, batches)
    return jax.vmap(own, in_axes=(0, None, None))


def step_by_step(step, p, batches):
    state, measured = start(p), []
    for batch in batches:
        state, each = step(state, batch)
        measured.append(each)
    return tuple(np.array(jax.device_get(values)) for values in zip(*measured))


def first(results):
    losses, accuracies = jax.device_get(jax.block_until_ready(results))
    return (losses[0], accuracies[0]) if losses.ndim == 2 else (losses, accuracies)


for work in common.works():
    kind = work.kind.removesuffix("-one-seed")
    data = {k: jnp.asarray(v) for k, v in common.load(kind).items()}
    x, y, batches = data["x"], data["y"].astype(int), data["batches"].astype(int)
    parameters = [data[name] for name in sorted(data) if name.startswith("p")]
    step = stepping(NETWORKS[kind], x, y)
    if work.trials == 1:
        own, steps, program = [p[0] for p in parameters], batches[0, : work.steps], jax.jit(step)
        common.report("JAX jit(step)", work, lambda: step_by_step(program, own, steps))
        if work.kind != "residual":  # a scan over its convolutions takes two seconds a step
            whole = jax.jit(scanned(step))
            common.report("JAX jit(scan)", work, lambda: first(whole(own, steps)))
    elif kind != work.kind:
        program, own, rates = jax.jit(of_one_seed(NETWORKS[kind], x, y)), [p[0] for p in parameters], 0.01 * 2 ** (-jnp.arange(work.trials) / 8)
        common.report("JAX jit(vmap(scan))", work, lambda: first(program(rates, own, batches[0, : work.steps])))
    else:
        program = jax.jit(jax.vmap(scanned(step)))
        common.report(
            "JAX jit(vmap(scan))", work, lambda: first(program([p[: work.trials] for p in parameters], batches[: work.trials, : work.steps]))
        )
