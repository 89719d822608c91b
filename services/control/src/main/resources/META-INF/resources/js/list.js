import { api, follow } from './api.js';
import { fill, h, select } from './dom.js';
import { tagChips } from './notes.js';
import { settings } from './place.js';
import { chip, progress } from './status.js';
import { strip } from './strip.js';
import { ago, count, Pace, quantile, several } from './words.js';

const FIRST = ['running', 'submitted', 'paused', 'rejected', 'complete', 'cancelled'];
const EVERY = 2000;
const PLAYGROUND = 'playground';

/** All experiments, as they get on; some can be looked for, and two compared. */
export function list(room, { place, online, left }) {
  const asked = settings(place, '', { q: '', state: '', tag: '', play: 'no', archived: 'no' }, { state: ['', ...FIRST], play: ['no', 'yes'], archived: ['no', 'yes'] });
  const host = h('div', { 'aria-busy': 'true' }, h('p', { class: 'muted' }, 'Looking …'));
  const told = h('p', { class: 'small muted', 'aria-live': 'polite' });
  const ticked = new Set();
  const tagged = h('span', {});
  let offered = '';
  const together = h('button', { type: 'button', disabled: true, title: 'Tick two experiments', onclick: () => {
    location.hash = `#/compare?${new URLSearchParams({ e: [...ticked].join() })}`;
  } }, 'Compare');
  const controls = h('div', { class: 'controls seek', hidden: true },
    h('label', {}, 'Search', h('input', { type: 'search', value: asked.q, placeholder: 'name, title, id or best variant', oninput: (e) => { asked.q = e.target.value; show(); } })),
    select('State', [['', 'any'], ...FIRST.map((state) => [state, state])], asked.state, (v) => { asked.state = v; show(); }), tagged,
    together);
  fill(room,
    h('div', { class: 'head' }, h('h1', {}, 'Experiments'),
      h('div', { class: 'actions' }, h('a', { class: 'button primary', href: '#/new' }, 'New experiment'))),
    controls, told, host);
  const paces = new Map();
  const rows = new Map();
  const gists = new Map(); // by id: { of, at, ended }
  let statuses = [];
  let looking = false;
  let timer;

  const gist = (status) => gists.get(status.experiment)?.of;
  const age = (status) => -(gist(status)?.submitted ?? 0);

  /** Asks for what the list says besides the statuses, of those that have got on. */
  async function look() {
    clearTimeout(timer);
    if (looking || left()) return;
    looking = true;
    try {
      const now = performance.now();
      const behind = statuses.filter((s) => gists.get(s.experiment)?.ended !== s.ended);
      const due = behind.filter((s) => now - (gists.get(s.experiment)?.at ?? -EVERY) >= EVERY);
      for (let i = 0; i < due.length && !left(); i += 50) {
        const some = due.slice(i, i + 50);
        const found = await api.gists(some.map((s) => s.experiment));
        for (const s of some) if (found[s.experiment]) gists.set(s.experiment, { of: found[s.experiment], at: now, ended: s.ended });
      }
      if (behind.length > 0 && !left()) timer = setTimeout(look, EVERY);
    } catch {
      timer = setTimeout(look, 5 * EVERY); // the line says that the connection is lost
    } finally {
      looking = false;
    }
    show();
  }

  function show() {
    if (left()) return;
    host.removeAttribute('aria-busy');
    controls.hidden = statuses.length < 2 && !statuses.some((s) => s.tags?.length);
    if (statuses.length === 0) {
      fill(host, empty());
      return;
    }
    const played = statuses.filter((s) => s.name === PLAYGROUND).length;
    const archived = statuses.filter((s) => s.archived).length;
    offer([...new Set(statuses.flatMap((s) => s.tags ?? []))].sort());
    const all = statuses.filter((s) => (asked.play === 'yes' || s.name !== PLAYGROUND) && (asked.archived === 'yes' || !s.archived));
    const words = asked.q.toLowerCase().split(/\s+/).filter(Boolean);
    const text = (s) => [s.experiment, s.name, s.title, ...(s.tags ?? []), s.note, gist(s)?.best?.label, gist(s)?.told].join(' ').toLowerCase();
    const shown = all.filter((s) => (!asked.state || s.state === asked.state) && (!asked.tag || s.tags?.includes(asked.tag)) && words.every((word) => text(s).includes(word)))
      .sort((a, b) => FIRST.indexOf(a.state) - FIRST.indexOf(b.state) || age(a) - age(b) || a.name.localeCompare(b.name));
    fill(told, shown.length === 0 ? 'None of them. ' : shown.length < all.length ? `${shown.length} of ${several(all.length, 'experiment')}. ` : '',
      played ? [`${count(played)} of the playground `, h('button', { type: 'button', class: 'plain', onclick: () => { asked.play = asked.play === 'yes' ? 'no' : 'yes'; show(); } }, asked.play === 'yes' ? 'Hide them' : 'Show them'), ' '] : null,
      archived ? [`${count(archived)} archived `, h('button', { type: 'button', class: 'plain', onclick: () => { asked.archived = asked.archived === 'yes' ? 'no' : 'yes'; show(); } }, asked.archived === 'yes' ? 'Hide archived' : 'Show archived')] : null);
    let ul = host.querySelector('ul');
    if (!ul) {
      ul = h('ul', { class: 'experiments' });
      fill(host, ul);
    }
    const order = shown.map((status) => {
      const id = status.experiment;
      if (!paces.has(id)) paces.set(id, new Pace());
      if (!rows.has(id)) rows.set(id, row(status));
      rows.get(id).show(status, gist(status), paces.get(id));
      return rows.get(id).li;
    });
    // Rows keep their place, and the focus, while nothing changes its turn.
    if (order.length !== ul.children.length || order.some((li, i) => ul.children[i] !== li)) {
      const focused = document.activeElement;
      fill(ul, order);
      if (ul.contains(focused)) focused.focus({ preventScroll: true });
    }
  }

  /** A choice of tags, where there are any. */
  function offer(tags) {
    if (tags.join() === offered) return;
    offered = tags.join();
    if (asked.tag && !tags.includes(asked.tag)) asked.tag = '';
    fill(tagged, tags.length ? select('Tag', [['', 'any'], ...tags.map((tag) => [tag, tag])], asked.tag, (v) => { asked.tag = v; show(); }) : null);
  }

  function row(status) {
    const state = h('span', { class: 'state' });
    const bar = h('div', { class: 'progress' });
    const about = h('p', { class: 'small muted' });
    const tags = h('p', { class: 'key' });
    const drawing = h('div', { class: 'drawing' });
    const tick = h('input', { type: 'checkbox', 'aria-label': `Compare ${status.title || status.name}`, onchange: (e) => {
      if (e.target.checked) ticked.add(status.experiment);
      else ticked.delete(status.experiment);
      together.disabled = ticked.size !== 2;
    } });
    const li = h('li', { class: 'card' }, h('label', { class: 'tick' }, tick),
      h('div', { class: 'about' },
        h('h2', {}, h('a', { href: `#/experiment/${encodeURIComponent(status.experiment)}` }, status.title || status.name)),
        h('p', { class: 'mono muted' }, status.experiment), about, tags),
      drawing, bar, state);
    let drawn;
    return {
      li,
      show(now, gist, pace) {
        fill(state, chip(now.state));
        fill(bar, progress(now, pace.on(now)));
        if (gist && gist !== drawn) {
          drawn = gist;
          fill(drawing, gist.strip.length > 1 ? strip(gist.strip) : null);
        }
        fill(about, sentence(gist));
        fill(tags, now.archived ? h('span', { class: 'chip' }, 'archived') : null, tagChips(now));
      },
    };
  }

  const stop = follow('/api/events', (now) => {
    const first = statuses.length === 0;
    statuses = now;
    if (!first || now.length === 0) show();
    look();
  }, online);
  return () => {
    clearTimeout(timer);
    stop();
  };
}

/** When it was handed in, and what is best in it. */
function sentence(gist) {
  if (!gist) return null;
  const when = gist.submitted === null ? null : h('time', { datetime: new Date(gist.submitted).toISOString(), title: new Date(gist.submitted).toLocaleString() }, ago(Date.now() - gist.submitted));
  const best = gist.best ? `${gist.best.variants > 1 ? `best: ${gist.best.label}, ` : ''}median ${quantile(gist.best.median)}` : gist.told;
  return [when, when && best ? ' · ' : null, best];
}

function empty() {
  return h('div', { class: 'card empty' }, h('h2', {}, 'Nothing has been handed in yet'),
    h('p', { class: 'muted' }, 'An experiment says which data, which network, what varies and from how many seeds. Its trials are trained side by side, and their convergence appears here as it happens.'),
    h('div', { class: 'actions' }, h('a', { class: 'button primary', href: '#/new' }, 'Write the first one'), h('a', { class: 'button', href: '#/play' }, 'Play first')));
}
