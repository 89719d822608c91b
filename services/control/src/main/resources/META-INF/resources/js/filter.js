import { fill, h } from './dom.js';

/** What variants are picked out: parts of axes, by dragging or by fields that a keyboard can use. */
export class Filter {
  parts = new Map(); // name of an axis → intervals of numbers, or a set of options

  /** {@code text} is what {@link text} has said of an earlier one. */
  constructor(onchange, text = '') {
    this.onchange = onchange;
    this.parts = parsed(text);
    this.clear = h('button', { type: 'button', hidden: !this.active(), onclick: () => this.clearAll() }, 'Show all again');
    this.rows = h('div', { class: 'filters' });
    this.fields = h('details', { class: 'filter' }, h('summary', {}, 'Pick out by numbers'), this.rows);
  }

  /** The parts in a line. */
  text() {
    return this.active() ? JSON.stringify([...this.parts].map(([name, part]) => [name, [...part].map((p) => (Array.isArray(p) ? p.map((end) => (Number.isFinite(end) ? end : null)) : p))])) : '';
  }

  active() {
    return this.parts.size > 0;
  }

  clearAll() {
    this.parts.clear();
    this.show();
    this.changed();
  }

  changed() {
    this.clear.hidden = !this.active();
    this.onchange();
  }

  /** Whether a variant lies within all parts. */
  passes(row) {
    for (const axis of this.axes) {
      const part = this.parts.get(axis.name);
      if (!part) continue;
      if (axis.any) {
        if (!axis.any(row).some((value) => this.lies(axis.name, value))) return false;
        continue;
      }
      const value = axis.of(row);
      if (value === null || value === undefined) return false;
      if (axis.options ? !part.has(value) : !this.lies(axis.name, value)) return false;
    }
    return true;
  }

  /** Whether a number lies in what is picked out of an axis. */
  lies(name, value) {
    return this.parts.get(name)?.some(([low, high]) => value >= low && value <= high) ?? true;
  }

  /** The parts for people. */
  told() {
    const end = ([low, high]) => (low === high ? String(low) : !Number.isFinite(low) ? `up to ${high}` : !Number.isFinite(high) ? `from ${low}` : `${low} – ${high}`);
    return this.axes.filter((axis) => this.parts.has(axis.name))
      .map((axis) => `${axis.title ?? axis.name} ${[...this.parts.get(axis.name)].map((p) => (axis.options ? p : end(p))).join(' or ')}`).join(' · ');
  }

  /** Fields for these axes; they stay as long as the axes do. */
  over({ axes }) {
    const before = this.axes?.map((axis) => axis.name).join();
    this.axes = axes;
    for (const axis of axes) { // an address may say anything
      const part = this.parts.get(axis.name);
      const fits = !part || (axis.options ? part instanceof Set : Array.isArray(part) && part.length > 0);
      if (!fits) this.parts.delete(axis.name);
    }
    if (before !== axes.map((axis) => axis.name).join()) this.show();
  }

  show() {
    fill(this.rows, this.axes.map((axis) => h('fieldset', {}, h('legend', {}, axis.title ?? axis.name), axis.options ? this.words(axis) : this.ends(axis))));
  }

  words(axis) {
    return axis.options.map((option) => h('label', {}, h('input', {
      type: 'checkbox', checked: this.parts.get(axis.name)?.has(option) ?? true,
      onchange: (e) => {
        const chosen = new Set(this.parts.get(axis.name) ?? axis.options);
        if (e.target.checked) chosen.add(option);
        else chosen.delete(option);
        this.put(axis, chosen.size === axis.options.length ? null : chosen);
      },
    }), option));
  }

  ends(axis) {
    const part = this.parts.get(axis.name);
    const field = (label, value) => h('input', { type: 'number', step: 'any', 'aria-label': `${axis.title ?? axis.name}, ${label}`, value: value ?? '', placeholder: label, onchange: () => put() });
    const low = field('from', Number.isFinite(part?.[0][0]) ? part[0][0] : null);
    const high = field('to', Number.isFinite(part?.at(-1)[1]) ? part.at(-1)[1] : null);
    const put = () => {
      const ends = [low.value === '' ? -Infinity : Number(low.value), high.value === '' ? Infinity : Number(high.value)];
      this.put(axis, ends.every((end) => !Number.isFinite(end)) ? null : [ends]);
    };
    return [low, ' – ', high];
  }

  put(axis, part) {
    if (part) this.parts.set(axis.name, part);
    else this.parts.delete(axis.name);
    this.changed();
  }

  /** What was brushed elsewhere: by the names of axes, null for all of one. */
  setAll(parts) {
    const same = parts.every(([name, part]) => JSON.stringify([...(this.parts.get(name) ?? [])]) === JSON.stringify([...(part ?? [])]));
    for (const [name, part] of parts) {
      if (part && !same) this.parts.set(name, part); // brushing the same again lets it go
      else this.parts.delete(name);
    }
    this.changed();
    this.show();
  }

  set(name, part) {
    this.setAll([[name, part]]);
  }

  /** What was dragged along an axis: places for options, numbers else. */
  drag(place, intervals) {
    const axis = this.axes[place];
    const part = intervals.length === 0 ? null
      : axis.options ? new Set(axis.options.filter((_, i) => intervals.some(([low, high]) => i >= low - 0.5 && i <= high + 0.5)))
        : intervals.map(([low, high]) => [Number(low.toPrecision(4)), Number(high.toPrecision(4))]);
    this.put(axis, part);
    this.show();
  }

  /** The parts of an axis as its chart has them. */
  intervals(axis) {
    const part = this.parts.get(axis.name);
    if (!part) return [];
    return axis.options ? axis.options.flatMap((option, i) => (part.has(option) ? [[i, i]] : [])) : part;
  }
}

/** What an address says is picked out; nothing where it says something else. */
function parsed(text) {
  try {
    const ends = ([low, high]) => [low ?? -Infinity, high ?? Infinity];
    return new Map(JSON.parse(text || '[]').map(([name, part]) => [name, part.every(Array.isArray) ? part.map(ends) : new Set(part)]));
  } catch {
    return new Map();
  }
}
