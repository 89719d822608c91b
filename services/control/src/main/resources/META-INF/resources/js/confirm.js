import { fill, h } from './dom.js';

/** Asks before something is done that cannot be taken back. */
export function confirm(notice, { title, words, verb, leave, act }) {
  const dialog = h('dialog', { 'aria-labelledby': 'confirm-title' },
    h('h2', { id: 'confirm-title' }, title),
    h('p', {}, words),
    h('div', { class: 'actions' },
      h('button', { type: 'button', onclick: () => dialog.close() }, leave),
      h('button', {
        type: 'button', class: 'danger',
        onclick: async () => {
          dialog.close();
          try {
            await act();
          } catch (problem) {
            fill(notice, h('div', { class: 'notice bad' }, h('p', {}, problem.message)));
          }
        },
      }, verb)));
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
