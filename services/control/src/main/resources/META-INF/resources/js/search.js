import { api } from './api.js';
import { said } from './axes.js';
import { COLOURS } from './charts.js';
import { choice, fill, h } from './dom.js';
import { Filter } from './filter.js';
import { front, importance, parallel, progress, rungs, slices } from './searchcharts.js';
import { count, decimal, several } from './words.js';

const PAGE = 25;
const FURTHEST = ['exhausted', 'converged', 'held-back', 'running', 'diverged', 'failed', 'cancelled'];

/** A search: all of its trials, what matters, who went on; what is brushed in one view is picked out in all. */
export function search(context) {
  const two = h('div', { class: 'pair' });
  const told = h('p', { class: 'small muted', 'aria-live': 'polite' });
  const filter = new Filter(() => {
    context.place.write('pick', filter.text(), '');
    draw();
  }, context.place.read('pick', ''));
  const views = [parallel(filter), progress(), rungs(), front(), importance(), slices()];
  const [all, course, ladder, plane, matters, where] = views;
  const table = board(context);
  const header = h('header', {}, h('div', {}, h('h2', { id: 'all-title' }, 'All trials at once'), told), filter.clear);
  all.panel.prepend(header);
  all.panel.append(filter.fields);
  fill(two, [course, ladder, plane, matters].map((view) => view.panel));
  const panel = h('div', {}, all.panel, two, where.panel, table.panel);
  let last = '';
  let data;
  let weights = [];
  let weighed = 0;

  async function refresh() {
    const [found, known] = [await api.search(context.id), context.overview().variants];
    const now = JSON.stringify(found) + known.length;
    if (now === last) return;
    last = now;
    data = model(found, known);
    if (context.chosen().length === 0) leading(data).slice(0, COLOURS).forEach((row) => context.drawn.add(row.ordinal));
    const seen = data.rows.filter((row) => row.values[0] !== null).length;
    if (data.objectives.length === 1 && (seen > 1.1 * weighed || !data.rows.some((row) => row.outcome === 'running'))) {
      weights = await api.importance(context.id); // a bootstrap takes its time: not for every trial
      weighed = seen;
    }
    filter.over(data);
    draw();
  }

  function draw() {
    if (!data) return;
    const picked = new Set(data.rows.filter((row) => filter.passes(row)).map((row) => row.ordinal));
    const trials = data.rows.filter((row) => picked.has(row.ordinal)).reduce((sum, row) => sum + row.trials.length, 0);
    told.textContent = `${filter.active() ? `${count(picked.size)} of ` : ''}${several(data.rows.length, 'variant')}, ${several(trials, 'trial')}${
      data.shown < data.trials ? ` of ${count(data.trials)}: the best, and some of the others` : ''}. One line a variant, strong lines are better; drag along an axis, or use the fields below, to pick some out everywhere.`;
    panel.dataset.picked = picked.size;
    panel.dataset.variants = data.rows.length;
    views.forEach((view) => view.draw(data, picked, weights));
    table.draw(data, picked);
  }

  return { panel, refresh };
}

/** The answer with everything by name: a row a variant, an axis for each thing it is chosen or judged by. */
function model(found, known) {
  const places = Object.keys(found.arms[0]?.settings ?? {});
  const several = found.arms.length > 1;
  const axes = [
    ...(several ? places.map((name) => ({ name, title: said(name), options: [...new Set(found.arms.map((arm) => arm.settings[name]))], of: (row) => row.settings[name] })) : []),
    ...found.parameters.map((p, i) => ({
      name: p.name, title: said(p.name), log: p.log, low: p.low, high: p.high, options: p.options.length ? p.options : null, parameter: true,
      of: (row) => (row.point[i] === null ? null : p.options.length ? row.point[i] : Number(row.point[i])),
    })),
  ];
  const rows = found.arms.flatMap((arm, place) => arm.variants.map((v) => ({
    ...v, ordinal: v.variant, arm: place, settings: arm.settings, label: known[v.variant]?.label ?? `variant ${v.variant}`, best: arm.best === v.variant,
    onFront: arm.front?.includes(v.variant) ?? false,
    cost: v.trials.filter((t) => !t.fresh).reduce((sum, t) => sum + t.iterations, 0),
    seconds: v.trials.filter((t) => !t.fresh).reduce((sum, t) => sum + (t.processorSeconds ?? 0), 0),
  })));
  found.objectives.forEach((objective, i) => axes.push({ name: objective.metric, title: objective.metric, objective, of: (row) => row.values[i] }));
  return { ...found, axes, rows };
}

