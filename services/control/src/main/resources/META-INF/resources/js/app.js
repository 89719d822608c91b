import { api } from './api.js';
import { disposeAll } from './charts.js';
import { fill, h } from './dom.js';
import { list } from './list.js';
import { experiment } from './experiment.js';
import { trial } from './trial.js';
import { editor } from './editor.js';
import { login } from './login.js';
import { compare } from './compare.js';
import { playground } from './play.js';
import { Place } from './place.js';

const main = document.getElementById('main');
const link = document.getElementById('link');
const account = document.getElementById('account');
let leave = () => {};

/** Each view fills the room it is given and returns what has to be done when it is left. */
const ROUTES = [
  [/^#?\/?$/, 'list', list],
  [/^#\/new(?:\/(.+))?$/, 'new', editor],
  [/^#\/experiment\/([^/]+)$/, 'experiment', experiment],
  [/^#\/play$/, 'play', playground],
  [/^#\/compare$/, 'list', compare],
  [/^#\/experiment\/([^/]+)\/trial\/([^/]+)$/, 'trial', trial],
];

/** A browser that was refused does not try again: the session may be over. */
async function online(connected, refused = false) {
  link.textContent = connected ? '' : 'Connection lost, trying again …';
  if (refused && !(await mayLook())) show();
}

/** Whether this browser may look; it has to ask, since the cookie that says so is not for scripts. */
async function mayLook() {
  const { open, role } = await api.standing().catch(() => ({ open: true }));
  fill(account, !open && role !== 'anybody' ? h('button', { type: 'button', id: 'logout', onclick: async () => { await api.logout(); show(); } }, 'Log out') : null);
  return open || role === 'read' || role === 'write';
}

function askForToken() {
  const room = h('div', {});
  fill(main, room);
  login(room, show);
}

/** The address with every control in it, for somebody else. */
async function copyLink() {
  const button = document.getElementById('copy');
  try {
    await navigator.clipboard.writeText(location.href);
    button.textContent = 'Copied';
  } catch {
    button.textContent = 'See the address bar'; // the browser does not let us
  }
  setTimeout(() => { button.textContent = 'Copy link'; }, 2000);
}

async function show() {
  if (location.hash === '#main') {
    main.focus();
    return;
  }
  leave();
  leave = () => {};
  disposeAll();
  const place = new Place(location.hash);
  const [pattern, name, view] = ROUTES.find(([p]) => p.test(place.path)) ?? ROUTES[0];
  for (const a of document.querySelectorAll('.top nav a')) {
    if (a.dataset.route === name) a.setAttribute('aria-current', 'page');
    else a.removeAttribute('aria-current');
  }
  const mine = ++turn;
  const welcome = await mayLook();
  if (mine !== turn) return;
  if (!welcome) {
    askForToken();
    return;
  }
  const room = h('div', {});
  fill(main, room);
  scrollTo(0, 0);
  let left = false;
  leave = () => { left = true; };
  try {
    const after = await view(room, { place, arguments: (place.path.match(pattern) ?? []).slice(1).map((a) => a && decodeURIComponent(a)), online, left: () => left });
    if (left) {
      after?.();
      return;
    }
    leave = () => { left = true; after?.(); };
    const heading = room.querySelector('h1');
    document.title = `${heading?.textContent ?? 'Experiments'} · Descent`;
    if (shown) {
      heading?.setAttribute('tabindex', '-1');
      heading?.focus({ preventScroll: true });
    }
    shown = true;
  } catch (problem) {
    if (problem.status === 401) {
      askForToken();
      return;
    }
    fill(room, h('h1', {}, problem.status === 404 ? 'Not here' : 'That did not work'),
      h('div', { class: 'notice bad', role: 'alert' }, h('p', {}, problem.message)),
      h('p', {}, h('a', { href: '#/' }, 'All experiments')));
    document.title = 'Descent';
  }
}

let shown = false;
let turn = 0;
document.getElementById('copy').addEventListener('click', copyLink);
addEventListener('hashchange', show);
show();
