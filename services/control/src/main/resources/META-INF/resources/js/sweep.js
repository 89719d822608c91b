import { api } from './api.js';
import { pickable } from './axes.js';
import { afterPaint } from './charts.js';
import { fill, h } from './dom.js';
import { Endings } from './endings.js';
import { Filter } from './filter.js';
import { heat } from './heat.js';
import { lines } from './lines.js';
import { slices } from './slices.js';
import { spread } from './spread.js';
import { at, count, several } from './words.js';

/** How a sweep is looked at: what is brushed in one view is picked out in all, in the address, and cleared by Escape. */
export class Sweep {
  constructor(context) {
    const { axes, variants } = context.overview();
    this.context = context;
    this.endings = new Endings();
    this.axes = axes.map((name) => pickable(variants, name, axes));
    this.filter = new Filter(() => this.changed(), context.place.read('pick', ''));
    this.filter.over({ axes: [
      ...this.axes,
      { name: 'median', title: 'median iterations', options: null, of: (row) => at(row.quantiles, 0.5)?.iterations ?? null },
      { name: 'iterations', title: 'iterations of a trial', options: null, any: (row) => this.endings.of(row.ordinal).map((o) => o.iterations) },
    ] });
    this.told = h('p', {});
    this.bar = h('div', { class: 'picked', role: 'status', hidden: true }, this.told, this.filter.clear);
    this.spread = spread(context, this);
    this.heat = axes.length > 1 ? heat(context, this) : null;
    this.lines = lines(context, this);
    this.slices = slices(context, this.filter);
    this.views = [this.spread, this.heat, this.lines, this.slices].filter(Boolean);
    this.onkey = (event) => { if (event.key === 'Escape' && this.filter.active() && !document.querySelector('dialog[open]')) this.filter.clearAll(); };
    document.addEventListener('keydown', this.onkey);
    this.pick();
  }

  leave() {
    document.removeEventListener('keydown', this.onkey);
  }

  async load() {
    const ended = this.context.overview().status.ended;
    if (ended !== this.known) {
      this.endings = new Endings(await api.endings(this.context.id));
      this.known = ended;
    }
    this.pick();
  }

  async refresh() {
    await this.load();
    await Promise.all(this.views.map((view) => view.refresh()));
  }

  /** Whether a trial is picked out. */
  has(point) {
    return !this.filter.active() || (this.picked.has(point.variant) && this.filter.lies('iterations', point.iterations));
  }

  pick() {
    const rows = this.context.overview().variants;
    this.picked = new Set((this.filter.active() ? rows.filter((row) => this.filter.passes(row)) : rows).map((row) => row.ordinal));
    this.bar.hidden = !this.filter.active();
    this.bar.dataset.picked = this.picked.size;
    if (this.filter.active()) fill(this.told, h('strong', {}, `${count(this.picked.size)} of ${several(rows.length, 'variant')}`), ` picked out: ${this.filter.told()}`);
  }

  changed() {
    this.context.place.write('pick', this.filter.text(), '');
    this.pick();
    this.due ??= afterPaint(() => { // whoever has brushed sees that first
      this.due = undefined;
      this.context.repicked();
    });
  }
}
