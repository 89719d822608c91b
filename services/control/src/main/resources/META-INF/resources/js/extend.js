import { api } from './api.js';
import { fill, h } from './dom.js';
import { over, several } from './words.js';

const address = (id) => `#/experiment/${encodeURIComponent(id)}`;

/** Where it comes from, and what it has taken over. */
export function lineage({ base, adopted }) {
  if (!base) return null;
  return h('p', { class: 'small muted' }, 'Extends ', h('a', { class: 'mono', href: address(base) }, base),
    adopted ? `: ${several(adopted, 'trial')} taken over` : null);
}

/** Asks for more of an experiment that is complete. */
export function extendButton(id) {
  const button = h('button', { type: 'button', hidden: true, onclick: () => open(id, button.dataset.searches === 'true') }, 'Extend …');
  return {
    button,
    show: (status, searches) => {
      button.dataset.searches = String(searches);
      button.hidden = !over(status) || status.state !== 'complete';
    },
  };
}

function field(label, hint, input) {
  return h('label', { class: 'field' }, h('span', {}, label), input, h('span', { class: 'small muted' }, hint));
}

function open(id, searches) {
  const seeds = h('input', { type: 'number', min: 1, step: 1, name: 'seeds' });
  const budget = h('input', { type: 'number', min: 1, step: 1, name: 'budget' });
  const variants = h('input', { type: 'text', name: 'variants', placeholder: '+200', size: 8 });
  const path = h('input', { type: 'text', name: 'path', placeholder: 'optimiser.sgd.learningRate', size: 28 });
  const value = h('input', { type: 'text', name: 'value', placeholder: '0.3', size: 8 });
  const problem = h('div', { 'aria-live': 'polite' });
  const send = async (event) => {
    event.preventDefault();
    const more = {};
    if (seeds.value) more.seeds = Number(seeds.value);
    if (budget.value) more.budget = Number(budget.value);
    if (variants.value.trim()) more.variants = variants.value.trim();
    if (path.value.trim()) more.add = { [path.value.trim()]: [value.value] };
    try {
      const status = await api.extend(id, more);
      dialog.close();
      location.hash = address(status.submission);
    } catch (refusal) {
      const lines = refusal.problems?.length
        ? refusal.problems.map((p) => (p.path ? `${p.path}: ${p.message}` : p.message)) : [refusal.message];
      fill(problem, lines.map((line) => h('p', { class: 'notice bad' }, line)));
    }
  };
  const dialog = h('dialog', { 'aria-labelledby': 'extend-title' },
    h('form', { onsubmit: send },
      h('h2', { id: 'extend-title' }, 'Train more of it'),
      h('p', {}, 'What has been trained is taken over; only what is missing is trained, as an experiment of its own.'),
      field('Seeds', 'in all', seeds),
      field('Budget', 'iterations in all', budget),
      searches ? field('Variants', 'in all, or + how many more', variants) : null,
      h('div', { class: 'field' },
        h('label', {}, 'Add ', path), h('label', {}, ' = ', value), h('span', { class: 'small muted' }, 'a value of what varies')),
      problem,
      h('div', { class: 'actions' },
        h('button', { type: 'button', onclick: () => dialog.close() }, 'Leave it'),
        h('button', { type: 'submit', class: 'primary' }, 'Extend'))));
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
