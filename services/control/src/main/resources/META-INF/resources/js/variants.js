import { short } from './axes.js';
import { COLOURS } from './charts.js';
import { fill, h } from './dom.js';
import { settings } from './place.js';
import { at, count, quantile, several, spread } from './words.js';

const PAGE = 40;

const median = (row) => {
  const q = at(row.quantiles, 0.5);
  return !q ? Infinity : q.reached ? q.iterations : 1e12 + q.iterations;
};
const kind = (column) => [column.number && 'number', column.where && `on-${column.where}`].filter(Boolean).join(' ');
const ended = (row) => Object.values(row.ends).reduce((a, b) => a + b, 0);
const number = (text) => (Number.isFinite(Number(text)) ? Number(text) : text);
const compare = (a, b) => (typeof a === typeof b ? (a < b ? -1 : a > b ? 1 : 0) : typeof a === 'number' ? -1 : 1);

/** Variants as a table: one row each with its iterations to target, if it has one; sortable, drawn where its box is ticked. */
export function variants(context) {
  const targets = context.overview().targets;
  const title = targets ? 'Iterations to target' : 'Trials by variant';
  const axes = context.overview().axes;
  const reported = context.overview().variants.some((row) => row.reported !== null);
  const several8 = context.overview().variants.length > 1;
  const columns = [
    ...(axes.length > 1 ? [{ name: 'Variant', where: 'narrow', head: true, key: (r) => r.label, cell: (r) => r.label }] : []),
    ...(axes.length ? axes.map((axis, i) => ({ name: short(axis, axes), where: axes.length > 1 ? 'wide' : '', head: i === 0, title: axis, key: (r) => number(r.settings[axis]), cell: (r) => r.words[axis] }))
      : [{ name: 'Variant', head: true, key: (r) => r.label, cell: (r) => r.label }]),
    ...(targets ? [{ name: 'Converged', number: true, key: (r) => (r.ends.converged ?? 0) / r.trials, cell: (r) => `${count(r.ends.converged ?? 0)}/${count(r.trials)}` },
    { name: 'Median', number: true, title: 'median iterations to target', key: median, cell: (r) => { const q = at(r.quantiles, 0.5); return q ? h('strong', {}, quantile(q)) : '–'; } },
    { name: '10–90 %', number: true, title: 'iterations to target, 10 to 90 %', key: (r) => at(r.quantiles, 0.9)?.iterations ?? Infinity, cell: (r) => spread(r.quantiles) },
    { name: 'Censored', number: true, title: 'budget used up or diverged: the target lies beyond', key: (r) => censored(r), cell: (r) => (censored(r) ? count(censored(r)) : '–') }]
      : [{ name: 'Ended', number: true, key: ended, cell: (r) => `${count(ended(r))}/${count(r.trials)}` }]),
    { name: 'Under way', number: true, key: (r) => r.trials - ended(r), cell: (r) => (r.trials - ended(r) ? count(r.trials - ended(r)) : '–') },
    ...(reported ? [{ name: 'Reported', number: true, title: 'the report’s own number', key: (r) => r.reported ?? Infinity, cell: (r) => (r.reported === null ? '–' : count(r.reported)) }] : []),
  ];
  const asked = settings(context.place, '', { sort: '' }); // the name of a column, with a minus for falling
  const named = (text) => columns.find((column) => column.name === text.replace(/^-/, ''));
  let sorted = named(asked.sort) ?? null;
  let down = sorted !== null && asked.sort.startsWith('-');
  let shown = PAGE;
  const body = h('tbody', {});
  const more = h('div', { class: 'more small' });
  const warning = h('p', { class: 'small muted', 'aria-live': 'polite' });
  const heads = columns.map((column) => {
    const head = h('th', { scope: 'col', class: kind(column), 'aria-sort': column !== sorted ? 'none' : down ? 'descending' : 'ascending', title: column.title },
      h('button', {
        type: 'button', onclick: () => {
          down = sorted === column ? !down : false;
          sorted = column;
          asked.sort = (down ? '-' : '') + column.name;
          heads.forEach((other) => other.setAttribute('aria-sort', other === head ? (down ? 'descending' : 'ascending') : 'none'));
          refresh();
        },
      }, column.name));
    return head;
  });
  const table = h('table', {}, h('caption', { class: 'visually-hidden' }, `${title}, a row each`),
    h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, several8 ? 'Draw' : h('span', { class: 'visually-hidden' }, 'Draw')), heads)), body);
  const together = h('button', { type: 'button', title: 'Two variants that are drawn', onclick: () => {
    location.hash = `#/compare?${new URLSearchParams({ e: `${context.id},${context.id}`, v: context.chosen().join() })}`;
  } }, 'Compare the two drawn');
  const panel = h('section', { class: 'card panel', 'aria-labelledby': 'variants-title' },
    h('header', {}, h('div', {}, h('h2', { id: 'variants-title' }, title), warning), several8 ? together : null),
    h('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': `${title}, table` }, table), more);

  function refresh() {
    const picked = context.picked();
    const all = context.overview().variants;
    const rows = picked ? all.filter((row) => picked.has(row.ordinal)) : [...all];
    panel.dataset.rows = rows.length;
    together.hidden = context.chosen().length !== 2;
    if (sorted) {
      const keys = new Map(rows.map((row) => [row, sorted.key(row)]));
      rows.sort((a, b) => (down ? -1 : 1) * compare(keys.get(a), keys.get(b)) || a.ordinal - b.ordinal);
    }
    const focused = document.activeElement?.closest?.('tr')?.dataset.ordinal;
    fill(body, rows.slice(0, shown).map((row) => h('tr', { 'data-ordinal': row.ordinal },
      h('td', {}, box(row)), columns.map((column) => (column.head
        ? h('th', { scope: 'row', class: kind(column) }, column.cell(row))
        : h('td', { class: kind(column) }, column.cell(row)))))));
    if (focused !== undefined && document.activeElement === document.body) body.querySelector(`[data-ordinal="${focused}"] input`)?.focus({ preventScroll: true });
    const rest = rows.length - shown;
    fill(more, rest > 0 ? [h('span', { class: 'muted' }, `${count(Math.min(shown, rows.length))} of ${several(rows.length, 'variant')}`),
      h('button', { type: 'button', onclick: () => { shown += 2 * PAGE; refresh(); } }, 'More')] : null);
  }

  function box(row) {
    const drawn = context.drawn.has(row.ordinal);
    return h('label', { class: 'key' },
      h('input', {
        type: 'checkbox', checked: drawn, 'aria-label': `Draw ${row.label}`,
        onchange: (e) => {
          if (!context.toggle(row.ordinal)) {
            e.target.checked = false;
            warning.textContent = `At most ${COLOURS} variants are drawn at once: take another one out first.`;
            return;
          }
          warning.textContent = '';
          refresh();
        },
      }),
      h('span', { class: drawn ? context.drawn.swatch(row.ordinal) : 'swatch' }));
  }

  return { panel, refresh, drawn: refresh, picked: refresh };
}

const censored = (row) => (row.ends.exhausted ?? 0) + (row.ends.diverged ?? 0);
