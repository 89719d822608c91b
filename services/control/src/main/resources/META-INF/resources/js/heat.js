import { places, short } from './axes.js';
import { lerp, Picture } from './charts.js';
import { fill, h, select } from './dom.js';
import { median } from './endings.js';
import { settings } from './place.js';
import { count, quantile, several } from './words.js';

/** As many pictures beside each other as a page has room for. */
const FACETS = 8;
const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

/** Two settings against each other: the median of all trials that share both, hatched as far as trials did not converge. */
export function heat(context, sweep) {
  const { axes } = context.overview();
  const names = axes.map((name) => [name, short(name, axes)]);
  const wide = [...sweep.axes].sort((a, b) => (a.options ? 1 : 0) - (b.options ? 1 : 0));
  const facets = sweep.axes.filter((axis) => places(axis).names.length <= FACETS);
  const asked = settings(context.place, 'heat', { x: wide[0].name, y: wide[1].name, by: '' }, { x: axes, y: axes, by: ['', ...facets.map((axis) => axis.name)] });
  const host = h('div', { class: 'facets' });
  const note = h('p', { class: 'small muted', role: 'status' });
  const key = h('canvas', { class: 'scale', role: 'img', 'aria-label': 'Strong colours are few iterations, weak ones many; hatched is the share of trials that did not converge' });
  const scale = new Picture(key, (pen, width, height, look) => legend(pen, width, height, look, range));
  const reading = h('p', { class: 'plot-note small muted' });
  const choose = (what) => (value) => { asked[what] = value; refresh(); };
  const panel = h('section', { class: 'card panel', 'aria-labelledby': 'heat-title' },
    h('header', {}, h('div', {}, h('h2', { id: 'heat-title' }, 'Two settings against each other'), reading),
      h('div', { class: 'controls' }, select('Across', names, asked.x, choose('x')), select('Up', names, asked.y, choose('y')),
        axes.length > 2 ? select('One for each', [['', 'all together'], ...facets.map((axis) => [axis.name, short(axis.name, axes)])], asked.by, choose('by')) : null)),
    host, h('div', { class: 'below' }, key, note));
  let maps = [];
  let range = [1, 10];
  let shown = '';

  function refresh() {
    const [x, y, by] = ['x', 'y', 'by'].map((what) => sweep.axes.find((axis) => axis.name === asked[what]));
    const same = x === y;
    const columns = places(x);
    const lines = same ? { names: [''], of: () => 0 } : places(y);
    const split = by && by !== x && by !== y ? places(by) : { names: [''], of: () => 0 };
    const tables = split.names.map((name) => ({ name, cells: columns.names.map(() => lines.names.map(() => [])) }));
    context.overview().variants.forEach((row) => tables[split.of(row)]?.cells[columns.of(row)]?.[lines.of(row)]?.push(row));
    let [least, most] = [Infinity, 0];
    const budget = Math.max(...context.overview().variants.map((row) => row.budget));
    tables.forEach((table) => {
      table.cells = table.cells.map((column) => column.map((rows) => {
        const observed = sweep.endings.together(rows);
        const middle = median(observed);
        if (middle?.reached) {
          least = Math.min(least, middle.iterations);
          most = Math.max(most, middle.iterations);
        }
        return { rows, median: middle, trials: observed.length, beyond: observed.filter((o) => !o.reached).length };
      }));
    });
    range = least < Infinity ? [least, Math.max(most, least * 1.01)] : [1, budget];
    const pooled = context.overview().variants.length / (columns.names.length * lines.names.length * split.names.length);
    reading.textContent = `Median iterations to the target${pooled > 1 ? `, over all trials that share both settings, up to ${several(Math.ceil(pooled), 'variant')} in a field` : ''}. Hatched: the share that did not converge. Drag over fields, or use the arrow keys and Enter, to pick them out.`;
    const layout = JSON.stringify([asked.x, asked.y, asked.by, columns.names, lines.names, split.names]);
    if (layout !== shown) {
      maps.forEach((map) => map.picture.dispose());
      maps = tables.map((table) => new HeatMap(table.name && `${short(by.name, axes)} ${table.name}`, [x, same ? null : y], [columns, lines], [short(x.name, axes), same ? '' : short(y.name, axes)], {
        tell: (text) => { note.textContent = text; },
        pick: (parts) => sweep.filter.setAll([...parts, ...(table.name ? [[by.name, by.options ? new Set([split.value(tables.indexOf(table))]) : [[split.value(tables.indexOf(table)), split.value(tables.indexOf(table))]]]] : [])]),
      }));
      host.classList.toggle('many', maps.length > 1);
      fill(host, maps.map((map) => map.figure));
      shown = layout;
    }
    maps.forEach((map, i) => map.show(tables[i].cells, range));
    mark(false);
    maps.forEach((map) => map.picture.redraw());
    scale.redraw();
    panel.dataset.fields = columns.names.length * lines.names.length * split.names.length;
  }

  /** Shows what is picked out; what there is to see stays. */
  function mark(draw = true) {
    const all = !sweep.filter.active();
    maps.forEach((map) => {
      map.cells?.forEach((column) => column.forEach((cell) => { cell.picked = all || cell.rows.some((row) => sweep.picked.has(row.ordinal)); }));
      if (draw) map.picture.soon();
    });
  }

  return { panel, refresh, picked: mark };
}

