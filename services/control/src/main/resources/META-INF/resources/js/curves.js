import { api } from './api.js';
import { axis, band, base, Chart, extent, tooltip } from './charts.js';
import { choice, fill, h, select } from './dom.js';
import { count, decimal } from './words.js';
import { legend } from './legend.js';

/** Curves over iterations: each variant a band from 10 to 90 % with its median. */
export function curves(context) {
  const asked = { metric: 'loss', spacing: 'log', height: 'log' };
  const host = h('div', { class: 'plot' });
  const note = h('p', { class: 'plot-note small muted' });
  const keys = h('ul', { class: 'legend', 'aria-label': 'Variants drawn' });
  const metrics = h('span', {});
  const chart = new Chart(host, 'Curves');
  let offered = '';
  let data;

  const controls = h('div', { class: 'controls' }, metrics,
    choice('Iterations', [['log', 'log'], ['linear', 'linear']], 'log', (v) => { asked.spacing = v; refresh(); }),
    choice('Scale', [['log', 'log'], ['linear', 'linear']], 'log', (v) => { asked.height = v; draw(); }));
  const panel = h('section', { class: 'card panel', 'aria-labelledby': 'curves-title' },
    h('header', {}, h('div', {}, h('h2', { id: 'curves-title' }, 'Curves'),
      h('p', { class: 'small muted' }, 'Median over trials, with the band from 10 to 90 %. Ended trials count on with their last value.')), controls),
    host, note, keys);

  async function refresh() {
    const overview = context.overview();
    if (overview.metrics.join() !== offered) {
      offered = overview.metrics.join();
      fill(metrics, select('Metric', overview.metrics.map((m) => [m, m]), asked.metric, (v) => { asked.metric = v; refresh(); }));
    }
    if (overview.metrics.length === 0) {
      host.hidden = true;
      note.textContent = overview.status.state === 'rejected' ? '' : 'No points yet.';
      return;
    }
    if (context.chosen().length === 0) {
      data = { iterations: [], variants: [] };
    } else {
      data = await api.bands(context.id, { metric: asked.metric, spacing: asked.spacing, variants: context.chosen(), points: 240 });
    }
    draw();
  }

  function draw() {
    if (!data) return;
    const drawn = data.variants.filter((v) => v.median.length > 0);
    const accuracy = asked.metric.endsWith('accuracy');
    const log = asked.height === 'log' && !accuracy;
    const positive = (values) => (log ? values.map((v) => (v > 0 ? v : null)) : values);
    note.textContent = drawn.length ? '' : context.chosen().length ? 'No points yet.' : 'Choose variants in the table below.';
    host.hidden = drawn.length === 0;
    fill(keys, legend(context));
    const last = data.iterations.at(-1) ?? 1;
    host.setAttribute('aria-label', describe(asked.metric, drawn, last));
    const range = extent(drawn.flatMap((v) => [...positive(v.low), ...positive(v.high)]), log);
    host.dataset.points = drawn.reduce((n, v) => n + v.median.length, 0);
    host.dataset.last = last;
    chart.draw((colours) => ({
      grid: { left: 58, right: 18, top: 14, bottom: 46 },
      tooltip: tooltip(colours, (items) => reading(items, data, drawn), { trigger: 'axis' }),
      xAxis: axis(colours, 'Iteration', { type: asked.spacing === 'log' ? 'log' : 'value', min: 1, max: Math.max(2, last), nameGap: 30, splitLine: { show: false } }),
      yAxis: axis(colours, asked.metric, {
        type: log ? 'log' : 'value', logBase: base(range), nameGap: 42, scale: !accuracy,
        ...(accuracy ? { min: 0, max: 1 } : range && { min: range[0], max: range[1] }),
        axisLabel: { color: colours.ink2, formatter: (v) => decimal(v), hideOverlap: true, showMinLabel: !log, showMaxLabel: !log },
      }),
      series: drawn.flatMap((v) => {
        const colour = colours.series[context.colour(v.ordinal) - 1];
        const x = data.iterations.slice(0, v.median.length);
        return [
          ...(v.trials > 1 ? [band(x, positive(v.low), positive(v.high), colour)] : []),
          {
            type: 'line', name: v.label, showSymbol: x.length === 1, symbolSize: 5, data: x.map((i, n) => [i, positive(v.median)[n]]), z: 3,
            lineStyle: { color: colour, width: 2 }, itemStyle: { color: colour }, emphasis: { disabled: true },
          },
        ];
      }),
    }));
  }

  return { panel, refresh };
}

function reading(items, data, drawn) {
  const iteration = items[0]?.value[0];
  const n = data.iterations.indexOf(iteration);
  const lines = drawn.filter((v) => v.median[n] != null)
    .map((v) => `${v.label}:  ${decimal(v.median[n])}` + (v.trials > 1 ? `   (${decimal(v.low[n])} – ${decimal(v.high[n])})` : ''));
  return [`Iteration ${count(iteration)}`, ...lines].join('\n');
}

function describe(metric, drawn, last) {
  const ends = drawn.map((v) => `${v.label} ${decimal(v.median.at(-1))} at ${count(last)}`).slice(0, 8);
  return `${metric} over ${count(last)} iterations, median of each variant: ${ends.join('; ') || 'nothing yet'}`;
}
