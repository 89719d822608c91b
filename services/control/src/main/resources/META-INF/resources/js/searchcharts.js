import { said } from './axes.js';
import { axis, Chart, extent, lerp, tooltip } from './charts.js';
import { choice, h } from './dom.js';
import { count, decimal, several } from './words.js';

const WIDE = 30; // values over so wide a range are drawn on a logarithmic axis
const CROSS = 'path://M0 0L10 10M0 10L10 0';
const HOW = '○ held back or under way · △ at least that much · ✕ without a value: diverged or failed · ◇ fresh seed of the winner';

function card(id, title, said, host, controls, note) {
  return h('section', { class: 'card panel', 'aria-labelledby': `${id}-title` },
    h('header', {}, h('div', {}, h('h2', { id: `${id}-title` }, title), h('p', { class: 'small muted' }, said)), controls), host, note);
}

/** How values of an objective are drawn, and where those without one stand: at the worse end. */
function measure(data, place) {
  const { metric, maximise } = data.objectives[place];
  const known = extent(data.rows.flatMap((row) => row.trials.flatMap((t) => [t.values[place], ...(place ? [] : t.checks.map((c) => c.value))]))) ?? [0, 1];
  const log = known[0] > 0 && known[1] / known[0] > WIDE;
  const room = log ? (known[1] / known[0]) ** 0.07 : (known[1] - known[0] || Math.abs(known[1]) || 1) * 0.07;
  const missing = maximise ? (log ? known[0] / room : known[0] - room) : (log ? known[1] * room : known[1] + room);
  return {
    metric, maximise, log, known, missing, min: Math.min(known[0], missing), max: Math.max(known[1], missing),
    better: (a, b) => (a === null ? b : b === null ? a : maximise ? Math.max(a, b) : Math.min(a, b)),
    axis: (colours, more) => axis(colours, metric, { type: log ? 'log' : 'value', min: Math.min(known[0], missing), max: Math.max(known[1], missing), nameGap: 46, axisLabel: { color: colours.ink2, formatter: decimal, hideOverlap: true, showMinLabel: false, showMaxLabel: false }, axisLine: { show: true, onZero: false, lineStyle: { color: colours.strong } }, ...more }),
  };
}

/** A point that says how far its trial came. */
function point(colours, at, { outcome, atLeast, fresh, arm, faded, halo, text }) {
  const lost = ['diverged', 'failed', 'cancelled'].includes(outcome);
  const whole = ['exhausted', 'converged'].includes(outcome);
  const colour = lost ? colours.bad : whole ? colours.series[arm % colours.series.length] : colours.strong;
  const hollow = lost || (!whole && !fresh);
  return {
    value: at, text, symbol: fresh ? 'diamond' : lost ? CROSS : whole && atLeast ? 'triangle' : 'circle', symbolSize: fresh ? 9 : 7,
    itemStyle: {
      color: hollow ? 'transparent' : fresh ? colours.series[2] : colour, borderColor: halo ? colours.ink : fresh ? colours.series[2] : colour,
      borderWidth: halo ? 2.5 : hollow ? 1.3 : 0, opacity: faded ? 0.12 : 0.75,
    },
  };
}

const scatter = (data, more) => ({ type: 'scatter', data, emphasis: { disabled: true }, progressive: 0, ...more });
const value = (v) => (v === null ? 'no value' : decimal(v));

