import { number, scale, short } from './axes.js';
import { Chart, extent, lerp, tooltip } from './charts.js';
import { h } from './dom.js';
import { at, count, quantile, several, spread } from './words.js';

/** More lines than these nobody tells apart. */
const MOST = 600;

/** All settings at once: parallel coordinates, a line a variant; along each axis some can be picked out. */
export function lines(context, sweep) {
  const host = h('div', { class: 'plot tall' });
  const note = h('p', { class: 'plot-note small muted' });
  const { filter } = sweep;
  const chart = new Chart(host, 'Parallel coordinates', undefined, (echart) => {
    echart.on('axisareaselected', (event) => filter.drag(Number(event.parallelAxisId.split('-')[1]), event.intervals));
  });
  const panel = h('section', { class: 'card panel', 'aria-labelledby': 'parallel-title' },
    h('header', {}, h('div', {}, h('h2', { id: 'parallel-title' }, 'All settings at once'),
      h('p', { class: 'small muted' }, 'One line a variant, from its settings to its median iterations; strong lines are fast. Dashed: the median lies beyond the budget. Drag along an axis to pick some out.'))),
    host, note, filter.fields);
  let before = '';

  /** The fastest of very many, and some of the others. */
  function some(rows) {
    if (rows.length <= MOST) return rows;
    const sorted = [...rows].sort((a, b) => a.median.reached === b.median.reached ? a.median.iterations - b.median.iterations : a.median.reached ? -1 : 1);
    const fast = MOST / 2;
    const step = (sorted.length - fast) / (MOST - fast);
    return [...sorted.slice(0, fast), ...Array.from({ length: MOST - fast }, (_, i) => sorted[fast + Math.floor(i * step)])];
  }

  function refresh() {
    const { axes, variants } = context.overview();
    const all = variants.filter((row) => row.quantiles.length > 0).map((row) => ({ row, median: at(row.quantiles, 0.5) }));
    const rows = some(all);
    note.textContent = rows.length === 0 ? 'No trial has ended yet.' : rows.length < all.length ? `The ${count(MOST / 2)} fastest of ${several(all.length, 'variant')}, and as many of the others.` : '';
    host.hidden = rows.length === 0;
    const now = JSON.stringify(rows.map(({ row, median }) => [row.ordinal, median]));
    if (now === before) return;
    before = now;
    const names = axes.map((name) => short(name, axes));
    host.setAttribute('aria-label', `Parallel coordinates of ${rows.length} variants over ${names.join(', ')} and median iterations; the table below has the same numbers, and the fields below pick out the same.`);
    const range = extent(rows.map((r) => r.median.iterations), true) ?? [1, 10];
    const spreadOut = range[1] / range[0] >= 10;
    const place = (v) => (range[1] === range[0] ? 0 : spreadOut ? Math.log(v / range[0]) / Math.log(range[1] / range[0]) : (v - range[0]) / (range[1] - range[0]));
    const scales = axes.map((name) => scale(variants, name));
    chart.draw((colours, width) => {
      const narrow = width < 560;
      const label = { color: colours.ink2, textBorderWidth: 3, textBorderColor: colours.card };
      const line = { axisLine: { lineStyle: { color: colours.strong } }, axisTick: { lineStyle: { color: colours.strong } }, splitLine: { show: false }, ...(narrow ? { nameLocation: 'middle', nameGap: 30 } : {}) };
      return {
        parallel: {
          left: narrow ? 24 : 40, right: narrow ? 24 : 50, top: 40, bottom: narrow ? 60 : 26, layout: narrow ? 'vertical' : 'horizontal',
          parallelAxisDefault: { areaSelectStyle: { color: colours.accent, borderColor: colours.accent, opacity: 0.25, width: 18 } },
        },
        parallelAxis: [
          ...scales.map(({ of, values, formatter, ...type }, dim) => ({
            dim, id: `axis-${dim}`, name: names[dim], ...type, ...line, nameTextStyle: { color: colours.ink, fontWeight: 600 },
            axisTick: { ...line.axisTick, customValues: values?.length > 12 ? undefined : values },
            axisLabel: { ...label, customValues: values?.length > 12 ? undefined : values, formatter: values ? number : formatter, hideOverlap: true },
          })),
          {
            dim: axes.length, id: `axis-${axes.length}`, name: 'median', type: spreadOut ? 'log' : 'value', min: range[0], max: range[1] > range[0] ? range[1] : range[0] + 1, ...line,
            nameTextStyle: { color: colours.ink, fontWeight: 600 }, axisLabel: { ...label, formatter: (v) => count(v), hideOverlap: true },
          },
        ],
        tooltip: tooltip(colours, (item) => `${item.name}\n${item.data.text}`, { trigger: 'item' }),
        series: [{
          type: 'parallel', progressive: 200, inactiveOpacity: 0.06, activeOpacity: rows.length > 200 ? 0.5 : 0.9,
          data: [...rows].sort((a, b) => place(b.median.iterations) - place(a.median.iterations)).map(({ row, median }) => ({
            name: row.label, text: `median ${quantile(median)}, 10–90 %: ${spread(row.quantiles)}`,
            value: [...axes.map((name, dim) => scales[dim].of(row.settings[name])), Math.max(median.iterations, range[0])],
            lineStyle: {
              color: lerp(place(median.iterations), colours.accent, colours.strong), type: median.reached ? 'solid' : 'dashed',
              width: median.reached ? 2.4 - place(median.iterations) : 1.2, opacity: rows.length > 200 ? 0.3 : 0.9,
            },
          })),
        }],
      };
    }, mark);
  }

  /** Shows on the axes what is picked out, wherever that was done. */
  function mark() {
    filter.axes.slice(0, context.overview().axes.length + 1).forEach((a, dim) => {
      const intervals = filter.intervals(a).map(([low, high]) => [Number.isFinite(low) ? low : a.low ?? 1, Number.isFinite(high) ? high : a.high ?? 1e300]);
      chart.chart?.dispatchAction({ type: 'axisAreaSelect', parallelAxisId: `axis-${dim}`, intervals }, { silent: true });
    });
  }

  return { panel, refresh, picked: mark };
}
