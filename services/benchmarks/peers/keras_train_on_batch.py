"""Keras as most people write it: compile, then train_on_batch in a loop."""

import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")

import keras

import common

folder, kind, trials, steps, repeats = common.options()
data = common.load(folder, kind)


def model():
    if kind == "dense":
        layers = [keras.layers.Dense(4, activation="relu"), keras.layers.Dense(1)]
        weights = [data["w1"][0], data["b1"][0], data["w2"][0], data["b2"][0]]
    else:
        layers = [
            keras.layers.Conv2D(16, 7, activation="relu"),
            keras.layers.Conv2D(8, 7, activation="relu"),
            keras.layers.Flatten(),
            keras.layers.Dense(1),
        ]
        weights = [data[k] for k in ("k1", "c1", "k2", "c2", "w", "b")]
    network = keras.Sequential([keras.Input(data["x"].shape[1:]), *layers])
    network.set_weights(weights)
    network.compile(
        optimizer=keras.optimizers.SGD(common.LEARNING_RATE),
        loss=keras.losses.BinaryCrossentropy(from_logits=True),
        metrics=[keras.metrics.BinaryAccuracy(threshold=0.0)],
    )
    return network


network = model()
start = [w.copy() for w in network.get_weights()]
labels = data["y"][:, None]


def run(n):
    network.set_weights(start)
    losses, accuracies = [], []
    for _ in range(n):
        network.reset_metrics()
        loss, accuracy = network.train_on_batch(data["x"], labels)
        losses.append(float(loss))
        accuracies.append(float(accuracy))
    return losses, accuracies


common.report("Keras train_on_batch", kind, 1, os.cpu_count(), steps, repeats, run)
