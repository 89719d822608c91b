import { follow } from './api.js';
import { fill, h } from './dom.js';
import { chip, progress } from './status.js';
import { Pace } from './words.js';

const FIRST = ['running', 'submitted', 'paused', 'rejected', 'complete', 'cancelled'];

/** All experiments, as they get on. */
export function list(room, { online }) {
  const place = h('div', { 'aria-busy': 'true' }, h('p', { class: 'muted' }, 'Looking …'));
  fill(room,
    h('div', { class: 'head' }, h('h1', {}, 'Experiments'),
      h('div', { class: 'actions' }, h('a', { class: 'button primary', href: '#/new' }, 'New experiment'))),
    place);
  const paces = new Map();
  const rows = new Map();
  return follow('/api/events', (statuses) => {
    place.removeAttribute('aria-busy');
    if (statuses.length === 0) {
      fill(place, empty());
      return;
    }
    statuses.sort((a, b) => FIRST.indexOf(a.state) - FIRST.indexOf(b.state) || a.name.localeCompare(b.name));
    let ul = place.querySelector('ul');
    if (!ul) {
      ul = h('ul', { class: 'experiments' });
      fill(place, ul);
    }
    const order = statuses.map((status) => {
      const id = status.experiment;
      if (!paces.has(id)) paces.set(id, new Pace());
      if (!rows.has(id)) rows.set(id, row(status));
      const [li, state, bar] = rows.get(id);
      fill(state, chip(status.state));
      fill(bar, progress(status, paces.get(id).on(status)));
      return li;
    });
    // Rows keep their place, and the focus, while nothing changes its turn.
    if (order.length !== ul.children.length || order.some((li, i) => ul.children[i] !== li)) {
      const focused = document.activeElement;
      fill(ul, order);
      if (ul.contains(focused)) focused.focus({ preventScroll: true });
    }
  }, online);
}

function row(status) {
  const state = h('span', { class: 'state' });
  const bar = h('div', { class: 'progress' });
  const li = h('li', { class: 'card' },
    h('div', { class: 'about' },
      h('h2', {}, h('a', { href: `#/experiment/${encodeURIComponent(status.experiment)}` }, status.title || status.name)),
      h('p', { class: 'mono muted' }, status.experiment)),
    bar, state);
  return [li, state, bar];
}

function empty() {
  return h('div', { class: 'card empty' }, h('h2', {}, 'Nothing has been handed in yet'),
    h('p', { class: 'muted' }, 'An experiment says which data, which network, what varies and from how many seeds. Its trials are trained side by side, and their convergence appears here as it happens.'),
    h('div', { class: 'actions' }, h('a', { class: 'button primary', href: '#/new' }, 'Write the first one')));
}