/** Parallel coordinates: one line a variant. */
export function parallel(filter) {
  const host = h('div', { class: 'plot tall' });
  const chart = new Chart(host, 'Parallel coordinates', undefined, (echart) => {
    echart.on('axisareaselected', (event) => filter.drag(Number(event.parallelAxisId.split('-')[1]), event.intervals));
  });
  const panel = h('section', { class: 'card panel', 'aria-labelledby': 'all-title' }, host);
  let before = '';

  function draw(data) {
    const seen = data.rows.filter((row) => row.values[0] !== null);
    const now = JSON.stringify([seen.map((row) => [row.ordinal, row.values]), data.axes.map((a) => a.name)]);
    host.setAttribute('aria-label', `Parallel coordinates of ${several(seen.length, 'variant')} over ${data.axes.map((a) => a.title).join(', ')}; the table below has the same numbers, the fields below pick out the same.`);
    if (now === before) {
      mark(data);
      return;
    }
    before = now;
    const ranges = data.objectives.map((_, i) => measure(data, i));
    chart.draw((colours, width) => {
      const narrow = width < 560;
      const label = { color: colours.ink2, textBorderWidth: 3, textBorderColor: colours.card, hideOverlap: true };
      const line = { axisLine: { lineStyle: { color: colours.strong } }, axisTick: { lineStyle: { color: colours.strong } }, splitLine: { show: false }, ...(narrow ? { nameLocation: 'middle', nameGap: 30 } : {}) };
      const first = ranges[0];
      const place = (v) => { // 0 for the best, 1 for the worst
        const [low, high] = first.known;
        const share = high === low ? 0 : first.log ? Math.log(v / low) / Math.log(high / low) : (v - low) / (high - low);
        return first.maximise ? 1 - share : share;
      };
      return {
        parallel: { left: narrow ? 24 : 60, right: narrow ? 24 : 80, top: 44, bottom: narrow ? 60 : 26, layout: narrow ? 'vertical' : 'horizontal', parallelAxisDefault: { areaSelectStyle: { color: colours.accent, borderColor: colours.accent, opacity: 0.25, width: 18 } } },
        parallelAxis: data.axes.map((a, dim) => {
          const range = a.objective && ranges[data.objectives.indexOf(a.objective)];
          const [low, high] = range ? range.known : [a.low, a.high];
          const what = a.options ? { type: 'category', data: a.options }
            : { type: (range ? range.log : a.log) ? 'log' : 'value', min: low, max: high > low ? high : low + 1 };
          return {
            dim, id: `axis-${dim}`, name: a.title, nameTruncate: { maxWidth: narrow ? width - 48 : Math.max(60, (width - 140) / Math.max(1, data.axes.length - 1) - 12) }, ...what, ...line, nameTextStyle: { color: colours.ink, fontWeight: 600 },
            axisLabel: { ...label, formatter: a.options ? (v) => (v.length > 18 ? `${v.slice(0, 17)}…` : v) : decimal },
          };
        }),
        tooltip: tooltip(colours, (item) => `${item.name}\n${item.data.text}`, { trigger: 'item' }),
        series: [{
          type: 'parallel', progressive: 500, inactiveOpacity: 0.06, activeOpacity: seen.length > 400 ? 0.4 : 0.9,
          data: [...seen].sort((a, b) => place(b.values[0]) - place(a.values[0])).map((row) => ({
            name: row.label, text: data.objectives.map((o, i) => `${o.metric} ${value(row.values[i])}`).join('\n'),
            value: data.axes.map((a) => a.of(row) ?? NaN),
            lineStyle: { color: lerp(place(row.values[0]), colours.accent, colours.strong), width: 2.4 - 1.6 * place(row.values[0]), opacity: seen.length > 400 ? 0.25 : 0.8 },
          })),
        }],
      };
    }, () => mark(data));
  }

  function mark(data) {
    data.axes.forEach((a, dim) => {
      const ends = a.objective ? [-1e300, 1e300] : [a.low, a.high];
      const intervals = filter.intervals(a).map(([low, high]) => [Number.isFinite(low) ? low : ends[0], Number.isFinite(high) ? high : ends[1]]);
      chart.chart?.dispatchAction({ type: 'axisAreaSelect', parallelAxisId: `axis-${dim}`, intervals }, { silent: true });
    });
  }

  return { panel, draw };
}

/* What scores are drawn over: in words, what a variant adds to it, and on the axis. */
const ALONG = {
  variants: ['variants', () => 1, 'Variant'],
  iterations: ['iterations spent', (row) => row.cost, 'Iterations spent'],
  time: ['processor time spent', (row) => row.seconds, 'Processor seconds of trainers spent'],
};

