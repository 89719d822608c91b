import { api } from './api.js';
import { called, number, scale, short } from './axes.js';
import { axis, Chart, COLOURS, extent, round, ticks, tooltip } from './charts.js';
import { choice, h, select } from './dom.js';
import { settings } from './place.js';
import { at, count, quantile, several, spread } from './words.js';

/** One setting at a time: every trial that has it, whatever the others. */
export function slices(context, picking) {
  const { axes, variants } = context.overview();
  const best = axes.find((name) => scale(variants, name).type !== 'category') ?? axes[0];
  const few = (name) => new Set(variants.map((row) => row.settings[name])).size <= COLOURS;
  const asked = settings(context.place, 'slice', { x: best, by: axes.find((name) => name !== best && few(name)) ?? '', y: 'log' }, { x: axes, by: ['', ...axes], y: ['log', 'linear'] });
  const host = h('div', { class: 'plot low' });
  const note = h('p', { class: 'plot-note small muted' });
  const keys = h('ul', { class: 'legend', 'aria-label': 'Colours' });
  const told = h('p', { class: 'small muted' });
  const chart = new Chart(host, 'Slice');
  const names = axes.map((name) => [name, short(name, axes)]);
  const panel = h('section', { class: 'card panel', 'aria-labelledby': 'slice-title' },
    h('header', {}, h('div', {}, h('h2', { id: 'slice-title' }, 'One setting at a time'), told),
    h('div', { class: 'controls' }, select('Along', names, asked.x, (v) => { asked.x = v; refresh(); }),
      axes.length > 1 ? select('Colour', [...names, ['', 'none']], asked.by, (v) => { asked.by = v; refresh(); }) : null,
      choice('Scale', [['log', 'log'], ['linear', 'linear']], asked.y, (v) => { asked.y = v; draw(); }))),
    host, note, keys);
  let cells = [];

  async function refresh() {
    const by = asked.by === asked.x ? '' : asked.by;
    cells = await api.marginals(context.id, { along: asked.x, by, ...(picking.active() ? { pick: picking.text() } : {}) });
    draw();
  }

  function draw() {
    const seen = cells.filter((cell) => cell.trials > 0).map((cell) => ({ ...cell, median: at(cell.quantiles, 0.5) }));
    const rows = context.overview().variants;
    const x = scale(rows, asked.x);
    const named = [called(rows, asked.x), called(rows, asked.by)];
    const label = (cell) => [named[0](cell.value), cell.group && named[1](cell.group)].filter(Boolean).join(', ');
    const groups = [...new Set(seen.map((cell) => cell.group))];
    const shown = groups.slice(0, COLOURS);
    const many = Math.max(1, ...cells.map((cell) => cell.variants));
    told.textContent = many > 1 ? `Median and 10–90 % over all trials that share the setting, whatever their others: up to ${count(many)} variants at a point.`
      : 'Median and 10–90 % over the trials of each variant.';
    note.textContent = [
      seen.length === 0 ? 'No trial has ended yet.' : '',
      shown.length < groups.length ? `The first ${shown.length} of ${count(groups.length)} are drawn.` : '',
      seen.some((cell) => !cell.median.reached) ? '▲ the median lies beyond the budget' : '',
    ].filter(Boolean).join(' ');
    host.hidden = seen.length === 0;
    keys.replaceChildren(...(shown.length > 1 ? shown.map((name, i) => h('li', {}, h('span', { class: `swatch c${i + 1}` }), named[1](name))) : []));
    host.setAttribute('aria-label', `Median iterations along ${short(asked.x, axes)}: ${seen.slice(0, 12)
      .map((cell) => `${label(cell)} ${quantile(cell.median)}`).join('; ')}`);
    const range = extent(seen.flatMap((cell) => cell.quantiles.map((q) => q.iterations)), true);
    const log = asked.y === 'log';
    chart.draw((colours) => ({
      grid: { left: 58, right: 22, top: 14, bottom: 46 },
      tooltip: tooltip(colours, (item) => item.data.text, { trigger: 'item' }),
      xAxis: axis(colours, short(asked.x, axes), {
        type: x.type, data: x.data, nameGap: 30, ...(x.type === 'log' ? { min: x.min / 1.4, max: x.max * 1.4 } : {}), scale: true, splitLine: { show: false },
        axisTick: { lineStyle: { color: colours.strong }, customValues: x.values },
        axisLabel: { color: colours.ink2, customValues: x.values, formatter: x.values ? number : x.formatter, hideOverlap: true },
      }),
      yAxis: axis(colours, 'Iterations', {
        type: log ? 'log' : 'value', nameGap: 42, ...(range && log ? { min: range[0] / 1.3, max: range[1] * 1.3 } : {}),
        ...round(colours, log, range && [range[0] / 1.3, range[1] * 1.3], ticks),
      }),
      series: shown.flatMap((group, i) => {
        const colour = colours.series[i];
        const points = seen.filter((cell) => cell.group === group).sort((a, b) => (x.type === 'category' ? x.data.indexOf(a.value) - x.data.indexOf(b.value) : x.of(a.value) - x.of(b.value)));
        const aside = 7 * (i - (shown.length - 1) / 2); // neighbours' bars stand beside each other
        return [
          {
            type: 'scatter', z: 3, symbolSize: 8, symbolOffset: [aside, 0], itemStyle: { color: colour, opacity: 1 }, emphasis: { disabled: true },
            data: points.map((cell) => ({
              value: [x.of(cell.value), cell.median.iterations], symbol: cell.median.reached ? 'circle' : 'triangle',
              text: `${label(cell)}\nmedian ${quantile(cell.median)}, 10–90 %: ${spread(cell.quantiles)}\n${several(cell.trials, 'trial')} of ${several(cell.variants, 'variant')}`,
            })),
          },
          {
            type: 'custom', z: 2, silent: true, encode: { x: 0, y: [1, 2] },
            data: points.map((cell) => [x.of(cell.value), at(cell.quantiles, 0.1).iterations, at(cell.quantiles, 0.9).iterations]),
            renderItem: (params, it) => {
              const place = (cell, p) => {
                const [px, py] = it.coord([x.of(cell.value), at(cell.quantiles, p).iterations]);
                return { x: px + aside, y: py };
              };
              const line = (from, to, style) => ({ type: 'line', shape: { x1: from.x, y1: from.y, x2: to.x, y2: to.y }, style: { stroke: colour, ...style } });
              const cell = points[params.dataIndex];
              const before = x.type === 'category' ? undefined : points[params.dataIndex - 1]; // words have no in between
              return {
                type: 'group',
                children: [
                  line(place(cell, 0.1), place(cell, 0.9), { lineWidth: 5, opacity: 0.3, lineCap: 'round' }),
                  ...(before ? [line(place(before, 0.5), place(cell, 0.5), { lineWidth: 1.5, opacity: 0.7 })] : []),
                ],
              };
            },
          },
        ];
      }),
    }));
  }

  return { panel, refresh, picked: refresh };
}
