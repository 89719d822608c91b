const XOR = `apiVersion: descent/v1
kind: Experiment
name: xor
title: XOR with two hidden units
data: xor
network:
  layers:
    - dense: {units: 2, activation: tanh}
  heads:
    - binary: {}
loss: cross-entropy
optimiser:
  sgd: {learningRate: 0.5}
budget: 5000
target: {accuracy: 1.0}
seeds: 20
`;

const LOSSES = `apiVersion: descent/v1
kind: Experiment
name: losses
title: Two losses, two activations
data:
  random: {images: 64, side: 4, positives: 11, seed: 1}
network:
  layers:
    - flatten
    - dense: {units: 4}
  heads:
    - binary: {}
optimiser:
  sgd: {learningRate: 0.1}
budget: 20000
vary:
  loss: [l2, cross-entropy]
  network.activation: [sigmoid, relu]
seeds: 10
`;

const RATES = `apiVersion: descent/v1
kind: Experiment
name: rates
title: Learning rate and width
data:
  random: {images: 64, side: 4, positives: 11, seed: 1}
network:
  activation: relu
  layers:
    - flatten
    - dense: {units: 4}
  heads:
    - binary: {}
loss: cross-entropy
budget: 5000
vary:
  optimiser.sgd.learningRate: [0.03, 0.1, 0.3, 1]
  network.layers[1].dense.units: [4, 8, 16]
seeds: 10
`;

/** What to start from: name and text. */
export const TEMPLATES = [['XOR', XOR], ['Loss and activation', LOSSES], ['A sweep: learning rate and width', RATES]];