/** Scores in the order of proposals and the best so far, over variants or over what they cost. */
export function progress() {
  let along = 'variants';
  let seen;
  const host = h('div', { class: 'plot low' });
  const chart = new Chart(host, 'The search');
  const panel = card('course', 'The search', 'Each point a variant, the mean over its trials; the line is the best of the whole budget so far.', host,
    h('div', { class: 'controls' }, choice('Over', Object.entries(ALONG).map(([way, [words]]) => [way, words]), along, (v) => { along = v; if (seen) draw(...seen); })),
    h('p', { class: 'plot-note small muted' }, HOW));

  function draw(data, picked) {
    seen = [data, picked];
    const m = measure(data, 0);
    const arms = data.arms.map((_, arm) => data.rows.filter((row) => row.arm === arm && row.trials.length));
    const lines = arms.map((rows) => {
      let spent = 0;
      let best = null;
      return rows.map((row) => {
        spent += ALONG[along][1](row);
        if (['exhausted', 'converged'].includes(row.outcome)) best = m.better(best, row.values[0]);
        return { row, x: spent, best };
      });
    });
    const ended = data.rows.filter((row) => row.values[0] !== null).length;
    host.setAttribute('aria-label', `Scores of ${several(ended, 'variant')} in the order of proposals; the best so far ends at ${lines.map((line) => value(line.at(-1)?.best ?? null)).join(', ')}.`);
    chart.draw((colours) => ({
      grid: { left: 64, right: 18, top: 14, bottom: 46 },
      tooltip: tooltip(colours, (item) => item.data.text, { trigger: 'item' }),
      xAxis: axis(colours, ALONG[along][2], { type: 'value', min: 0, nameGap: 30, splitLine: { show: false } }),
      yAxis: m.axis(colours),
      series: lines.flatMap((line, arm) => [
        { type: 'line', step: 'end', silent: true, showSymbol: false, z: 2, data: line.map(({ x, best }) => [x, best]), lineStyle: { color: colours.series[arm % 8], width: 2 } },
        scatter(line.filter(({ row }) => row.outcome !== 'running' || row.values[0] !== null).map(({ row, x }) => point(colours, [x, row.values[0] ?? m.missing], {
          ...row, faded: !picked.has(row.ordinal), halo: row.best, text: `${row.label}\n${m.metric} ${value(row.values[0])}, ${row.outcome.replace('-', ' ')}${row.best ? '\nthe winner' : ''}`,
        }))),
      ]),
    }));
  }

  return { panel, draw };
}

/** Who went on: trials from rung to rung. */
export function rungs() {
  const host = h('div', { class: 'plot low' });
  const chart = new Chart(host, 'Rungs');
  const panel = card('rungs', 'Who went on', 'Each line a trial, from rung to rung: what it was judged by after so many iterations.', host, null, h('p', { class: 'plot-note small muted' }, HOW));

  function draw(data, picked) {
    const budgets = [...new Set(data.arms.flatMap((arm) => arm.budgets))].sort((a, b) => a - b);
    panel.hidden = budgets.length < 2;
    if (panel.hidden) return;
    const m = measure(data, 0);
    const runs = data.rows.flatMap((row) => row.trials.filter((t) => !t.fresh && t.checks.length).map((t) => ({ row, ...t })));
    const came = budgets.map((budget) => runs.filter((run) => run.checks.some((c) => c.iterations >= budget)).length);
    host.setAttribute('aria-label', `Trials that came so far: ${budgets.map((b, i) => `${count(came[i])} to ${count(b)} iterations`).join(', ')}.`);
    chart.draw((colours) => ({
      grid: { left: 64, right: 26, top: 26, bottom: 46 },
      tooltip: tooltip(colours, (item) => item.data.text, { trigger: 'item' }),
      xAxis: axis(colours, 'Iterations', { type: 'log', logBase: 10, min: budgets[0], max: budgets.at(-1), nameGap: 30, splitLine: { show: false }, axisTick: { customValues: budgets, lineStyle: { color: colours.strong } }, axisLabel: { color: colours.ink2, customValues: budgets, formatter: count, hideOverlap: true } }),
      yAxis: m.axis(colours),
      series: [
        {
          type: 'lines', coordinateSystem: 'cartesian2d', polyline: true, silent: true, z: 1, progressive: 0,
          data: runs.filter((run) => run.checks.filter((c) => c.value !== null).length > 1).map((run) => ({
            coords: run.checks.filter((c) => c.value !== null).map((c) => [c.iterations, c.value]),
            lineStyle: {
              color: run.row.best ? colours.series[2] : run.outcome === 'held-back' ? colours.strong : colours.series[run.row.arm % 8],
              width: run.row.best ? 2.5 : 1, opacity: picked.has(run.row.ordinal) ? (run.row.best ? 1 : 0.55) : 0.06,
            },
          })),
        },
        scatter(runs.map((run) => point(colours, [Math.min(budgets.at(-1), Math.max(budgets[0], run.checks.at(-1).iterations)), run.checks.at(-1).value ?? m.missing], {
          ...run, arm: run.row.arm, faded: !picked.has(run.row.ordinal), text: `${run.row.label}, seed ${run.seed}\n${m.metric} ${value(run.checks.at(-1).value)} after ${count(run.checks.at(-1).iterations)}, ${run.outcome.replace('-', ' ')}`,
        }))),
      ],
    }));
  }

  return { panel, draw };
}

