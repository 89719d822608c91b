import { api } from './api.js';
import { fill, h } from './dom.js';

/** Asks for a token; `entered` hears when one has opened control. */
export function login(room, entered) {
  const token = h('input', { id: 'token', type: 'password', name: 'password', required: true, autocomplete: 'current-password', spellcheck: 'false', 'aria-describedby': 'refused' });
  const button = h('button', { type: 'submit', class: 'primary' }, 'Log in');
  const refused = h('p', { id: 'refused', class: 'small', role: 'alert' });
  fill(room, h('form', { class: 'card panel login', onsubmit: enter },
    h('h1', {}, 'Log in'),
    h('p', { class: 'muted' }, 'This control asks for a token. Whoever runs it has some, made by ', h('code', {}, 'descent token'), '.'),
    h('label', { for: 'token' }, 'Token'), token, refused,
    h('div', { class: 'actions' }, button)));
  document.title = 'Log in · Descent';
  token.focus();

  async function enter(event) {
    event.preventDefault();
    button.disabled = true;
    try {
      await api.login(token.value.trim());
      entered();
    } catch (problem) {
      refused.textContent = problem.message;
      token.select();
    } finally {
      button.disabled = false;
    }
  }
}
