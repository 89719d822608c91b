"""JAX: the whole loop jitted as lax.scan; with T > 1 that loop under vmap."""

import os

import jax
import jax.numpy as jnp

import common

folder, kind, trials, steps, repeats = common.options()
data = {k: jnp.asarray(v) for k, v in common.load(folder, kind).items()}
x, y = data["x"], data["y"]


def logits(p):
    if kind == "dense":
        return (jax.nn.relu(x @ p["w1"] + p["b1"]) @ p["w2"] + p["b2"])[:, 0]
    convolve = lambda a, k: jax.lax.conv_general_dilated(
        a, k, (1, 1), "VALID", dimension_numbers=("NHWC", "HWIO", "NHWC")
    )
    h = jax.nn.relu(convolve(x, p["k1"]) + p["c1"])
    h = jax.nn.relu(convolve(h, p["k2"]) + p["c2"])
    return (h.reshape(64, 128) @ p["w"] + p["b"])[:, 0]


def loss(p):
    z = logits(p)
    return jnp.mean(jax.nn.softplus(z) - z * y), jnp.mean((z >= 0) == (y >= 0.5))


def step(p, _):
    (value, accuracy), gradient = jax.value_and_grad(loss, has_aux=True)(p)
    return jax.tree.map(lambda a, g: a - common.LEARNING_RATE * g, p, gradient), (value, accuracy)


def train(p):
    return jax.lax.scan(step, p, length=steps)[1]


parameters = {k: v for k, v in data.items() if k not in ("x", "y")}
if kind == "dense":
    parameters = {k: v[:trials] for k, v in parameters.items()}
    program = jax.jit(jax.vmap(train))
    if trials == 1:
        parameters = {k: v[0] for k, v in parameters.items()}
        program = jax.jit(train)
else:
    program = jax.jit(train)


def run(n):
    losses, accuracies = jax.block_until_ready(program(parameters))
    losses, accuracies = jax.device_get((losses, accuracies))
    return (losses[0], accuracies[0]) if losses.ndim == 2 else (losses, accuracies)


name = "JAX jit(scan)" if trials == 1 else "JAX jit(vmap(scan))"
common.report(name, kind, trials, os.cpu_count(), steps, repeats, run)
