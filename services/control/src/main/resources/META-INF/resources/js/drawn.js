import { COLOURS } from './charts.js';

/** Lines of one colour are told apart by these. */
export const DASHES = ['solid', 'dashed', 'dotted', [12, 3, 2, 3]];

/**
 * Which variants are drawn. Each has a place as long as it is drawn, and the place is its colour; the address keeps the places, so
 * that a link gives the same picture: "5,,12" are two, the second in the third colour. With a hue of its own for each value of a
 * setting, variants that share the value share the colour and differ in their dashes.
 */
export class Drawn {
  constructor(place, rows, axes) {
    this.place = place;
    this.rows = rows;
    this.hues = axes.filter((axis) => { const n = this.values(axis).length; return n > 1 && n <= COLOURS; });
    this.hue = place.read('hue', '', ['', ...this.hues]);
    const told = place.read('draw', '').split(',').slice(0, COLOURS).map((o) => (/^\d+$/.test(o) && Number(o) < rows.length ? Number(o) : null));
    this.own = told.some((o) => o !== null); // somebody has chosen them
    this.slots = this.own ? told : [];
  }

  values(axis) {
    return [...new Set(this.rows.map((row) => row.settings[axis]))];
  }

  /** In the order of the variants. */
  ordinals() {
    return this.slots.filter((o) => o !== null).sort((a, b) => a - b);
  }

  has(ordinal) {
    return this.slots.includes(ordinal);
  }

  /** From 1. */
  colour(ordinal) {
    return 1 + (this.hue ? this.values(this.hue).indexOf(this.rows[ordinal].settings[this.hue]) : this.slots.indexOf(ordinal));
  }

  /** Which of the dashes. */
  dash(ordinal) {
    return this.hue ? this.ordinals().filter((o) => this.colour(o) === this.colour(ordinal)).indexOf(ordinal) % DASHES.length : 0;
  }

  swatch(ordinal) {
    return `swatch c${this.colour(ordinal)}${this.dash(ordinal) ? ` d${this.dash(ordinal)}` : ''}`;
  }

  add(ordinal) {
    const free = this.slots.indexOf(null);
    if (this.has(ordinal) || (free < 0 && this.slots.length >= COLOURS)) return false;
    this.slots[free < 0 ? this.slots.length : free] = ordinal;
    return true;
  }

  remove(ordinal) {
    this.slots = this.slots.map((o) => (o === ordinal ? null : o));
  }

  /** These, and no others; those that were drawn keep their places. */
  follow(ordinals) {
    this.slots = this.slots.map((o) => (ordinals.includes(o) ? o : null));
    ordinals.forEach((o) => this.add(o));
  }

  /** Puts one in or takes it out; false if there is no room. */
  toggle(ordinal) {
    if (this.has(ordinal)) this.remove(ordinal);
    else if (!this.add(ordinal)) return false;
    this.own = true;
    this.write();
    return true;
  }

  write() {
    this.place.write('draw', this.own ? this.slots.map((o) => o ?? '').join() : '', '');
  }

  paint(hue) {
    this.hue = hue;
    this.place.write('hue', hue, '');
  }
}
