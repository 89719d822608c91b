import { api } from './api.js';
import { axis, band, Chart, extent, round, tooltip } from './charts.js';
import { short } from './axes.js';
import { choice, fill, h, select } from './dom.js';
import { DASHES } from './drawn.js';
import { count, decimal } from './words.js';
import { legend } from './legend.js';
import { settings } from './place.js';

const SCALES = ['log', 'linear'];

/** What the axis may count: its name, and how much of it an iteration is, of a variant among so many training examples; nothing where that is not known. */
const UNITS = {
  iterations: ['Iteration', () => 1],
  epochs: ['Epoch', (row, train) => row.examples / train],
  examples: ['Training examples seen', (row) => row.examples],
  seconds: ['Processor seconds', (row) => row.secondsAnIteration],
};

/** Shares of the axis over which the median is smoothed. */
const SMOOTHING = { none: 0, little: 0.01, much: 0.05 };
const GRID = { left: 58, right: 18, top: 14, bottom: 46 };

/**
 * Curves over iterations: each variant a band from 10 to 90 % with its median. Variants whose losses are different quantities
 * have a chart each, since these have no common axis.
 */
export function curves(context) {
  const asked = settings(context.place, '', { metric: 'loss', x: 'log', y: 'log', unit: 'iterations', smooth: 'none', zoom: '' }, { x: SCALES, y: SCALES, unit: Object.keys(UNITS), smooth: Object.keys(SMOOTHING) });
  const hosts = h('div', { class: 'plots' });
  const note = h('p', { class: 'plot-note small muted' });
  const keys = h('ul', { class: 'legend', 'aria-label': 'Variants drawn' });
  const metrics = h('span', {});
  const charts = [];
  let offered = '';
  let data;

  const controls = h('div', { class: 'controls' }, metrics,
    choice('Iterations', [['log', 'log'], ['linear', 'linear']], asked.x, (v) => { asked.x = v; refresh(); }),
    choice('Scale', [['log', 'log'], ['linear', 'linear']], asked.y, (v) => { asked.y = v; draw(); }),
    select('Along', Object.keys(UNITS).map((u) => [u, u]), asked.unit, (v) => { asked.unit = v; asked.zoom = ''; draw(); }),
    select('Smoothing', Object.keys(SMOOTHING).map((s) => [s, s]), asked.smooth, (v) => { asked.smooth = v; draw(); }),
    context.drawn.hues.length ? select('A colour for each', [['', 'variant'], ...context.drawn.hues.map((axis) => [axis, short(axis, context.overview().axes)])], context.drawn.hue, context.paint) : null);
  const whole = h('button', { type: 'button', class: 'plain small', hidden: true, onclick: () => { asked.zoom = ''; draw(); } }, 'Show the whole axis');
  const panel = h('section', { class: 'card panel', 'aria-labelledby': 'curves-title' },
    h('header', {}, h('div', {}, h('h2', { id: 'curves-title' }, 'Curves'),
      h('p', { class: 'small muted' }, 'Median over trials, with the band from 10 to 90 %. Ended trials count on with their last value. Ctrl and the wheel look closer.')), controls),
    hosts, whole, note, keys);
  chart(0);

  function chart(index) {
    if (!charts[index]) {
      const host = h('div', { class: 'plot' });
      hosts.append(host);
      charts[index] = new Chart(host, 'Curves', () => refresh(), (made) => made.on('datazoom', () => zoomed(made)));
    }
    return charts[index];
  }

  /** Keeps which part of the axis is looked at. */
  function zoomed(made) {
    const { start, end } = made.getOption().dataZoom[0];
    asked.zoom = start <= 0 && end >= 100 ? '' : `${start.toFixed(1)}-${end.toFixed(1)}`;
    whole.hidden = asked.zoom === '';
  }

  async function refresh() {
    const overview = context.overview();
    if (overview.metrics.join() !== offered) {
      offered = overview.metrics.join();
      if (overview.metrics.length && !overview.metrics.includes(asked.metric)) asked.metric = overview.metrics[0];
      fill(metrics, select('Metric', overview.metrics.map((m) => [m, m]), asked.metric, (v) => { asked.metric = v; refresh(); }));
    }
    if (overview.metrics.length === 0) {
      hosts.hidden = true;
      note.textContent = overview.status.state === 'rejected' ? '' : 'No points yet.';
      return;
    }
    if (context.chosen().length === 0) {
      data = { last: 0, variants: [] };
    } else {
      data = await api.bands(context.id, { metric: asked.metric, spacing: asked.x, variants: context.chosen(), columns: chart(0).columns(GRID) });
    }
    draw();
  }

  function draw() {
    if (!data) return;
    const known = data.variants.filter((v) => v.median.length > 0);
    const drawn = known.filter((v) => factor(v.ordinal) > 0);
    whole.hidden = asked.zoom === '';
    note.textContent = drawn.length ? [sampling(drawn), smoothed(), timed(known.length - drawn.length)].filter(Boolean).join(' ') : known.length ? timed(known.length) : context.chosen().length ? 'No points yet.' : 'Choose variants in the table below.';
    hosts.hidden = drawn.length === 0;
    fill(keys, legend(context));
    const quantities = [...new Set(drawn.map((v) => v.quantity))];
    while (charts.length > Math.max(1, quantities.length)) {
      const gone = charts.pop();
      gone.dispose();
      gone.host.remove();
    }
    quantities.forEach((quantity, i) => one(chart(i), quantity, drawn.filter((v) => v.quantity === quantity)));
  }

  const smoothed = () => (asked.smooth === 'none' ? '' : `Medians are smoothed, over ${100 * SMOOTHING[asked.smooth]} % of the axis; bands are not.`);

  const timed = (unknown) => (asked.unit !== 'seconds' ? '' : ['Seconds are those of the trainers’ threads. They are counted once, when a trial ends, so a variant’s iterations share them out evenly, by the median of its trials.', unknown ? `Of ${count(unknown)} that would be drawn they are not known.` : ''].join(' '));

  /** How much an iteration of a variant is, in what the axis counts. */
  function factor(ordinal) {
    const { dataset, variants } = context.overview();
    return UNITS[asked.unit][1](variants[ordinal], dataset?.train ?? 1);
  }

  function one(chart, quantity, drawn) {
    const accuracy = quantity === 'accuracy';
    const log = asked.y === 'log' && !accuracy;
    const positive = (values) => (log ? values.map((v) => (v > 0 ? v : null)) : values);
    const last = Math.max(1, data.last);
    const { host } = chart;
    host.setAttribute('aria-label', describe(asked.metric, drawn, last));
    const range = extent(drawn.flatMap((v) => [...positive(v.low), ...positive(v.median), ...positive(v.high)]), log);
    host.dataset.points = drawn.reduce((n, v) => n + v.median.length, 0);
    host.dataset.last = last;
    const factors = new Map(drawn.map((v) => [v.ordinal, factor(v.ordinal)]));
    const [least, most] = [Math.min(...factors.values()), Math.max(...factors.values()) * Math.max(2, last)];
    const [from, to] = /^[\d.]+-[\d.]+$/.test(asked.zoom) ? asked.zoom.split('-').map(Number) : [0, 100];
    chart.draw((colours) => ({
      grid: GRID,
      dataZoom: [{ type: 'inside', xAxisIndex: 0, filterMode: 'none', zoomOnMouseWheel: 'ctrl', moveOnMouseWheel: false, start: from, end: to }],
      tooltip: tooltip(colours, (items) => reading(items, drawn, factors, UNITS[asked.unit][0]), { trigger: 'axis' }),
      xAxis: axis(colours, UNITS[asked.unit][0], { type: asked.x === 'log' ? 'log' : 'value', min: least, max: most, nameGap: 30, splitLine: { show: false } }),
      yAxis: axis(colours, accuracy || quantity === asked.metric ? asked.metric : `${asked.metric}, ${quantity}`, {
        type: log ? 'log' : 'value', nameGap: 42, scale: !accuracy,
        ...(accuracy ? { min: 0, max: 1 } : range && { min: range[0], max: range[1] }),
        ...round(colours, log, range, (v) => decimal(v)),
      }),
      series: drawn.flatMap((v) => {
        const colour = colours.series[context.drawn.colour(v.ordinal) - 1];
        const x = v.iterations.map((i) => i * factors.get(v.ordinal));
        const place = asked.x === 'log' ? (at) => Math.log(at / least) / Math.log(most / least) : (at) => (at - least) / (most - least);
        const median = smooth(x.map(place), positive(v.median), SMOOTHING[asked.smooth]);
        return [
          ...(v.trials > 1 ? [band(x, v.low, v.high, colour, log)] : []),
          {
            type: 'line', name: v.label, showSymbol: x.length === 1, symbolSize: 5, data: x.map((i, n) => [i, median[n]]), z: 3,
            lineStyle: { color: colour, width: 2, type: DASHES[context.drawn.dash(v.ordinal)] }, itemStyle: { color: colour }, emphasis: { disabled: true },
          },
        ];
      }),
    }));
  }

  return { panel, refresh, drawn: refresh };
}

