import { api, follow } from './api.js';
import { COLOURS } from './charts.js';
import { confirm } from './confirm.js';
import { fill, h } from './dom.js';
import { Drawn } from './drawn.js';
import { curves } from './curves.js';
import { notes } from './notes.js';
import { networks } from './living.js';
import { extendButton, forkButton, lineage } from './derive.js';
import { search } from './search.js';
import { chip, figures } from './status.js';
import { survival } from './survival.js';
import { Sweep } from './sweep.js';
import { trials } from './trials.js';
import { variants } from './variants.js';
import { at, over, Pace, share } from './words.js';

/** One experiment: its curves as bands, its table, and what can be done with it. */
export async function experiment(room, { arguments: [id], place, online, left }) {
  let overview = await api.overview(id);
  if (moved(overview.status, id)) return () => {};
  const pace = new Pace();
  const drawn = new Drawn(place, overview.variants, overview.axes);
  if (!drawn.own) drawn.follow(first(overview.variants));
  const state = h('span', {});
  const bar = h('progress', { max: 1, value: 0, 'aria-label': 'Progress' });
  const numbers = h('div', {});
  const notice = h('div', { 'aria-live': 'polite' });
  const pause = h('button', {
    type: 'button',
    onclick: async () => {
      try {
        header(await (pause.textContent === 'Pause' ? api.pause(id) : api.resume(id)));
      } catch (problem) {
        fill(notice, h('div', { class: 'notice bad' }, h('p', {}, problem.message)));
      }
    },
  }, 'Pause');
  const cancel = h('button', { type: 'button', class: 'danger', onclick: () => confirmCancel(id, notice) }, 'Cancel');
  const remove = h('button', { type: 'button', class: 'danger', hidden: true, onclick: () => confirmDelete(id, notice, unasked) }, 'Delete');
  const extension = extendButton(id);
  const forking = forkButton(id);
  const origin = h('div', {});
  const told = notes(id, overview.status);
  const title = overview.status.title || overview.status.name;

  const context = {
    id, title, place,
    overview: () => overview,
    drawn,
    chosen: () => drawn.ordinals(),
    hue: () => drawn.hue,
    /** Gives each value of a setting a colour of its own, or each variant. */
    paint: (hue) => { drawn.paint(hue); show('drawn'); },
    toggle: (ordinal) => {
      const done = drawn.toggle(ordinal);
      if (done) show('drawn');
      return done;
    },
    picked: () => (sweep?.filter.active() ? sweep.picked : null),
    /** What is picked out, as control is asked for it. */
    pick: () => (sweep?.filter.active() ? { pick: sweep.filter.text() } : {}),
    /** Others are picked out: the fastest of them are drawn. */
    repicked: () => {
      drawn.own = false;
      drawn.write();
      followFastest();
      show('picked');
    },
  };

  const found = h('div');
  const searched = overview.search.length
    ? h('section', { class: 'card panel', 'aria-labelledby': 'search-title' }, h('header', {}, h('h2', { id: 'search-title' }, 'Search')), found) : null;
  const tell = (sentences) => fill(found, sentences.map((sentence) => h('p', {}, sentence)));
  tell(overview.search);

  const searching = searched ? search(context) : null;
  const sweep = overview.targets && !searching && overview.axes.length > 0 && overview.variants.length > 2 ? new Sweep(context) : null;
  const living = networks(context);
  const band = curves(context);
  const table = variants(context);
  const surviving = overview.targets ? survival(context) : null;
  const rows = trials(context);
  const all = [searching, sweep, living, band, table, surviving, rows].filter(Boolean);

  /** The fastest of what is picked out, as long as nobody has chosen others. */
  function followFastest() {
    const picked = context.picked();
    if (!drawn.own && !searching) drawn.follow(first(overview.variants.filter((row) => !picked || picked.has(row.ordinal))));
  }

  /** Shows again what depends on which variants are drawn, or are picked out. */
  async function show(what) {
    try {
      const views = [...all.filter((view) => view !== sweep), ...(sweep?.views ?? [])];
      // A task for each: whoever brushes on meanwhile is not kept waiting by all of them.
      await Promise.all(views.map(async (view) => {
        await new Promise((done) => { setTimeout(done); });
        await (what === 'picked' && view.picked ? view.picked() : view.drawn?.());
      }));
    } catch (problem) {
      if (!left()) fill(notice, h('div', { class: 'notice bad' }, h('p', {}, problem.message)));
    }
  }

  fill(room,
    h('p', { class: 'crumb' }, h('a', { href: '#/' }, 'Experiments'), ' /'),
    h('div', { class: 'head' },
      h('div', {}, h('h1', {}, title), h('p', { class: 'key' }, state, h('span', { class: 'mono muted' }, id)), origin, editions(overview), told.panel),
      h('div', { class: 'actions' },
        h('a', { class: 'button', href: `/reports/${encodeURIComponent(id)}` }, 'Report'),
        pause,
        extension.button,
        forking.button,
        h('a', { class: 'button', href: `#/new/${encodeURIComponent(id)}` }, 'Run again …'),
        told.buttons,
        h('a', { class: 'button', href: `${api.of(id)}/results.csv`, download: `${id}.csv` }, 'Results CSV'),
        h('a', { class: 'button', href: `${api.of(id)}/results`, download: `${id}.json` }, 'JSON'),
        h('a', { class: 'button', href: `${api.of(id)}/curves.csv`, download: `${id}-curves.csv` }, 'Curves CSV'),
        cancel,
        remove)),
    notice,
    h('div', { class: 'progress' }, bar, numbers),
    searched, searching?.panel,
    sweep && [sweep.bar, sweep.spread.panel, h('div', { class: 'pair' }, sweep.heat?.panel, sweep.slices.panel), sweep.lines.panel],
    band.panel, living.panel, table.panel, surviving?.panel, rows.panel);

  let waiting = '';
  function header(status) {
    pace.on(status);
    fill(state, chip(status.state));
    bar.value = share(status);
    bar.className = status.state;
    fill(numbers, figures(status, pace));
    cancel.hidden = over(status);
    remove.hidden = !over(status);
    pause.hidden = !['running', 'paused'].includes(status.state);
    pause.textContent = status.state === 'paused' ? 'Resume' : 'Pause';
    extension.show(status, overview.search.length > 0);
    forking.show(status, overview.search.length > 0);
    fill(origin, lineage(status));
    told.show(status);
    if (status.state === 'rejected') {
      fill(notice, h('div', { class: 'notice bad' }, h('p', {}, h('strong', {}, 'It cannot be trained: '), status.reason)));
    } else if (status.waiting !== waiting) {
      waiting = status.waiting;
      fill(notice, waiting ? h('div', { class: 'notice open' }, h('p', {}, h('strong', {}, 'It waits: '), waiting)) : []);
    }
  }

  // One refresh at a time; the longer control takes for it, the less often it is asked.
  let refreshing = false;
  let again = false;
  let timer;
  let silent = false;
  let answered = () => {};
  /** Does {@code work} while nothing is asked for that may be gone then. */
  async function unasked(work) {
    silent = true;
    try {
      if (refreshing) await new Promise((done) => { answered = done; });
      await work();
    } catch (problem) {
      silent = false;
      throw problem;
    }
  }
  async function refresh(atOnce) {
    if (left() || silent) return;
    if (refreshing) {
      again = true;
      return;
    }
    if (!atOnce) {
      again = true;
      timer ??= setTimeout(() => { timer = undefined; if (again) refresh(true); }, 1000);
      return;
    }
    refreshing = true;
    again = false;
    const began = performance.now();
    try {
      overview = await api.overview(id, overview);
      if (left()) return;
      header(overview.status);
      tell(overview.search);
      drawn.rows = overview.variants;
      if (!over(overview.status) || overview.status.ended < overview.status.total) followFastest();
      await Promise.all(all.map((section) => section.refresh()));
    } catch (problem) {
      if (!left()) fill(notice, h('div', { class: 'notice bad' }, h('p', {}, problem.message)));
    } finally {
      refreshing = false;
      answered();
      if (again) {
        clearTimeout(timer);
        timer = setTimeout(() => { timer = undefined; refresh(true); }, Math.max(1000, 3 * (performance.now() - began)));
      }
    }
  }

  header(overview.status);
  refreshing = true;
  try {
    if (sweep?.filter.active()) {
      await sweep.load();
      followFastest();
    }
    await Promise.all(all.map((section) => section.refresh()));
  } finally {
    refreshing = false;
    answered();
  }
  let last = '';
  const stop = follow(`${api.of(id)}/events`, (status, close) => {
    if (moved(status, id)) return;
    header(status);
    const now = JSON.stringify(status);
    if (now !== last) refresh(last === '' && over(status));
    last = now;
    if (over(status) && (status.curvesComplete || status.state !== 'complete') && status.ended === status.total) close();
  }, online);
  return () => {
    clearTimeout(timer);
    sweep?.leave();
    stop();
  };
}

