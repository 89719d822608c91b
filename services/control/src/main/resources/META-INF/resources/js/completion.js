import { fill, h } from './dom.js';
import { meaning, suggestions, Vocabulary } from './schema.js';

/** Rows of the list of suggestions. */
const MOST = 60;

/**
 * Completes what is written in {@code text}, a textarea of fixed-width letters, as the schema of experiment files says: a list
 * opens while a key or word is written, and by Ctrl + Space; arrows, Enter, Tab and Escape do what they do in lists. {@code help}
 * tells what the place means at which the caret or the mouse is.
 */
export class Completion {
  constructor(text, help, schema) {
    this.text = text;
    this.help = help;
    this.vocabulary = new Vocabulary(schema);
    this.list = h('ul', { id: 'suggestions', role: 'listbox', class: 'suggestions', 'aria-label': 'Suggestions', hidden: true });
    this.spoken = h('span', { class: 'visually-hidden', role: 'status' });
    this.found = [];
    text.parentElement.append(this.list, this.spoken);
    for (const [name, value] of Object.entries({ 'aria-autocomplete': 'list', 'aria-haspopup': 'listbox', 'aria-controls': 'suggestions' })) text.setAttribute(name, value);
    text.addEventListener('keydown', (event) => this.pressed(event));
    text.addEventListener('input', (event) => this.typed(event));
    text.addEventListener('blur', () => this.close());
    text.addEventListener('scroll', () => this.close());
    text.addEventListener('click', () => this.close());
    for (const moved of ['keyup', 'click', 'focus']) text.addEventListener(moved, () => this.explain(text.selectionStart));
    text.addEventListener('mousemove', (event) => this.explain(this.under(event)));
    text.addEventListener('mouseleave', () => this.explain(text.selectionStart));
  }

  get isOpen() {
    return !this.list.hidden;
  }

  typed(event) {
    if (event.inputType === 'insertText' && /[\w-]/.test(event.data ?? '')) this.open();
    else if (this.isOpen) this.open();
  }

  pressed(event) {
    if (event.key === ' ' && event.ctrlKey) {
      event.preventDefault();
      this.open();
      return;
    }
    if (!this.isOpen) return;
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };
    if (steps[event.key]) this.choose(Math.min(this.found.length - 1, Math.max(0, this.chosen + steps[event.key])));
    else if ((event.key === 'Enter' && !event.ctrlKey && !event.metaKey) || event.key === 'Tab') this.accept(this.found[this.chosen]);
    else if (event.key === 'Escape') this.close();
    else return;
    event.preventDefault();
  }

  open() {
    const { selectionStart, selectionEnd, value } = this.text;
    this.found = selectionStart === selectionEnd ? suggestions(this.vocabulary, value.slice(0, selectionStart)).slice(0, MOST) : [];
    if (this.found.length === 0) {
      this.close();
      return;
    }
    fill(this.list, this.found.map((one, i) => h('li', { id: `suggestion-${i}`, role: 'option', onmousedown: (event) => { event.preventDefault(); this.accept(one); } },
      h('span', { class: 'mono' }, one.text), h('span', { class: 'small muted' }, one.told))));
    this.list.hidden = false;
    this.put();
    this.choose(0);
    this.spoken.textContent = `${this.found.length} suggestions`;
  }

  close() {
    this.list.hidden = true;
    this.spoken.textContent = '';
    this.text.removeAttribute('aria-activedescendant');
  }

  choose(index) {
    this.chosen = index;
    [...this.list.children].forEach((row, i) => row.setAttribute('aria-selected', String(i === index)));
    this.list.children[index].scrollIntoView({ block: 'nearest' });
    this.text.setAttribute('aria-activedescendant', `suggestion-${index}`);
  }

  /** Writes it as typing would, so that it can be undone. */
  accept({ insert, word }) {
    const { text } = this;
    const end = text.selectionStart;
    text.setSelectionRange(end - word.length, end);
    if (!document.execCommand('insertText', false, insert)) {
      text.setRangeText(insert, end - word.length, end, 'end');
      text.dispatchEvent(new Event('input'));
    }
    const gap = insert.search(/: [,}]/); // what is to be filled in first
    if (gap >= 0) {
      const at = end - word.length + gap + 2;
      text.setSelectionRange(at, at);
    }
    this.close();
  }

  /** The size of a letter and of a line, in pixels. */
  measures() {
    const style = getComputedStyle(this.text);
    const pen = document.createElement('canvas').getContext('2d');
    pen.font = `${style.fontSize} ${style.fontFamily}`;
    return { width: pen.measureText('m'.repeat(20)).width / 20, height: parseFloat(style.lineHeight), left: parseFloat(style.paddingLeft), top: parseFloat(style.paddingTop) };
  }

  /** Puts the list below the caret, or above it where there is no room. */
  put() {
    const { width, height, left, top } = this.measures();
    const { text, list } = this;
    const before = text.value.slice(0, text.selectionStart).split('\n');
    const x = text.offsetLeft + left + before.at(-1).length * width - text.scrollLeft;
    const y = text.offsetTop + top + before.length * height - text.scrollTop;
    list.style.left = `${Math.max(0, Math.min(x, text.offsetLeft + text.clientWidth - list.offsetWidth))}px`;
    list.style.top = `${y + list.offsetHeight > text.offsetTop + text.clientHeight ? Math.max(0, y - height - list.offsetHeight) : y}px`;
  }

  /** The place in the text below the mouse. */
  under(event) {
    const { width, height, left, top } = this.measures();
    const box = this.text.getBoundingClientRect();
    const lines = this.text.value.split('\n');
    const line = Math.floor((event.clientY - box.top - top + this.text.scrollTop) / height);
    if (line < 0 || line >= lines.length) return this.text.selectionStart;
    const column = Math.floor((event.clientX - box.left - left + this.text.scrollLeft) / width);
    return lines.slice(0, line).reduce((n, one) => n + one.length + 1, 0) + Math.max(0, Math.min(lines[line].length, column));
  }

  explain(offset) {
    const found = meaning(this.vocabulary, this.text.value, offset);
    fill(this.help, found ? [h('strong', { class: 'mono' }, found.path), ' ', found.told] : []);
  }
}
