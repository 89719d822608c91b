import { api } from './api.js';
import { fill, h, select } from './dom.js';
import { overlay, survivals } from './overlay.js';
import { settings } from './place.js';
import { count, several } from './words.js';

/** As many couples as are drawn at once: each has a colour, and a line a side. */
const MOST = 4;

/** Two experiments, or two variants, beside each other: what differs, seed by seed, curves over curves. */
export async function compare(room, { place, left }) {
  const asked = settings(place, '', { e: '', v: '', draw: '' });
  const known = await api.experiments();
  const ids = asked.e.split(',').filter((id) => known.some((s) => s.experiment === id));
  if (ids.length !== 2) {
    fill(room, h('p', { class: 'crumb' }, h('a', { href: '#/' }, 'Experiments'), ' /'), h('h1', {}, 'Compare'), picker(known, ids));
    return undefined;
  }
  const variants = asked.v.split(',').filter((v) => /^\d+$/.test(v));
  const query = { first: ids[0], second: ids[1], ...(variants.length === 2 ? { 'first-variant': variants[0], 'second-variant': variants[1] } : {}) };
  const [told, ...overviews] = await Promise.all([api.comparison(query), ...ids.map((id) => api.overview(id))]);
  if (left()) return undefined;
  const same = ids[0] === ids[1];
  const names = sides(overviews, told, same);
  const couples = told.couples.length ? told.couples : variants.length === 2 ? [couple(overviews, variants.map(Number))] : matched(overviews);
  const drawn = () => {
    const wanted = asked.draw.split(',').filter((i) => /^\d+$/.test(i) && Number(i) < couples.length).map(Number);
    return (wanted.length ? wanted : couples.length ? [0] : []).slice(0, MOST).map((i) => ({ ...couples[i], place: i }));
  };
  const context = { place, overviews, ids, names, drawn };
  const charts = [overlay(context)];
  if (overviews.every((o) => o.targets)) charts.push(survivals(context));
  const redraw = () => Promise.all(charts.map((chart) => chart.refresh()));

  fill(room,
    h('p', { class: 'crumb' }, h('a', { href: '#/' }, 'Experiments'), ' /'),
    h('div', { class: 'head' }, h('div', {}, h('h1', {}, `${names[0]} beside ${names[1]}`),
      h('p', {}, ids.slice(0, same ? 1 : 2).flatMap((id, i) => [i ? ' · ' : '', h('a', { class: 'mono', href: `#/experiment/${encodeURIComponent(id)}` }, id)]))),
    h('div', { class: 'actions' }, same ? null : h('a', { class: 'button', href: `/reports?experiments=${ids.map(encodeURIComponent).join()}` }, 'Report on both'))),
    differences(told.differences, names, same),
    pairs(told, couples, names, asked, drawn, redraw),
    charts.map((chart) => chart.panel));
  await redraw();
  return undefined;
}

/** What the two sides are called. */
function sides(overviews, told, same) {
  if (same) return told.couples.length ? [told.couples[0].firstLabel, told.couples[0].secondLabel] : ['One variant', 'the other'];
  const titles = overviews.map((o) => o.status.title || o.status.name);
  return titles[0] === titles[1] ? overviews.map((o) => o.status.experiment) : titles;
}

/** Two variants that have not been compared, since neither has a target or they have no seeds in common. */
const couple = (overviews, [first, second]) => ({
  first, firstLabel: overviews[0].variants[first]?.label, second, secondLabel: overviews[1].variants[second]?.label,
});

/** Where nothing was compared, variants that agree in what varies in both, for their curves alone. */
function matched([first, second]) {
  const common = first.axes.filter((axis) => second.axes.includes(axis));
  return first.variants.flatMap((a) => second.variants
    .filter((b) => common.every((axis) => a.settings[axis] === b.settings[axis]))
    .map((b) => ({ first: a.ordinal, firstLabel: a.label, second: b.ordinal, secondLabel: b.label }))).slice(0, 200);
}

