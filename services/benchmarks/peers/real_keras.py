"""Keras at real work (see common.py) as most people write it: compile, then train_on_batch in a loop; one trial."""

import os

import common

common.keep_to(max(work.threads for work in common.works()))
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")
os.environ["KERAS_BACKEND"] = "tensorflow"

import keras
from keras import layers


def padded_conv1d(kernel):
    return [layers.ZeroPadding1D(1), layers.Conv1D(25, kernel, strides=2, activation="relu")]


def mlp(x):
    return layers.Dense(128, activation="relu")(x)


def lenet(x):
    for filters in (6, 16):
        x = layers.MaxPooling2D()(layers.Conv2D(filters, 5, activation="relu")(x))
    x = layers.Dense(120, activation="relu")(layers.Flatten()(x))
    return layers.Dense(84, activation="relu")(x)


def cnn1d(x):
    x = layers.Reshape((40, 1))(x)
    for kernel in (5, 3, 3):
        for layer in padded_conv1d(kernel):
            x = layer(x)
    return layers.Flatten()(x)


def unit(x):
    x = layers.Conv2D(16, 3, padding="same", use_bias=False)(x)
    return layers.BatchNormalization(momentum=0.9, epsilon=1e-5)(x)


def block(x):
    return layers.ReLU()(layers.Add()([x, unit(layers.ReLU()(unit(x)))]))


def residual(x):
    x = layers.MaxPooling2D()(block(layers.ReLU()(unit(x))))
    return layers.GlobalAveragePooling2D()(block(x))


NETWORKS = {"mlp": mlp, "lenet": lenet, "cnn1d": cnn1d, "residual": residual}


def model(work, data):
    x = keras.Input(data["x"].shape[1:])
    network = keras.Model(x, layers.Dense(10)(NETWORKS[work.kind](x)))
    network.compile(
        optimizer=keras.optimizers.SGD(0.01, momentum=0.9),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"],
    )
    return network


def train(work, network, start, data):
    """Where the network works otherwise when it is used, that is what is measured, as everywhere: one pass more."""
    network.set_weights(start)
    for variable in network.optimizer.variables:
        variable.assign(keras.ops.zeros_like(variable))
    network.optimizer.learning_rate = 0.01
    modal = any(isinstance(layer, layers.BatchNormalization) for layer in network.layers)
    x, y, losses, accuracies = data["x"], data["y"], [], []
    for batch in data["batches"][0, : work.steps].astype(int):
        network.reset_metrics()
        if modal:
            loss, accuracy = network.test_on_batch(x[batch], y[batch])
            network.reset_metrics()
            network.train_on_batch(x[batch], y[batch])
        else:
            loss, accuracy = network.train_on_batch(x[batch], y[batch])
        losses.append(float(loss))
        accuracies.append(float(accuracy))
    return losses, accuracies


for work in common.works():
    data = common.load(work.kind)
    start = [data[name][0] for name in sorted(data) if name.startswith("p")]
    network = model(work, data)
    common.report("Keras train_on_batch", work, lambda: train(work, network, start, data))
