"""Keras as most people write it: compile, then train_on_batch in a loop."""

import os

import common

common.keep_to(max(work.threads for work in common.works()))
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")
os.environ["KERAS_BACKEND"] = "tensorflow"

import keras


def model(work, data):
    if work.kind == "dense":
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
    return network, weights


def train(work, network, start, data):
    network.set_weights(start)
    labels = data["y"][:, None]
    losses, accuracies = [], []
    for _ in range(work.steps):
        network.reset_metrics()
        loss, accuracy = network.train_on_batch(data["x"], labels)
        losses.append(float(loss))
        accuracies.append(float(accuracy))
    return losses, accuracies


for work in common.works():
    data = common.load(work.kind)
    network, start = model(work, data)
    common.report("Keras train_on_batch", work, lambda: train(work, network, start, data))