function differences(places, names, same) {
  const rows = places.map((p) => h('tr', {}, h('th', { scope: 'row', class: 'mono' }, p.path), [p.first, p.second].map((value) => h('td', { class: value === null ? 'muted' : 'mono' }, value ?? 'not said'))));
  const title = same ? 'What differs in their settings' : 'What differs in their files';
  return h('section', { class: 'card panel', 'aria-labelledby': 'differences-title' },
    h('header', {}, h('h2', { id: 'differences-title' }, title)),
    places.length === 0 ? h('p', { class: 'muted' }, 'Nothing but their names.')
      : h('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': `${title}, table` },
        h('table', { class: 'differences' }, h('caption', { class: 'visually-hidden' }, title),
          h('thead', {}, h('tr', {}, ['Place', ...names].map((name) => h('th', { scope: 'col' }, name)))), h('tbody', {}, rows))));
}

function pairs(told, couples, names, asked, drawn, redraw) {
  const warning = h('p', { class: 'small muted', 'aria-live': 'polite' });
  const paired = told.couples.length > 0;
  const heads = ['Draw', names[0], names[1], ...(paired ? ['Seeds', 'Faster', 'Ratio', '95 %', 'p'] : [])];
  const body = h('tbody', {});
  const show = () => {
    const places = drawn();
    const focused = document.activeElement?.closest?.('tr')?.dataset.couple;
    fill(body, couples.map((couple, i) => {
      const colour = places.findIndex((one) => one.place === i);
      return h('tr', { 'data-couple': i },
        h('td', {}, h('label', { class: 'key' },
          h('input', { type: 'checkbox', checked: colour >= 0, 'aria-label': `Draw ${couple.firstLabel} and ${couple.secondLabel}`, onchange: () => toggle(i) }),
          h('span', { class: `swatch ${colour >= 0 ? `c${colour + 1}` : ''}` }))),
        h('th', { scope: 'row' }, couple.firstLabel), h('td', {}, couple.secondLabel),
        paired ? [count(couple.pairs), `${count(couple.firstFaster)} : ${count(couple.secondFaster)}`, h('strong', {}, couple.told), couple.interval.replace(/^95 % /, ''), couple.p < 0.001 ? '< 0.001' : couple.p.toFixed(3)]
          .map((cell) => h('td', { class: 'number' }, cell)) : []);
    }));
    if (focused !== undefined) body.querySelector(`[data-couple="${focused}"] input`)?.focus({ preventScroll: true });
  };
  const toggle = (i) => {
    const places = drawn().map((one) => one.place);
    const now = places.includes(i) ? places.filter((p) => p !== i) : [...places, i];
    warning.textContent = now.length > MOST ? `At most ${MOST} are drawn at once: take another one out first.` : now.length === 0 ? 'One stays.' : '';
    if (now.length > 0 && now.length <= MOST) {
      asked.draw = now.join();
      redraw();
    }
    show();
  };
  show();
  const sentence = paired ? `Iterations to the target from the same seeds: the median of the ratios, second to first, its interval, and the sign test’s p for all ${several(told.couples.length, 'couple')} together (Holm).`
    : 'There are no common seeds that have ended, or no target: curves only.';
  return h('section', { class: 'card panel', 'aria-labelledby': 'pairs-title' },
    h('header', {}, h('div', {}, h('h2', { id: 'pairs-title' }, 'Seed by seed'), h('p', { class: 'small muted' }, sentence), warning)),
    h('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Couples, table' },
      h('table', {}, h('caption', { class: 'visually-hidden' }, 'Couples of variants'),
        h('thead', {}, h('tr', {}, heads.map((name, i) => h('th', { scope: 'col', class: i > 2 ? 'number' : '' }, name)))), body)));
}

/** Two experiments to choose. */
function picker(known, ids) {
  const chosen = [ids[0] ?? known[0]?.experiment, ids[1] ?? known[1]?.experiment];
  if (known.length < 2) return h('p', { class: 'muted' }, 'There are no two experiments yet.');
  const options = known.map((s) => [s.experiment, `${s.title || s.name} (${s.experiment})`]);
  return h('section', { class: 'card panel' }, h('div', { class: 'controls' },
    select('First', options, chosen[0], (v) => { chosen[0] = v; }), select('Second', options, chosen[1], (v) => { chosen[1] = v; }),
    h('button', { type: 'button', class: 'primary', onclick: () => { location.hash = `#/compare?${new URLSearchParams({ e: chosen.join() })}`; } }, 'Compare')));
}