/** Says which lines are known at some iterations only. */
function sampling(drawn) {
  const some = drawn.filter((v) => !v.every);
  if (some.length === 0) return '';
  const known = `known at ${count(Math.max(...some.map((v) => v.iterations.length)))} iterations and not between them`;
  return `There are too many curves to look at every iteration of them: ${some.length === drawn.length ? `the lines are ${known}` : `${some.map((v) => v.label).join('; ')}: ${known}`}.`;
}

/** An average that forgets over a share {@code width} of the axis, on which {@code places} lie from 0 to 1; 0 for the values as they are. */
function smooth(places, values, width) {
  if (width === 0) return values;
  let mean = null;
  return values.map((value, i) => {
    if (value === null || value === undefined) return value;
    mean = mean === null ? value : mean + (value - mean) * (1 - Math.exp(-(places[i] - places[i - 1]) / width));
    return mean;
  });
}

function reading(items, drawn, factors, unit) {
  const place = items[0]?.axisValue ?? 1;
  const lines = drawn.flatMap((v) => {
    const n = nearest(v.iterations, place / factors.get(v.ordinal));
    return v.median[n] == null ? [] : [`${v.label}:  ${decimal(v.median[n])}${v.trials > 1 ? `   (${decimal(v.low[n])} – ${v.high[n] == null ? '∞' : decimal(v.high[n])})` : ''}`];
  });
  return [`${unit} ${place < 100 ? decimal(place) : count(place)}`, ...lines].join('\n');
}

/** Index of the last of the ascending iterations that is not beyond {@code iteration}. */
function nearest(iterations, iteration) {
  let low = 0;
  let high = iterations.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (iterations[middle] <= iteration) low = middle;
    else high = middle - 1;
  }
  return low;
}

function describe(metric, drawn, last) {
  const ends = drawn.map((v) => `${v.label} ${decimal(v.median.at(-1))} at ${count(last)}`).slice(0, 8);
  return `${metric} over ${count(last)} iterations, median of each variant: ${ends.join('; ') || 'nothing yet'}`;
}
