import { api } from './api.js';
import { axis, band, Chart, extent, round, tooltip } from './charts.js';
import { choice, fill, h, select } from './dom.js';
import { settings } from './place.js';
import { count, decimal } from './words.js';

const GRID = { left: 58, right: 18, top: 14, bottom: 46 };
const SCALES = ['log', 'linear'];
const CHOICES = SCALES.map((scale) => [scale, scale]);
const DASHES = ['solid', [7, 5]];

/** What stands for the lines of both sides: a colour a couple, the second side dashed. */
const keys = (context) => context.drawn().flatMap((couple, i) => [[couple.firstLabel, 0], [couple.secondLabel, 1]].map(([label, side]) =>
  h('li', {}, h('span', { class: `swatch c${i + 1} ${side ? 'dashed' : ''}` }), `${context.names[side]}${label === context.names[side] ? '' : `: ${label}`}`)));

const line = (colour, side, more) => ({
  type: 'line', showSymbol: false, z: 3, lineStyle: { color: colour, width: 2, type: DASHES[side] }, itemStyle: { color: colour }, emphasis: { disabled: true }, ...more,
});

/** The variants of either side that are drawn, each once. */
const wanted = (context, side) => [...new Set(context.drawn().map((couple) => (side ? couple.second : couple.first)))];

/** What both sides have of the drawn couples: {@code answers}, an array of variants each, as lines with their colours. */
const lines = (context, answers) => context.drawn().flatMap((couple, i) => [couple.first, couple.second].flatMap((ordinal, side) => {
  const of = answers[side].find((v) => v.ordinal === ordinal);
  return of ? [{ ...of, colour: i, side, name: `${context.names[side]}${of.label === context.names[side] ? '' : `: ${of.label}`}` }] : [];
}));

/** Curves of both sides over each other: median, and the band from 10 to 90 %. */
export function overlay(context) {
  const metrics = context.overviews[0].metrics.filter((m) => context.overviews[1].metrics.includes(m));
  const asked = settings(context.place, '', { metric: metrics[0] ?? 'loss', x: 'log', y: 'log' }, { metric: metrics, x: SCALES, y: SCALES });
  const host = h('div', { class: 'plot' });
  const note = h('p', { class: 'plot-note small muted' });
  const legend = h('ul', { class: 'legend', 'aria-label': 'Lines' });
  const chart = new Chart(host, 'Curves of both', () => refresh());
  const panel = h('section', { class: 'card panel', 'aria-labelledby': 'overlay-title' },
    h('header', {}, h('div', {}, h('h2', { id: 'overlay-title' }, 'Curves'), h('p', { class: 'small muted' }, 'Median over trials, with the band from 10 to 90 %.')),
      h('div', { class: 'controls' }, metrics.length ? select('Metric', metrics.map((m) => [m, m]), asked.metric, (v) => { asked.metric = v; refresh(); }) : null,
        choice('Iterations', CHOICES, asked.x, (v) => { asked.x = v; refresh(); }), choice('Scale', CHOICES, asked.y, (v) => { asked.y = v; draw(); }))),
    host, note, legend);
  let answers = [];

  async function refresh() {
    if (metrics.length > 0) {
      const columns = chart.columns(GRID);
      answers = await Promise.all(context.ids.map((id, side) => api.bands(id, { metric: asked.metric, spacing: asked.x, variants: wanted(context, side), columns })));
    }
    draw();
  }

  function draw() {
    const drawn = answers.length ? lines(context, answers.map((a) => a.variants)).filter((v) => v.median.length > 0) : [];
    host.hidden = drawn.length === 0;
    const quantities = [...new Set(drawn.map((v) => v.quantity))];
    note.textContent = metrics.length === 0 ? 'They have no metric in common.' : drawn.length === 0 ? 'No points yet.'
      : quantities.length > 1 ? `Not one quantity: ${quantities.join(' and ')}. Compare how the lines run, not how high they lie.` : '';
    fill(legend, drawn.length ? keys(context) : []);
    if (drawn.length === 0) return;
    const accuracy = quantities.every((quantity) => quantity === 'accuracy');
    const log = asked.y === 'log' && !accuracy;
    const positive = (values) => (log ? values.map((v) => (v > 0 ? v : null)) : values);
    const last = Math.max(2, ...answers.map((a) => a.last));
    const range = extent(drawn.flatMap((v) => [...positive(v.low), ...positive(v.median), ...positive(v.high)]), log);
    host.dataset.lines = drawn.length;
    host.setAttribute('aria-label', `${asked.metric} over ${count(last)} iterations: ${drawn.map((v) => `${v.name} ends at ${decimal(v.median.at(-1))}`).join('; ')}`);
    chart.draw((colours) => ({
      grid: GRID,
      tooltip: tooltip(colours, (items) => reading(items, drawn), { trigger: 'axis' }),
      xAxis: axis(colours, 'Iteration', { type: asked.x === 'log' ? 'log' : 'value', min: 1, max: last, nameGap: 30, splitLine: { show: false } }),
      yAxis: axis(colours, asked.metric, {
        type: log ? 'log' : 'value', nameGap: 42, scale: !accuracy, ...(accuracy ? { min: 0, max: 1 } : range && { min: range[0], max: range[1] }),
        ...round(colours, log, range, (v) => decimal(v)),
      }),
      series: drawn.flatMap((v) => {
        const colour = colours.series[v.colour];
        const median = positive(v.median);
        return [...(v.trials > 1 ? [band(v.iterations, v.low, v.high, colour, log)] : []), line(colour, v.side, { name: v.name, data: v.iterations.map((i, n) => [i, median[n]]) })];
      }),
    }));
  }

  return { panel, refresh };
}

