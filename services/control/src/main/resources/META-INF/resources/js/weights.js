import { Picture } from './charts.js';
import { fill, h } from './dom.js';
import { floats } from './network.js';
import { count, decimal } from './words.js';

const BINS = 41;

/** The most arrays that are drawn. */
const MOST = 12;

/**
 * How the weights of a trial are distributed at its snapshots, a picture for each array of parameters: { size, parameters } and
 * one of the trials, as control tells of networks.
 */
export function histograms({ size, parameters }, trial) {
  const weights = floats(trial.weights);
  const drawn = parameters.filter((array) => length(array) > 1);
  return h('div', {}, h('div', { class: 'planes wide' }, drawn.slice(0, MOST).map((array) => histogram(array, trial.iterations, weights, size))),
    h('p', { class: 'small muted' }, `A column for each snapshot, ${trial.iterations.length > 1 ? 'from the first to the last' : 'of which there is one: snapshots in the file keep more'}; the stronger its colour, the more of the numbers are there. The line is 0.`,
      drawn.length > MOST ? ` The first ${MOST} of ${count(drawn.length)} arrays.` : ''));
}

const length = ({ shape }) => shape.reduce((n, side) => n * side, 1);

function histogram(array, iterations, weights, size) {
  const columns = iterations.map((_, i) => weights.subarray(i * size + array.offset, i * size + array.offset + length(array)));
  const most = columns.reduce((m, own) => own.reduce((n, v) => (Number.isFinite(v) ? Math.max(n, Math.abs(v)) : n), m), 0) || 1;
  const shares = columns.map((own) => binned(own, most));
  const canvas = h('canvas', {
    role: 'img', 'aria-label': `${array.name}, ${count(length(array))} numbers between −${decimal(most)} and ${decimal(most)}; mean ${decimal(mean(columns[0]))} at iteration ${count(iterations[0])} and ${decimal(mean(columns.at(-1)))} at ${count(iterations.at(-1))}`,
  });
  new Picture(canvas, (context, width, height, colours) => paint(context, width, height, colours, shares));
  return h('figure', {}, canvas, fill(h('figcaption', { class: 'small' }), h('span', { class: 'mono' }, array.name), ` ±${decimal(most)}, ${iterations.length > 1 ? `iteration ${count(iterations[0])} to ${count(iterations.at(-1))}` : `at iteration ${count(iterations[0])}`}`));
}

const mean = (own) => own.reduce((sum, v) => sum + v, 0) / own.length;

/** The share of numbers in each bin from -most to most, of the fullest one's. */
function binned(own, most) {
  const bins = new Float64Array(BINS);
  for (const v of own) if (Number.isFinite(v)) bins[Math.min(BINS - 1, Math.floor(((v + most) / (2 * most)) * BINS))]++;
  const fullest = Math.max(...bins, 1);
  return bins.map((n) => n / fullest);
}

function paint(context, width, height, colours, shares) {
  context.fillStyle = colours.series[0];
  shares.forEach((bins, i) => {
    const left = Math.floor((i * width) / shares.length);
    const right = Math.ceil(((i + 1) * width) / shares.length);
    bins.forEach((share, bin) => {
      if (share === 0) return;
      context.globalAlpha = 0.15 + 0.85 * share;
      context.fillRect(left, height - ((bin + 1) * height) / BINS, right - left, height / BINS);
    });
  });
  context.globalAlpha = 1;
  context.strokeStyle = colours.strong;
  context.beginPath();
  context.moveTo(0, height / 2);
  context.lineTo(width, height / 2);
  context.stroke();
}