/** Two objectives against each other. */
export function front() {
  const host = h('div', { class: 'plot low' });
  const chart = new Chart(host, 'Two objectives');
  const said = h('p', { class: 'plot-note small muted' });
  const panel = card('front', 'Two objectives', 'Each point a variant. On the line: those that no other is better than in both.', host, null, said);

  function draw(data, picked) {
    panel.hidden = data.objectives.length < 2;
    if (panel.hidden) return;
    const [one, other] = [measure(data, 0), measure(data, 1)];
    const rows = data.rows.filter((row) => !row.values.includes(null));
    said.textContent = data.arms.filter((arm) => arm.hypervolume !== undefined).map((arm) => `${Object.values(arm.settings).join(', ')} The front dominates an area of ${decimal(arm.hypervolume)} up to the worst values found, ${arm.reference.map(decimal).join(' and ')}.`).join(' ');
    host.setAttribute('aria-label', `${several(rows.length, 'variant')} by ${one.metric} and ${other.metric}; ${several(rows.filter((row) => row.onFront).length, 'variant')} on the front.`);
    chart.draw((colours) => ({
      grid: { left: 64, right: 18, top: 14, bottom: 46 },
      tooltip: tooltip(colours, (item) => item.data.text, { trigger: 'item' }),
      xAxis: one.axis(colours, { nameGap: 30 }),
      yAxis: other.axis(colours),
      series: [
        ...data.arms.map((_, arm) => ({
          type: 'line', step: 'end', silent: true, showSymbol: false, lineStyle: { color: colours.series[arm % 8], width: 2 },
          data: rows.filter((row) => row.arm === arm && row.onFront).map((row) => row.values).sort((a, b) => (one.maximise ? b[0] - a[0] : a[0] - b[0])),
        })),
        scatter(rows.map((row) => point(colours, row.values, { ...row, faded: !picked.has(row.ordinal), halo: row.onFront, text: `${row.label}\n${one.metric} ${value(row.values[0])}\n${other.metric} ${value(row.values[1])}` }))),
      ],
    }));
  }

  return { panel, draw };
}

/** How much each parameter matters. */
export function importance() {
  const host = h('div', { class: 'plot low' });
  const chart = new Chart(host, 'What matters');
  const keys = h('ul', { class: 'legend', 'aria-label': 'Measures' },
    h('li', {}, h('span', { class: 'swatch c1' }), 'PED-ANOVA: what the best tenth has in common'), h('li', {}, h('span', { class: 'swatch c2' }), 'functional ANOVA: share of the variance'));
  const panel = card('matters', 'What matters', 'Of all variants, whichever are picked out; with 95 % intervals by bootstrap.', host, null, keys);

  function draw(data, picked, weights) {
    const rows = weights.flatMap((arm) => arm.importance.map((m) => ({
      name: [...(weights.length > 1 ? Object.values(arm.settings) : []), said(m.parameter)].join(', '), by: [m, arm.variance?.find((v) => v.parameter === m.parameter)],
    }))).sort((a, b) => a.by[0].share - b.by[0].share).slice(-16);
    panel.hidden = rows.length === 0;
    if (panel.hidden) return;
    const percent = (v) => `${Math.round(100 * v)} %`;
    host.setAttribute('aria-label', `Importance of parameters: ${[...rows].reverse().map((row) => `${row.name} ${percent(row.by[0].share)}`).join(', ')}.`);
    chart.draw((colours, width) => ({
      grid: { left: width < 560 ? 130 : 190, right: 30, top: 10, bottom: 30 },
      tooltip: tooltip(colours, (item) => item.data.text, { trigger: 'item' }),
      xAxis: axis(colours, '', { type: 'value', min: 0, max: 1, axisLabel: { color: colours.ink2, formatter: percent } }),
      yAxis: axis(colours, '', { type: 'category', data: rows.map((row) => row.name), axisLabel: { color: colours.ink, width: width < 560 ? 120 : 180, overflow: 'truncate', formatter: (v) => v }, splitLine: { show: false } }),
      series: [1, 0].filter((kind) => rows.some((row) => row.by[kind])).flatMap((kind, _, kinds) => {
        const aside = kinds.length < 2 ? 0 : kind === 0 ? -7 : 7;
        const known = rows.map((row, i) => ({ i, m: row.by[kind], name: row.name })).filter(({ m }) => m);
        return [{
          type: 'custom', encode: { x: 1, y: 0 },
          data: known.map(({ i, m, name }) => ({ value: [i, m.share], text: `${name}\n${percent(m.share)}, 95 % interval ${percent(m.low)} – ${percent(m.high)}` })),
          renderItem: (params, it) => {
            const { i, m } = known[params.dataIndex];
            const [from, y] = it.coord([0, i]);
            const at = (v) => it.coord([v, i])[0];
            const line = (x1, y1, x2, y2) => ({ type: 'line', silent: true, shape: { x1, y1: y1 + aside, x2, y2: y2 + aside }, style: { stroke: colours.ink, lineWidth: 1.2 } });
            return {
              type: 'group',
              children: [
                { type: 'rect', shape: { x: from, y: y + aside - 6, width: Math.max(1, at(m.share) - from), height: 12 }, style: { fill: colours.series[kind], opacity: 0.75 } },
                line(at(m.low), y, at(m.high), y), line(at(m.low), y - 3, at(m.low), y + 3), line(at(m.high), y - 3, at(m.high), y + 3),
              ],
            };
          },
        }];
      }),
    }));
  }

  return { panel, draw };
}

