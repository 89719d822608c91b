import { svg } from './dom.js';

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

const SEARCH = `apiVersion: descent/v1
kind: Experiment
name: search
title: A learning rate and a width, searched for
data:
  random: {images: 64, side: 4, positives: 11, seed: 1}
network:
  layers:
    - flatten
    - dense: {units: 4, activation: tanh}
  heads:
    - binary: {}
loss: cross-entropy
optimiser:
  sgd: {learningRate: 0.1}
budget: 300
target: none
search:
  space:
    optimiser.sgd.learningRate: {log-uniform: [0.01, 3]}
    network.layers[1].dense.units: {log-int: [2, 32]}
  objective: {minimise: loss}
  strategy: tpe
  variants: 30
  stopping: {successive-halving: {rungs: 3, factor: 3}}
seeds: {at-least: 1, at-most: 4, fresh: 4}
`;

const TABLE = `apiVersion: descent/v1
kind: Experiment
name: table
title: A table of your own
data:
  csv:
    file: table.csv              # where control looks for data
    targets: [kind]
split: {validation: 0.2, test: 0.2, stratified: kind}
prepare: standardise
network:
  activation: tanh
  layers:
    - dense: {units: 8}
  heads:
    - multi-class: {target: kind, classes: 3}
optimiser:
  adam: {learningRate: 0.01}
batch: 16
target: {accuracy: 0.95, on: validation}
budget: 1000
vary:
  network.layers[0].dense.units: [4, 8, 16]
seeds: 8
`;

const SHARPNESS = `apiVersion: descent/v1
kind: Experiment
name: sharpness
title: The curvature that training meets
data:
  random: {images: 64, side: 4, positives: 11, seed: 1}
network:
  activation: tanh
  layers:
    - flatten
    - dense: {units: 8}
  heads:
    - binary: {}
loss: l2
budget: 2000
target: none
instruments:
  - {sharpness: {at: {every: 20}}}
  - {gradient-norm: {at: {every: 20}}}
vary:
  optimiser.sgd.learningRate: [0.3, 1, 3]
seeds: 6
`;

const WIDTH = 96;
const HEIGHT = 56;
const line = (points, name = 'stroke') => svg('polyline', { points: points.map((p) => p.join()).join(' '), class: name });
const dot = (x, y, name = 'dot', r = 4) => svg('circle', { cx: x, cy: y, r, class: name });
const drawing = (...shapes) => svg('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, 'aria-hidden': 'true' }, shapes);

const crossed = () => drawing(line([[14, 46], [58, 2]]), line([[38, 54], [82, 10]]), dot(30, 14), dot(66, 42), dot(30, 42, 'ring'), dot(66, 14, 'ring'));
const strips = () => drawing([[8, [22, 26, 29, 33, 41]], [24, [38, 46, 50, 61]], [40, [12, 15, 17, 19, 24]]].map(([y, all]) => [
  svg('line', { x1: 6, x2: 90, y1: y + 4, y2: y + 4, class: 'rule' }), all.map((x) => dot(x, y + 4, 'dot', 3))]));
const cells = () => drawing([0, 1, 2, 3].map((column) => [0, 1, 2].map((row) => svg('rect', {
  x: 10 + 19 * column, y: 4 + 16 * row, width: 18, height: 15, class: 'cell', 'fill-opacity': (0.15 + 0.8 * Math.exp(-((column - 2) ** 2 + (row - 1) ** 2) / 2)).toFixed(2) }))));
const tried = () => drawing([[12, 40], [20, 12], [31, 44], [37, 20], [44, 33], [52, 26], [58, 31], [63, 24], [69, 28], [74, 25]].map(([x, y], i) => dot(x, y, i > 6 ? 'dot' : 'ring', 3.5)),
  svg('circle', { cx: 69, cy: 27, r: 12, class: 'rule' }));
const table = () => drawing([0, 1, 2, 3].map((row) => [0, 1, 2].map((column) => svg('rect', { x: 10 + 26 * column, y: 5 + 12 * row, width: 24, height: 10, class: 'cell', 'fill-opacity': column === 2 ? 0.6 : row === 0 ? 0.35 : 0.12 }))));
const rising = () => drawing(svg('line', { x1: 6, x2: 90, y1: 16, y2: 16, class: 'rule' }), line([[8, 50], [24, 40], [38, 26], [46, 17], [52, 12], [58, 19], [64, 13], [70, 18], [76, 14], [88, 16]]));

/** What to start from: { name, told, picture, yaml }. */
export const TEMPLATES = [
  { name: 'XOR', told: 'two hidden units, 20 seeds', picture: crossed, yaml: XOR },
  { name: 'Loss and activation', told: 'four variants, seed by seed', picture: strips, yaml: LOSSES },
  { name: 'Learning rate and width', told: 'a sweep over two settings', picture: cells, yaml: RATES },
  { name: 'A search', told: 'values are found, not listed', picture: tried, yaml: SEARCH },
  { name: 'Curvature', told: 'what instruments see on the way', picture: rising, yaml: SHARPNESS },
  { name: 'Your own table', told: 'a CSV file, validation and test', picture: table, yaml: TABLE },
];