/** How strong a median's colour is, from 0 to 1. */
const strength = (iterations, [least, most]) => 1 - Math.min(1, Math.max(0, Math.log(iterations / least) / Math.log(most / least)));
const shade = (s, look) => lerp(0.12 + 0.88 * s, look.card, look.accent);

/** One picture: columns of fields, which can be dragged over or gone through by arrow keys. */
class HeatMap {
  constructor(title, axes, orders, names, { tell, pick }) {
    this.axes = axes;
    this.orders = orders;
    this.names = names;
    this.tell = tell;
    this.pick = pick;
    this.title = title;
    this.cursor = null;
    this.from = null;
    this.canvas = h('canvas', { class: 'brush heat', tabindex: 0, role: 'application', 'aria-roledescription': 'heat map' });
    this.figure = h('figure', {}, title ? h('figcaption', { class: 'small' }, title) : null, this.canvas);
    this.picture = new Picture(this.canvas, (pen, width, height, look) => this.paint(pen, width, height, look));
    this.canvas.addEventListener('pointerdown', (e) => this.down(e));
    this.canvas.addEventListener('pointermove', (e) => this.over(e));
    this.canvas.addEventListener('pointerup', () => this.take());
    this.canvas.addEventListener('pointercancel', () => { this.from = null; this.picture.soon(); });
    this.canvas.addEventListener('pointerleave', () => { if (!this.from) { this.cursor = null; this.picture.soon(); } });
    this.canvas.addEventListener('keydown', (e) => this.key(e));
    this.canvas.addEventListener('blur', () => { this.cursor = null; this.from = null; this.picture.soon(); });
  }

  show(cells, range) {
    this.cells = cells;
    this.range = range;
    const high = Math.min(440, this.orders[1].names.length > 1 ? Math.max(300, 40 + this.orders[1].names.length * 30) : 110);
    this.canvas.style.height = `${high}px`;
    const known = cells.flat().filter((cell) => cell.trials > 0);
    this.canvas.setAttribute('aria-label', `${this.title ? `${this.title}: ` : ''}median iterations to the target over ${this.names.filter(Boolean).join(' and ')}, ${several(known.length, 'field')}. Arrow keys go from field to field, with Shift over several, Enter picks them out.`);
  }

  /** Where fields lie. */
  room() {
    const { clientWidth: width, clientHeight: height } = this.canvas;
    const left = this.orders[1].names.length > 1 ? Math.min(130, 0.32 * width, 26 + 7 * Math.max(...this.orders[1].names.map((name) => name.length))) : 8;
    const [nx, ny] = this.orders.map((order) => order.names.length);
    return { left, top: 4, w: (width - left - 6) / nx, h: (height - 44) / ny, nx, ny, bottom: height - 40 };
  }

