import { api } from './api.js';
import { axis, band, Chart, tooltip } from './charts.js';
import { choice, fill, h } from './dom.js';
import { DASHES } from './drawn.js';
import { count } from './words.js';
import { legend } from './legend.js';
import { settings } from './place.js';

/** Kaplan-Meier curves: the share of trials not yet converged. */
export function survival(context) {
  const asked = settings(context.place, 'survival', { x: 'log' }, { x: ['log', 'linear'] });
  let data = [];
  const host = h('div', { class: 'plot low' });
  const note = h('p', { class: 'plot-note small muted' });
  const keys = h('ul', { class: 'legend', 'aria-label': 'Variants drawn' });
  const chart = new Chart(host, 'Share not yet converged');
  const panel = h('section', { class: 'card panel', 'aria-labelledby': 'survival-title' },
    h('header', {}, h('div', {}, h('h2', { id: 'survival-title' }, 'Not yet converged'),
      h('p', { class: 'small muted' }, 'Kaplan–Meier estimate, from 6 trials on with its 95 % band; trials that used up their budget are censored there.')),
    h('div', { class: 'controls' }, choice('Iterations', [['log', 'log'], ['linear', 'linear']], asked.x, (v) => { asked.x = v; draw(); }))),
    host, note, keys);

  async function refresh() {
    data = context.chosen().length ? await api.survival(context.id, context.chosen()) : [];
    draw();
  }

  function draw() {
    const drawn = data.filter((v) => v.observed > 0);
    const last = Math.max(2, ...drawn.map((v) => v.last));
    note.textContent = drawn.length ? '' : 'No trial has ended yet.';
    host.hidden = drawn.length === 0;
    fill(keys, drawn.length ? legend(context) : []);
    host.setAttribute('aria-label', `Share of trials not yet converged. Median iterations: ${drawn
      .map((v) => `${v.label} ${v.median === null ? 'not reached' : count(v.median)}`).join('; ') || 'none yet'}`);
    chart.draw((colours) => ({
      grid: { left: 52, right: 18, top: 14, bottom: 46 },
      tooltip: tooltip(colours, (items) => reading(items, drawn), { trigger: 'axis' }),
      xAxis: axis(colours, 'Iteration', { type: asked.x === 'log' ? 'log' : 'value', min: 1, max: last, nameGap: 30, splitLine: { show: false } }),
      yAxis: axis(colours, 'Share', { type: 'value', min: 0, max: 1, nameGap: 36, axisLabel: { color: colours.ink2, formatter: (v) => `${Math.round(v * 100)} %` } }),
      series: drawn.flatMap((v) => {
        const colour = colours.series[context.drawn.colour(v.ordinal) - 1];
        const steps = [{ iteration: 1, survival: 1, low: 1, high: 1 }, ...v.steps, { ...(v.steps.at(-1) ?? { survival: 1, low: 1, high: 1 }), iteration: v.last }];
        const corners = (key) => steps.flatMap((s, i) => (i ? [steps[i - 1][key], s[key]] : [s[key]]));
        const x = steps.flatMap((s, i) => (i ? [s.iteration, s.iteration] : [s.iteration]));
        return [
          ...(v.banded ? [band(x, corners('low'), corners('high'), colour)] : []),
          {
            type: 'line', step: 'end', name: v.label, data: steps.map((s) => [s.iteration, s.survival]), showSymbol: false, z: 3,
            lineStyle: { color: colour, width: 2, type: DASHES[context.drawn.dash(v.ordinal)] }, itemStyle: { color: colour }, emphasis: { disabled: true },
          },
        ];
      }),
    }));
  }

  return { panel, refresh, drawn: refresh };
}

function reading(items, drawn) {
  const iteration = items[0]?.axisValue ?? 0;
  const lines = drawn.map((v) => {
    const step = v.steps.filter((s) => s.iteration <= iteration).at(-1);
    return `${v.label}:  ${Math.round((step?.survival ?? 1) * 100)} %`;
  });
  return [`After ${count(iteration)} iterations, not yet converged`, ...lines].join('\n');
}
