import { Picture } from './charts.js';

/** Steps of the field along each side. */
const STEPS = 56;
const POINT = 4;

/** The square that holds all points with some room around them: [low, high] of both features. */
export function frame(features) {
  const sides = [0, 1].map((axis) => {
    const own = Array.from({ length: features.length / 2 }, (_, i) => features[2 * i + axis]).filter(Number.isFinite);
    const low = Math.min(...own);
    const high = Math.max(...own);
    const room = 0.25 * (high - low || 1);
    return [low - room, high + room];
  });
  return sides;
}

/** The points at which a field is computed, row by row from the top: [STEPS², 2]. */
function grid([[left, right], [bottom, top]]) {
  const points = new Float64Array(2 * STEPS * STEPS);
  for (let row = 0; row < STEPS; row++) {
    for (let column = 0; column < STEPS; column++) {
      const at = 2 * (row * STEPS + column);
      points[at] = left + ((column + 0.5) / STEPS) * (right - left);
      points[at + 1] = top - ((row + 0.5) / STEPS) * (top - bottom);
    }
  }
  return points;
}

const rgb = (hex) => [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16));
const mix = (from, to, share) => from.map((v, i) => v + (to[i] - v) * share);

/** Colour of class k; of two, 1 has the first and 0 the second, so that more is the accent. */
const ofClass = (colours, k, classes) => colours.series[classes === 2 ? 1 - k : k % colours.series.length];

/**
 * What a network says all over the plane of its two features, with the lines of its first layer's units and the examples:
 * { network, weights, sides, features, targets }.
 */
export class PlanePicture {
  constructor(canvas) {
    this.canvas = canvas;
    this.picture = new Picture(canvas, (context, width, height, colours) => this.paint(context, width, height, colours));
  }

  show(what) {
    this.what = what;
    this.picture.redraw();
  }

  paint(context, width, height, colours) {
    if (!this.what) return;
    const { network, weights, sides } = this.what;
    context.drawImage(this.field(network, weights, sides, colours), 0, 0, width, height);
    const at = ([x, y]) => [((x - sides[0][0]) / (sides[0][1] - sides[0][0])) * width, ((sides[1][1] - y) / (sides[1][1] - sides[1][0])) * height];
    this.lines(context, at, colours);
    this.points(context, at, colours);
  }

  field(network, weights, sides, colours) {
    const field = document.createElement('canvas');
    field.width = STEPS;
    field.height = STEPS;
    const pen = field.getContext('2d');
    const image = pen.createImageData(STEPS, STEPS);
    const said = network.outputs(grid(sides), STEPS * STEPS, weights);
    const colour = shading(network.head, said, colours);
    for (let i = 0; i < STEPS * STEPS; i++) image.data.set([...colour(i), 255], 4 * i);
    pen.putImageData(image, 0, 0);
    return field;
  }

  lines(context, at, colours) {
    const { network, weights, sides: [[left, right], [bottom, top]] } = this.what;
    context.strokeStyle = colours.ink;
    context.lineWidth = 1.25;
    context.globalAlpha = 0.75;
    for (const [a, b, c] of network.lines(weights).slice(0, 64)) {
      const ends = Math.abs(b) >= Math.abs(a) ? [left, right].map((x) => [x, -(a * x + c) / b]) : [bottom, top].map((y) => [-(b * y + c) / a, y]);
      if (!ends.flat().every(Number.isFinite)) continue;
      context.beginPath();
      ends.forEach((end, i) => (i ? context.lineTo(...at(end)) : context.moveTo(...at(end))));
      context.stroke();
    }
    context.globalAlpha = 1;
  }

  /** Of two classes, discs and rings, so that they can be told apart without colours, too. */
  points(context, at, colours) {
    const { network: { head }, features, targets } = this.what;
    const classes = head.kind === 'multi-class' ? head.outputs : 2;
    targets.forEach((wanted, row) => {
      const [x, y] = at([features[2 * row], features[2 * row + 1]]);
      context.beginPath();
      context.arc(x, y, POINT, 0, 2 * Math.PI);
      const ring = classes === 2 && wanted < 0.5;
      context.fillStyle = ring || head.kind === 'regression' ? colours.card : ofClass(colours, Math.round(wanted), classes);
      context.strokeStyle = ring ? ofClass(colours, 0, 2) : colours.ink;
      context.lineWidth = ring ? 2.5 : 1;
      context.fill();
      context.stroke();
    });
  }
}

/** The colour of each place of a field: of the likeliest class, the stronger the more certain; of numbers, the more the stronger. */
function shading(head, said, colours) {
  const paper = rgb(colours.card);
  if (head.kind === 'regression') {
    const first = said.filter((_, i) => i % head.outputs === 0);
    const low = first.reduce((a, b) => Math.min(a, b));
    const high = first.reduce((a, b) => Math.max(a, b));
    return (i) => mix(paper, rgb(colours.series[0]), (0.8 * (first[i] - low)) / (high - low || 1));
  }
  if (head.kind !== 'multi-class') {
    const sides = [0, 1].map((k) => rgb(ofClass(colours, k, 2)));
    return (i) => {
      const p = said[i * head.outputs];
      return mix(paper, sides[p >= 0.5 ? 1 : 0], 0.1 + 0.55 * Math.abs(2 * p - 1));
    };
  }
  const own = Array.from({ length: head.outputs }, (_, k) => rgb(ofClass(colours, k, head.outputs)));
  return (i) => {
    const row = said.subarray(i * head.outputs, (i + 1) * head.outputs);
    const most = Math.max(...row);
    return mix(paper, own[row.indexOf(most)], 0.1 + (0.55 * (most - 1 / head.outputs)) / (1 - 1 / head.outputs));
  };
}
