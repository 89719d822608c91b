"""JAX: the whole loop jitted as lax.scan; with T > 1 that loop under vmap, in two layouts, and on T cores also split over devices."""

import os
import sys

import common

THREADS = max(work.threads for work in common.works())
common.keep_to(THREADS)
os.environ["JAX_PLATFORMS"] = "cpu"
os.environ["XLA_FLAGS"] = os.environ.get("JAX_XLA_FLAGS", "") + f" --xla_force_host_platform_device_count={THREADS}"

import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_default_matmul_precision", "float32")


def dense(p, x):
    return (jax.nn.relu(x @ p["w1"] + p["b1"]) @ p["w2"] + p["b2"])[:, 0]


def dense_batch_last(p, x):
    return (p["w2"].T @ jax.nn.relu(p["w1"].T @ x.T + p["b1"][:, None]) + p["b2"][:, None])[0]


def conv(p, x):
    convolve = lambda a, k: jax.lax.conv_general_dilated(
        a, k, (1, 1), "VALID", dimension_numbers=("NHWC", "HWIO", "NHWC")
    )
    h = jax.nn.relu(convolve(x, p["k1"]) + p["c1"])
    h = jax.nn.relu(convolve(h, p["k2"]) + p["c2"])
    return (h.reshape(64, 128) @ p["w"] + p["b"])[:, 0]


def training(logits, x, y, steps):
    """Parameters -> (losses [steps], accuracies [steps])."""

    def loss(p):
        z = logits(p, x)
        return jnp.mean(jax.nn.softplus(z) - z * y), jnp.mean((z >= 0) == (y >= 0.5))

    def step(p, _):
        (value, accuracy), gradient = jax.value_and_grad(loss, has_aux=True)(p)
        return jax.tree.map(lambda a, g: a - common.LEARNING_RATE * g, p, gradient), (value, accuracy)

    return lambda p: jax.lax.scan(step, p, length=steps)[1]


def first(results):
    losses, accuracies = jax.device_get(jax.block_until_ready(results))
    return (losses[0], accuracies[0]) if losses.ndim == 2 else (losses, accuracies)


for work in common.works():
    data = {k: jnp.asarray(v) for k, v in common.load(work.kind).items()}
    x, y = data.pop("x"), data.pop("y")
    if work.kind == "conv":
        program = jax.jit(training(conv, x, y, work.steps))
        common.report("JAX jit(scan)", work, lambda: first(program(data)))
        continue
    for logits, layout in ((dense, ""), (dense_batch_last, ", batch last")):
        train = training(logits, x, y, work.steps)
        if work.trials == 1:
            parameters, program = {k: v[0] for k, v in data.items()}, jax.jit(train)
            common.report("JAX jit(scan)" + layout, work, lambda: first(program(parameters)))
            continue
        parameters, program = {k: v[: work.trials] for k, v in data.items()}, jax.jit(jax.vmap(train))
        common.report("JAX jit(vmap(scan))" + layout, work, lambda: first(program(parameters)))
        if work.threads > 1:
            # Two host devices with half of the trials each: their threads need not wait for each other.
            mesh = jax.sharding.Mesh(np.array(jax.devices()), ("trials",))
            split = jax.sharding.NamedSharding(mesh, jax.sharding.PartitionSpec("trials"))
            shares = jax.device_put(parameters, split)
            common.report("JAX jit(vmap(scan)), split" + layout, work, lambda: first(program(shares)))
