import { api } from './api.js';
import { fill, h, select } from './dom.js';
import { settings } from './place.js';
import { endChip } from './status.js';
import { count, decimal, several } from './words.js';

const PAGE = 25;
const SORTS = [['seed', 'variant, seed'], ['iterations', 'iterations'], ['loss', 'loss'], ['accuracy', 'accuracy']];
const ENDS = ['converged', 'exhausted', 'diverged', 'failed', 'cancelled', 'running'];

/** The trials themselves, a page at a time. */
export function trials(context) {
  const asked = settings(context.place, 'trials', { variant: '', end: '', sort: 'seed', from: '0' }, { end: ['', ...ENDS], sort: SORTS.map(([key]) => key) });
  const from = () => Math.max(0, Number.parseInt(asked.from, 10) || 0);
  const body = h('tbody', {});
  const more = h('div', { class: 'more small' });
  const again = (key) => (value) => { asked[key] = value; asked.from = '0'; refresh(true); };
  const rows = context.overview().variants;
  const offered = rows.slice(0, 200).map((row) => [String(row.ordinal), row.label]);
  const panel = h('section', { class: 'card panel', 'aria-labelledby': 'trials-title' },
    h('header', {}, h('h2', { id: 'trials-title' }, 'Trials'),
      h('div', { class: 'controls' },
        rows.length > 1 ? select('Variant', [['', 'all'], ...offered], asked.variant, again('variant')) : null,
        select('End', [['', 'any'], ...ENDS.map((e) => [e, e === 'running' ? 'under way' : e])], asked.end, again('end')),
        select('Sort by', SORTS, asked.sort, again('sort')))),
    h('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Trials, table' },
      h('table', {}, h('caption', { class: 'visually-hidden' }, 'Trials'),
        h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, 'Seed'), h('th', { scope: 'col' }, 'Variant'), h('th', { scope: 'col' }, 'End'),
          ...['Iterations', 'Loss', 'Accuracy'].map((name) => h('th', { scope: 'col', class: 'number' }, name)))), body)),
    more);

  let last = '';
  async function refresh() {
    const query = { sort: asked.sort, from: from(), limit: PAGE };
    if (/^\d+$/.test(asked.variant) && Number(asked.variant) < rows.length) query.variant = asked.variant;
    if (asked.end) query.end = asked.end;
    Object.assign(query, context.pick());
    const page = await api.trials(context.id, query);
    const now = JSON.stringify(page);
    if (now === last) return;
    last = now;
    panel.dataset.total = page.total;
    const focused = document.activeElement?.closest?.('tbody') === body ? document.activeElement.getAttribute('href') : null;
    fill(body, page.trials.length ? page.trials.map((t) => h('tr', {},
      h('th', { scope: 'row' }, h('a', { href: `#/experiment/${encodeURIComponent(context.id)}/trial/${encodeURIComponent(t.trial)}`, 'aria-label': `Trial with seed ${t.seed} of ${t.label}` }, t.fold ? `${t.seed}, fold ${t.fold}` : String(t.seed))),
      h('td', {}, t.label), h('td', {}, endChip(t.end)),
      h('td', { class: 'number' }, count(t.iterations)), h('td', { class: 'number' }, decimal(t.loss)), h('td', { class: 'number' }, decimal(t.accuracy))))
      : h('tr', {}, h('td', { colspan: 6, class: 'muted' }, 'None.')));
    if (focused) [...body.querySelectorAll('a')].find((a) => a.getAttribute('href') === focused)?.focus({ preventScroll: true });
    const to = Math.min(page.total, from() + PAGE);
    fill(more, page.total > PAGE ? [
      h('button', { type: 'button', disabled: from() === 0, onclick: () => { asked.from = String(Math.max(0, from() - PAGE)); refresh(); } }, 'Earlier'),
      h('span', { class: 'muted' }, `${count(from() + 1)} – ${count(to)} of ${several(page.total, 'trial')}`),
      h('button', { type: 'button', disabled: to >= page.total, onclick: () => { asked.from = String(from() + PAGE); refresh(); } }, 'Later')] : null);
  }

  return { panel, refresh, picked: () => { asked.from = '0'; return refresh(); } };
}