function reading(items, drawn) {
  const iteration = items[0]?.axisValue ?? 1;
  return [`Iteration ${count(iteration)}`, ...drawn.flatMap((v) => {
    const n = v.iterations.findLastIndex((i) => i <= iteration);
    return n < 0 || v.median[n] == null ? [] : [`${v.name}:  ${decimal(v.median[n])}`];
  })].join('\n');
}

/** The share of trials short of their target, of both sides. */
export function survivals(context) {
  const asked = settings(context.place, 'survival', { x: 'log' }, { x: SCALES });
  const host = h('div', { class: 'plot low' });
  const note = h('p', { class: 'plot-note small muted' });
  const legend = h('ul', { class: 'legend', 'aria-label': 'Lines' });
  const chart = new Chart(host, 'Share not yet converged');
  const panel = h('section', { class: 'card panel', 'aria-labelledby': 'survivals-title' },
    h('header', {}, h('div', {}, h('h2', { id: 'survivals-title' }, 'Not yet converged'), h('p', { class: 'small muted' }, 'Kaplan–Meier estimate; trials that used up their budget are censored there.')),
      h('div', { class: 'controls' }, choice('Iterations', CHOICES, asked.x, (v) => { asked.x = v; draw(); }))),
    host, note, legend);
  let answers = [];

  async function refresh() {
    answers = await Promise.all(context.ids.map((id, side) => api.survival(id, wanted(context, side))));
    draw();
  }

  function draw() {
    const drawn = answers.length ? lines(context, answers).filter((v) => v.observed > 0) : [];
    host.hidden = drawn.length === 0;
    note.textContent = drawn.length ? '' : 'No trial has ended yet.';
    fill(legend, drawn.length ? keys(context) : []);
    if (drawn.length === 0) return;
    const last = Math.max(2, ...drawn.map((v) => v.last));
    host.dataset.lines = drawn.length;
    host.setAttribute('aria-label', `Share of trials not yet converged. Median iterations: ${drawn.map((v) => `${v.name} ${v.median === null ? 'not reached' : count(v.median)}`).join('; ')}`);
    chart.draw((colours) => ({
      grid: { ...GRID, left: 52 },
      tooltip: tooltip(colours, (items) => share(items, drawn), { trigger: 'axis' }),
      xAxis: axis(colours, 'Iteration', { type: asked.x === 'log' ? 'log' : 'value', min: 1, max: last, nameGap: 30, splitLine: { show: false } }),
      yAxis: axis(colours, 'Share', { type: 'value', min: 0, max: 1, nameGap: 36, axisLabel: { color: colours.ink2, formatter: (v) => `${Math.round(v * 100)} %` } }),
      series: drawn.map((v) => line(colours.series[v.colour], v.side, {
        name: v.name, step: 'end', data: [[1, 1], ...v.steps.map((s) => [s.iteration, s.survival]), [v.last, v.steps.at(-1)?.survival ?? 1]],
      })),
    }));
  }

  return { panel, refresh };
}

function share(items, drawn) {
  const iteration = items[0]?.axisValue ?? 0;
  return [`After ${count(iteration)} iterations, not yet converged`, ...drawn.map((v) => {
    const step = v.steps.filter((s) => s.iteration <= iteration).at(-1);
    return `${v.name}:  ${Math.round((step?.survival ?? 1) * 100)} %`;
  })].join('\n');
}