/** Rows, the best first; of two objectives by the first. */
function leading(data) {
  const sign = data.objectives[0].maximise ? -1 : 1;
  const key = (row) => (row.values[0] === null ? Infinity : sign * row.values[0]);
  return [...data.rows].sort((a, b) => FURTHEST.indexOf(a.outcome) - FURTHEST.indexOf(b.outcome) || key(a) - key(b) || a.ordinal - b.ordinal);
}

/** The variants that are picked out, the best first. */
function board(context) {
  let shown = PAGE;
  let order = 'best';
  let seen;
  const head = h('tr', {});
  const body = h('tbody', {});
  const more = h('div', { class: 'more small' });
  const warning = h('p', { class: 'small muted', 'aria-live': 'polite' });
  const panel = h('section', { class: 'card panel', 'aria-labelledby': 'board-title' },
    h('header', {}, h('div', {}, h('h2', { id: 'board-title' }, 'Variants'), warning),
      h('div', { class: 'controls' }, choice('Order', [['best', 'best first'], ['proposed', 'as proposed']], order, (v) => { order = v; if (seen) draw(...seen); }))),
    h('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Variants of the search, table' },
      h('table', {}, h('caption', { class: 'visually-hidden' }, 'Variants of the search'), h('thead', {}, head), body)), more);

  function draw(data, picked) {
    seen = [data, picked];
    const focused = document.activeElement?.closest?.('tbody') === body ? document.activeElement.getAttribute('data-key') : null;
    const rows = (order === 'best' ? leading(data) : [...data.rows].sort((a, b) => a.ordinal - b.ordinal)).filter((row) => picked.has(row.ordinal));
    fill(head, h('th', { scope: 'col' }, 'Draw'), h('th', { scope: 'col' }, 'Variant'), h('th', { scope: 'col' }, 'Stands'),
      ['Trials', 'Iterations', ...data.objectives.map((o) => o.metric)].map((name) => h('th', { scope: 'col', class: 'number' }, name)));
    fill(body, rows.length ? rows.slice(0, shown).map((row) => h('tr', {},
      h('td', {}, h('label', { class: 'key' }, h('input', {
        type: 'checkbox', 'data-key': `draw-${row.ordinal}`, checked: context.drawn.has(row.ordinal), 'aria-label': `Draw ${row.label}`,
        onchange: (e) => {
          const done = context.toggle(row.ordinal);
          if (!done) e.target.checked = false;
          warning.textContent = done ? '' : `At most ${COLOURS} variants are drawn at once: take another one out first.`;
          if (done) draw(...seen);
        },
      }), h('span', { class: context.drawn.has(row.ordinal) ? context.drawn.swatch(row.ordinal) : 'swatch' }))),
      h('th', { scope: 'row' }, row.trials.length
        ? h('a', { 'data-key': `trial-${row.ordinal}`, href: `#/experiment/${encodeURIComponent(context.id)}/trial/${encodeURIComponent(`${context.id}.${row.ordinal}.${row.trials[0].seed}`)}` }, row.label) : row.label,
      row.best ? h('span', { class: 'chip good' }, 'best') : row.onFront ? h('span', { class: 'chip good' }, 'front') : null),
      h('td', {}, row.outcome.replace('-', ' ')), h('td', { class: 'number' }, count(row.trials.length)),
      h('td', { class: 'number' }, count(Math.max(0, ...row.trials.map((t) => t.iterations)))),
      row.values.map((value, i) => h('td', { class: 'number' }, value === null ? '–' : (i === 0 && row.atLeast ? '≥\u202f' : '') + decimal(value)))))
      : h('tr', {}, h('td', { colspan: 5 + data.objectives.length, class: 'muted' }, data.rows.length ? 'None is picked out.' : 'None was proposed yet.')));
    if (focused) body.querySelector(`[data-key="${focused}"]`)?.focus({ preventScroll: true });
    fill(more, rows.length > shown ? [h('span', { class: 'muted' }, `${count(shown)} of ${several(rows.length, 'variant')}`),
      h('button', { type: 'button', onclick: () => { shown += 4 * PAGE; draw(...seen); } }, 'More')] : null);
  }

  return { panel, draw };
}