  field(event) {
    const box = this.canvas.getBoundingClientRect();
    const { left, top, w, h: tall, nx, ny } = this.room();
    const [i, j] = [Math.floor((event.clientX - box.left - left) / w), ny - 1 - Math.floor((event.clientY - box.top - top) / tall)];
    const inside = i >= 0 && j >= 0 && i < nx && j < ny;
    return inside || this.from ? [Math.min(nx - 1, Math.max(0, i)), Math.min(ny - 1, Math.max(0, j))] : null;
  }

  down(event) {
    if (event.button !== 0) return;
    this.cursor = this.field(event);
    if (!this.cursor) return;
    this.canvas.setPointerCapture(event.pointerId);
    this.from = this.cursor;
    this.picture.soon();
  }

  over(event) {
    const at = this.field(event);
    if (String(at) === String(this.cursor)) return;
    this.cursor = at;
    if (at) this.tell(this.words(at));
    this.picture.soon();
  }

  key(event) {
    const { nx, ny } = this.room();
    if (STEPS[event.key]) {
      event.preventDefault();
      const before = this.cursor ?? [0, ny - 1];
      const [dx, dy] = this.cursor ? STEPS[event.key] : [0, 0];
      if (!event.shiftKey) this.from = null;
      else this.from ??= before;
      this.cursor = [Math.min(nx - 1, Math.max(0, before[0] + dx)), Math.min(ny - 1, Math.max(0, before[1] + dy))];
      this.tell(this.words(this.cursor));
      this.picture.soon();
    } else if ((event.key === 'Enter' || event.key === ' ') && this.cursor) {
      event.preventDefault();
      this.from ??= this.cursor;
      this.take();
    }
  }

  /** Picks out from where it began to where the cursor is. */
  take() {
    if (!this.from || !this.cursor) return;
    const ends = [0, 1].map((k) => [this.from[k], this.cursor[k]].sort((a, b) => a - b));
    this.from = null;
    this.pick(this.axes.flatMap((axis, k) => {
      if (!axis) return [];
      const values = Array.from({ length: ends[k][1] - ends[k][0] + 1 }, (_, n) => this.orders[k].value(ends[k][0] + n));
      if (values.length === this.orders[k].names.length) return [[axis.name, null]]; // all of them
      return [[axis.name, axis.options ? new Set(values) : [[values[0], values.at(-1)]]]];
    }));
  }

  words([i, j]) {
    const cell = this.cells[i][j];
    const where = [this.title, ...[i, j].map((place, k) => this.names[k] && `${this.names[k]} ${this.orders[k].names[place]}`)].filter(Boolean).join(', ');
    return cell.trials ? `${where}: median ${quantile(cell.median)}, ${count(cell.trials - cell.beyond)} of ${several(cell.trials, 'trial')} converged` : `${where}: no trial has ended`;
  }

  paint(pen, width, height, look) {
    if (!this.cells) return;
    const room = this.room();
    pen.font = `12px ${look.font}`;
    this.cells.forEach((column, i) => column.forEach((cell, j) => this.one(pen, cell, [room.left + i * room.w, room.top + (room.ny - 1 - j) * room.h, room.w, room.h], look)));
    this.labels(pen, room, width, height, look);
    if (this.cursor) {
      const ends = [0, 1].map((k) => [(this.from ?? this.cursor)[k], this.cursor[k]].sort((a, b) => a - b));
      pen.strokeStyle = look.ink;
      pen.lineWidth = 2;
      pen.strokeRect(room.left + ends[0][0] * room.w + 1, room.top + (room.ny - 1 - ends[1][1]) * room.h + 1, (ends[0][1] - ends[0][0] + 1) * room.w - 2, (ends[1][1] - ends[1][0] + 1) * room.h - 2);
    }
  }