/** A submission becomes an experiment, with an id of its own, when its files have been read: the address follows. */
function moved(status, id) {
  if (status.experiment === id) return false;
  location.replace(`#/experiment/${encodeURIComponent(status.experiment)}`);
  return true;
}

/** What the same document came to on what its files held at other times. */
function editions({ status, editions: others }) {
  if (others.length === 0) return null;
  const newest = others.every((other) => other.attempt < status.attempt);
  return h('p', { class: 'small muted' }, newest ? 'Its data have changed: the same document was trained before as ' : 'The same document on other data: ',
    others.flatMap((other, i) => [i ? ', ' : '', h('a', { class: 'mono', href: `#/experiment/${encodeURIComponent(other.experiment)}` }, other.experiment), ` (${other.state})`]));
}

/** The variants that are drawn first: all, or of very many the fastest. */
function first(rows) {
  const median = (row) => {
    const q = at(row.quantiles, 0.5);
    return !q ? Infinity : q.reached ? q.iterations : q.iterations * 1e6;
  };
  const sorted = rows.length <= COLOURS ? rows : [...rows].sort((a, b) => median(a) - median(b) || a.ordinal - b.ordinal);
  return sorted.slice(0, COLOURS).map((row) => row.ordinal);
}

const confirmCancel = (id, notice) => confirm(notice, {
  title: 'Give up the rest?', verb: 'Cancel experiment', leave: 'Go on training', act: () => api.cancel(id),
  words: 'Trials that have ended keep their results. The others stop at their next report and cannot be taken up again.',
});

const confirmDelete = (id, notice, unasked) => confirm(notice, {
  title: 'Delete it for good?', verb: 'Delete experiment', leave: 'Keep it',
  words: 'Nobody will see its results again. What was trained stays deleted: the same document can be trained again under another name.',
  act: () => unasked(async () => {
    await api.remove(id);
    location.hash = '#/';
  }),
});
