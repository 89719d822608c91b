import { h, svg } from './dom.js';
import { count, quantile, several } from './words.js';

const HEIGHT = 22;

/** Ticks at 1, 3 and their tens, or at each number of a decade where that is all there is. */
function ticks(low, high) {
  const steps = high / low > 30 ? [1, 3] : [1, 2, 5];
  const all = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.log10(high); power++) {
    for (const step of steps) {
      const tick = step * 10 ** power;
      if (tick >= low && tick <= high) all.push(tick);
    }
  }
  return all.length > 1 ? all : null;
}

/** A logarithmic axis over all of {@code points}, from 0 to 100 %. */
function scale(points) {
  const least = Math.min(...points.map((p) => p.iterations));
  const most = Math.max(...points.map((p) => p.iterations));
  const low = least / 1.15;
  const high = most * 1.15;
  return { ticks: ticks(low, high) ?? [...new Set([least, most])], at: (iterations) => `${((100 * Math.log(iterations / low)) / Math.log(high / low)).toFixed(2)}%` };
}

/** How many have not reached the target. */
const beyond = (points) => points.filter((p) => !p.reached).length;

function spoken(points, median) {
  const far = beyond(points);
  return `${several(points.length, 'trial')}${median ? `, median ${quantile(median)}` : ''}${far ? `, ${count(far)} without reaching the target` : ''}`;
}

const rules = (axis) => axis.ticks.map((t) => svg('line', { x1: axis.at(t), x2: axis.at(t), y1: 0, y2: HEIGHT, class: 'rule' }));

/** Dots, and an arrow where the target lies beyond; places are shares of the room there is. */
function drawing(points, axis, median) {
  return svg('svg', { class: 'strip', height: HEIGHT, role: 'img', 'aria-label': spoken(points, median) }, rules(axis),
    points.map((p) => (p.reached ? svg('circle', { cx: axis.at(p.iterations), cy: HEIGHT / 2, r: 3, class: 'reached' })
      : svg('svg', { x: axis.at(p.iterations), overflow: 'visible' }, svg('path', { d: `M-2 ${HEIGHT / 2 - 4}l4 4l-4 4`, class: 'beyond' })))),
    median?.reached ? svg('line', { x1: axis.at(median.iterations), x2: axis.at(median.iterations), y1: 2, y2: HEIGHT - 2, class: 'median' }) : []);
}

function foot(axis) {
  return svg('svg', { class: 'strip', height: 16, 'aria-hidden': 'true' },
    axis.ticks.map((t) => svg('text', { x: axis.at(t), y: 12, 'text-anchor': 'middle' }, document.createTextNode(count(t)))));
}

/** Trials of one experiment, with its axis. */
export function strip(points) {
  const axis = scale(points);
  return [drawing(points, axis), foot(axis)];
}

/** Several on one axis, a row each: { label, points, median, refused }. */
export function strips(rows) {
  const all = rows.flatMap((row) => row.points);
  const axis = all.length ? scale(all) : null;
  return [
    ...rows.flatMap((row, i) => [
      h('span', { class: i ? 'label muted' : 'label' }, row.label),
      row.points.length ? drawing(row.points, axis, row.median) : h('span', { class: 'small muted' }, row.refused ? 'not trained' : '…'),
      h('span', { class: 'value' }, row.median ? quantile(row.median) : '', beyond(row.points) ? h('span', { class: 'small muted' }, `${count(beyond(row.points))} of ${count(row.points.length)} beyond`) : null),
    ]),
    ...(axis ? [h('span', { class: 'label' }), foot(axis), h('span', { class: 'value small muted' }, 'median')] : []),
  ];
}
