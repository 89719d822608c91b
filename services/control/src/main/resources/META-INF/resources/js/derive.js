import { api } from './api.js';
import { fill, h } from './dom.js';
import { over, several } from './words.js';

const address = (id) => `#/experiment/${encodeURIComponent(id)}`;

/** Where it comes from, and what it has taken over. */
export function lineage({ base, adopted }) {
  if (!base) return null;
  return h('p', { class: 'small muted' }, 'Builds on ', h('a', { class: 'mono', href: address(base) }, base),
    adopted ? `: ${several(adopted, 'trial')} taken over` : null);
}

/** A button that opens a dialog; hidden until it is told that it fits. */
function button(words, opens, fits) {
  const it = h('button', { type: 'button', hidden: true, onclick: () => opens(it.dataset.searches === 'true') }, words);
  return {
    button: it,
    show: (status, searches) => {
      it.dataset.searches = String(searches);
      it.hidden = !fits(status, searches);
    },
  };
}

const complete = (status) => over(status) && status.state === 'complete';

/** Asks for more of an experiment that is complete. */
export const extendButton = (id) => button('Extend …', (searches) => extend(id, searches), complete);

/** Lets the trials of an experiment that is complete go on otherwise. */
export const forkButton = (id) => button('Fork …', () => fork(id), (status, searches) => complete(status) && !searches);

function field(label, hint, input) {
  return h('label', { class: 'field' }, h('span', {}, label), input, h('span', { class: 'small muted' }, hint));
}

const whole = (name, least) => h('input', { type: 'number', min: least, step: 1, name });

function setting(words, hint, placeholder) {
  const path = h('input', { type: 'text', name: 'path', placeholder: 'optimiser.sgd.learningRate', size: 28 });
  const value = h('input', { type: 'text', name: 'value', placeholder, size: 12 });
  return {
    field: h('div', { class: 'field' },
      h('label', {}, `${words} `, path), h('label', {}, ' = ', value), h('span', { class: 'small muted' }, hint)),
    read: () => (path.value.trim() ? [path.value.trim(), value.value] : null),
  };
}

/** Asks; what is refused is told in the dialog, what is accepted is shown. */
function ask({ id, title, words, fields, verb, send }) {
  const problem = h('div', { 'aria-live': 'polite' });
  const sent = async (event) => {
    event.preventDefault();
    try {
      const status = await send();
      dialog.close();
      location.hash = address(status.submission);
    } catch (refusal) {
      const lines = refusal.problems?.length
        ? refusal.problems.map((p) => (p.path ? `${p.path}: ${p.message}` : p.message)) : [refusal.message];
      fill(problem, lines.map((line) => h('p', { class: 'notice bad' }, line)));
    }
  };
  const dialog = h('dialog', { 'aria-labelledby': `${id}-title` },
    h('form', { onsubmit: sent },
      h('h2', { id: `${id}-title` }, title),
      h('p', {}, words),
      fields,
      problem,
      h('div', { class: 'actions' },
        h('button', { type: 'button', onclick: () => dialog.close() }, 'Leave it'),
        h('button', { type: 'submit', class: 'primary' }, verb))));
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

function extend(id, searches) {
  const seeds = whole('seeds', 1);
  const budget = whole('budget', 1);
  const variants = h('input', { type: 'text', name: 'variants', placeholder: '+200', size: 8 });
  const add = setting('Add', 'a value of what varies', '0.3');
  ask({
    id: 'extend',
    title: 'Train more of it',
    words: 'What has been trained is taken over; only what is missing is trained, as an experiment of its own.',
    fields: [
      field('Seeds', 'in all', seeds),
      field('Budget', 'iterations in all', budget),
      searches ? field('Variants', 'in all, or + how many more', variants) : null,
      add.field,
    ],
    verb: 'Extend',
    send: () => {
      const more = {};
      const added = add.read();
      if (seeds.value) more.seeds = Number(seeds.value);
      if (budget.value) more.budget = Number(budget.value);
      if (variants.value.trim()) more.variants = variants.value.trim();
      if (added) more.add = { [added[0]]: [added[1]] };
      return api.extend(id, more);
    },
  });
}

function fork(id) {
  const at = whole('at', 2);
  const budget = whole('budget', 1);
  const set = setting('Set', 'of several values, parted by semicolons, each is trained', '0.1; 0.01');
  ask({
    id: 'fork',
    title: 'Go on otherwise',
    words: 'From the weights that its trials had come to, with another learning rate, loss, batch, … It becomes an experiment of its own.',
    fields: [
      field('At iteration', 'the first whose update is another', at),
      set.field,
      field('Budget', 'iterations in all; empty for as many as before', budget),
    ],
    verb: 'Fork',
    send: () => {
      const changes = {};
      const changed = set.read();
      if (changed) changes[changed[0]] = changed[1].split(';').map((text) => text.trim()).filter(Boolean);
      if (budget.value) changes.budget = [budget.value];
      return api.fork(id, { at: Number(at.value), set: changes });
    },
  });
}