/** Every trial against each parameter. */
export function slices() {
  const host = h('div', { class: 'plot' });
  const chart = new Chart(host, 'Slices');
  const panel = card('slices', 'What was found where', 'Each point a trial, at its variant’s value of the parameter; whatever else differs is not shown.', host, null, h('p', { class: 'plot-note small muted' }, HOW));

  function draw(data, picked) {
    const panels = data.objectives.flatMap((_, place) => data.axes.filter((a) => a.parameter).slice(0, 12).map((a) => ({ a, place, m: measure(data, place) })));
    const columns = (width) => Math.max(1, Math.min(panels.length, Math.floor(width / 300)));
    const height = 236;
    host.style.height = `${height * Math.ceil(panels.length / columns(host.clientWidth || 900))}px`;
    host.setAttribute('aria-label', `${several(data.shown, 'trial')} against ${panels.map(({ a }) => a.title).join(', ')}.`);
    chart.draw((colours, width) => {
      const across = columns(width);
      const each = width / across;
      return {
        grid: panels.map((_, i) => ({ left: (i % across) * each + 58, width: each - 74, top: Math.floor(i / across) * height + 10, height: height - 62 })),
        tooltip: tooltip(colours, (item) => item.data.text, { trigger: 'item' }),
        xAxis: panels.map(({ a }, i) => axis(colours, a.title, {
          gridIndex: i, nameGap: 26, splitLine: { show: false }, axisLine: { show: true, onZero: false, lineStyle: { color: colours.strong } }, ...(a.options
            ? { type: 'value', min: -0.5, max: a.options.length - 0.5, axisTick: { customValues: a.options.map((_, k) => k), lineStyle: { color: colours.strong } }, axisLabel: { color: colours.ink2, customValues: a.options.map((_, k) => k), formatter: (k) => { const o = a.options[k] ?? ''; return o.length > 12 ? `${o.slice(0, 11)}…` : o; }, hideOverlap: true } }
            : { type: a.log ? 'log' : 'value', min: a.low, max: a.high, axisLabel: { color: colours.ink2, formatter: decimal, hideOverlap: true } }),
        })),
        yAxis: panels.map(({ m }, i) => m.axis(colours, { gridIndex: i, nameGap: 42, splitNumber: 3 })),
        series: panels.map(({ a, place, m }, i) => scatter(data.rows.flatMap((row) => {
          const at = a.of(row);
          if (at === null) return [];
          return row.trials.filter((t) => t.checks.length).map((t, k) => point(colours, [
            a.options ? a.options.indexOf(at) + 0.6 * (((row.ordinal * 7 + k) * 0.618034) % 1 - 0.5) : at, t.values[place] ?? m.missing], {
            ...t, arm: row.arm, atLeast: place === 0 && t.atLeast, faded: !picked.has(row.ordinal),
            text: `${row.label}, seed ${t.seed}\n${m.metric} ${value(t.values[place])}, ${t.outcome.replace('-', ' ')}${t.fresh ? ', fresh' : ''}`,
          }));
        }), { xAxisIndex: i, yAxisIndex: i })),
      };
    });
  }

  return { panel, draw };
}