  one(pen, cell, [x, y, w, tall], look) {
    if (!cell.trials) return;
    const gap = w > 12 && tall > 12 ? 1 : 0;
    const s = cell.median.reached ? strength(cell.median.iterations, this.range) : 0;
    pen.globalAlpha = cell.picked ? 1 : 0.2;
    pen.fillStyle = cell.median.reached ? shade(s, look) : look.card;
    const box = [x, y, w - gap, tall - gap];
    pen.fillRect(...box);
    if (cell.beyond) hatch(pen, box, cell.beyond / cell.trials, look);
    if (w >= 40 && tall >= 18) {
      const text = quantile(cell.median);
      pen.textAlign = 'center';
      pen.textBaseline = 'middle';
      if (cell.beyond) {
        pen.fillStyle = cell.median.reached ? shade(s, look) : look.card;
        const half = pen.measureText(text).width / 2 + 4;
        pen.fillRect(x + w / 2 - half, y + tall / 2 - 9, 2 * half, 18);
      }
      pen.fillStyle = s > 0.45 ? look.card : look.ink;
      pen.fillText(text, x + (w - gap) / 2, y + (tall - gap) / 2, w - 6);
    }
    pen.globalAlpha = 1;
  }

  labels(pen, room, width, height, look) {
    pen.fillStyle = look.ink2;
    pen.textBaseline = 'middle';
    pen.textAlign = 'right';
    if (room.ny > 1) {
      const every = Math.ceil(16 / room.h);
      this.orders[1].names.forEach((name, j) => {
        if (j % every === 0) pen.fillText(clipped(pen, name, room.left - 26), room.left - 6, room.top + (room.ny - 0.5 - j) * room.h);
      });
    }
    pen.textAlign = 'center';
    const longest = Math.min(110, Math.max(...this.orders[0].names.map((name) => pen.measureText(name).width)) + 10);
    const each = Math.ceil(longest / room.w);
    this.orders[0].names.forEach((name, i) => {
      if (i % each === 0) pen.fillText(clipped(pen, name, Math.max(room.w, longest) - 4), room.left + (i + 0.5) * room.w, room.bottom + 12);
    });
    pen.fillStyle = look.ink;
    pen.fillText(this.names[0], room.left + (width - room.left) / 2, height - 9);
    if (room.ny > 1) {
      pen.save();
      pen.translate(9, room.top + (room.bottom - room.top) / 2);
      pen.rotate(-Math.PI / 2);
      pen.fillText(this.names[1], 0, 0);
      pen.restore();
    }
  }
}

function clipped(pen, text, width) {
  let some = text;
  while (some.length > 1 && pen.measureText(some).width > width) some = some.slice(0, -2);
  return some === text ? text : `${some.slice(0, -1)}…`;
}

/** Stripes over a share of a field, from below. */
function hatch(pen, [x, y, w, tall], share, look) {
  const top = y + tall * (1 - share);
  pen.save();
  pen.beginPath();
  pen.rect(x, top, w, tall * share);
  pen.clip();
  pen.strokeStyle = look.ink2;
  pen.lineWidth = 1;
  const step = Math.min(6, Math.max(3, w / 4));
  pen.beginPath();
  for (let at = -tall; at < w + tall; at += step) {
    pen.moveTo(x + at, y + tall);
    pen.lineTo(x + at + tall, y);
  }
  pen.stroke();
  pen.restore();
}

function legend(pen, width, height, look, range) {
  const middle = height / 2;
  pen.font = `12px ${look.font}`;
  pen.textBaseline = 'middle';
  const ends = range.map((value) => count(value));
  const words = [`${ends[1]} iterations`, 'did not converge'];
  const rest = pen.measureText([ends[0], ...words].join('')).width + 8 + 8 + 14 + 30 + 2;
  let x = 0;
  pen.fillStyle = look.ink2;
  pen.fillText(ends[0], x, middle);
  x += pen.measureText(ends[0]).width + 8;
  const bar = Math.max(16, Math.min(140, width - rest));
  for (let i = 0; i < bar; i++) {
    pen.fillStyle = shade(1 - i / bar, look);
    pen.fillRect(x + i, middle - 6, 1.5, 12);
  }
  x += bar + 8;
  pen.fillStyle = look.ink2;
  pen.fillText(words[0], x, middle);
  x += pen.measureText(words[0]).width + 14;
  hatch(pen, [x, middle - 6, 22, 12], 1, look);
  pen.fillStyle = look.ink2;
  pen.fillText(words[1], x + 30, middle);
}
