import { api } from './api.js';
import { fill, h } from './dom.js';

export const tagChips = (status) => (status.tags ?? []).map((tag) => h('span', { class: 'chip tag' }, tag));

/** What people say of an experiment: its tags, a note, and whether it is archived. */
export function notes(id, begin) {
  let status = begin;
  const said = h('div', { class: 'said' });
  const problem = h('p', { class: 'small bad', role: 'alert' });
  const tags = h('input', { type: 'text', id: 'tags', placeholder: 'slow, for-talk' });
  const note = h('textarea', { id: 'note', rows: 3, maxlength: 2000 });
  const archive = h('button', { type: 'button', onclick: () => save({ archived: !status.archived }) });
  const form = h('form', { class: 'noting', hidden: true, onsubmit: (event) => {
    event.preventDefault();
    save({ tags: tags.value.split(/[,\s]+/).filter(Boolean), note: note.value }).then((done) => { if (done) open(false); });
  } },
  h('label', {}, 'Tags, with commas', tags), h('label', {}, 'Note', note), problem,
  h('div', { class: 'actions' }, h('button', { type: 'submit', class: 'primary' }, 'Save'), h('button', { type: 'button', onclick: () => open(false) }, 'Leave it')));
  const edit = h('button', { type: 'button', 'aria-expanded': 'false', onclick: () => open(form.hidden) }, 'Notes …');

  function open(wide) {
    form.hidden = !wide;
    edit.setAttribute('aria-expanded', String(wide));
    problem.textContent = '';
    if (!wide) {
      edit.focus();
      return;
    }
    tags.value = (status.tags ?? []).join(', ');
    note.value = status.note ?? '';
    tags.focus();
  }

  async function save(what) {
    try {
      show(await api.note(id, what));
      return true;
    } catch (refusal) {
      open(true);
      problem.textContent = refusal.message;
      return false;
    }
  }

  function show(now) {
    status = now;
    archive.textContent = now.archived ? 'Take out of the archive' : 'Archive';
    fill(said, now.archived || now.tags?.length ? h('p', { class: 'key' }, now.archived ? h('span', { class: 'chip' }, 'archived') : null, tagChips(now)) : null,
      now.note ? now.note.split(/\n+/).map((line) => h('p', {}, line)) : null);
  }

  show(status);
  return { panel: h('div', {}, said, form), buttons: [edit, archive], show };
}
