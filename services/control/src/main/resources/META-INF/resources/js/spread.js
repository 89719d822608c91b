import { places, short } from './axes.js';
import { Picture, ticks as tickText } from './charts.js';
import { h, select } from './dom.js';
import { median } from './endings.js';
import { settings } from './place.js';
import { count, quantile, several } from './words.js';

/** An axis with more values than these is not one to have rows for. */
const MOST = 24;
const ROW = 34;
const FOOT = 24;

/** Every trial of a sweep as a point at its iterations to the target, on one logarithmic axis: a row for each value of a setting. */
export function spread(context, sweep) {
  const { axes, variants } = context.overview();
  const offered = sweep.axes.filter((axis) => places(axis).names.length <= MOST && places(axis).names.length > 1);
  const asked = settings(context.place, 'strip', { by: offered[0]?.name ?? '' }, { by: ['', ...offered.map((axis) => axis.name)] });
  const canvas = h('canvas', { class: 'brush', role: 'img' });
  const note = h('p', { class: 'plot-note small muted' });
  const picture = new Picture(canvas, paint);
  let rows = [];
  let scale = null;
  let drag = null;
  const panel = h('section', { class: 'card panel', 'aria-labelledby': 'spread-title' },
    h('header', {}, h('div', {}, h('h2', { id: 'spread-title' }, 'Every trial'),
      h('p', { class: 'small muted' }, 'A point a trial, at its iterations to the target; an arrow where that lies beyond the budget, a line at the median. Drag across to pick trials out, everywhere.')),
    h('div', { class: 'controls' }, offered.length ? select('Rows', [['', 'all together'], ...offered.map((axis) => [axis.name, short(axis.name, axes)])], asked.by, (v) => { asked.by = v; refresh(); }) : null)),
    canvas, note);

  function grouped() {
    const axis = offered.find((one) => one.name === asked.by);
    if (!axis) return [{ name: 'all', rows: variants }];
    const at = places(axis);
    const groups = at.names.map((name) => ({ name, rows: [] }));
    context.overview().variants.forEach((row) => groups[at.of(row)]?.rows.push(row));
    return groups;
  }

  function refresh() {
    rows = grouped().map(({ name, rows: own }) => {
      const points = own.flatMap((row) => sweep.endings.of(row.ordinal));
      const kept = points.filter((p) => sweep.has(p));
      return { name, points, kept, median: median(kept), beyond: kept.filter((p) => !p.reached).length };
    });
    const all = rows.flatMap((row) => row.points);
    canvas.hidden = all.length === 0;
    note.textContent = all.length === 0 ? 'No trial has ended yet.' : '';
    if (all.length === 0) return;
    let [least, most] = [Infinity, 0];
    for (const p of all) {
      least = Math.min(least, p.iterations);
      most = Math.max(most, p.iterations);
    }
    scale = [Math.log(least / 1.2), Math.log(most * 1.2)];
    canvas.style.height = `${rows.length * (canvas.clientWidth < 560 ? ROW + 16 : ROW) + FOOT}px`;
    canvas.dataset.rows = rows.length;
    canvas.dataset.kept = rows.reduce((sum, row) => sum + row.kept.length, 0);
    canvas.setAttribute('aria-label', `Iterations to the target of ${several(all.length, 'trial')}: ${rows.map((row) => `${row.name}: ${row.median ? `median ${quantile(row.median)}` : 'none'}, ${count(row.beyond)} beyond the budget`).join('; ')}`);
    picture.redraw();
  }

  /** Where the axis lies, from the left. */
  function sides(width) {
    return width < 560 ? [8, width - 8] : [Math.min(190, 0.24 * width), width - 118];
  }

  const at = (iterations, [left, right]) => left + ((Math.log(iterations) - scale[0]) / (scale[1] - scale[0])) * (right - left);
  const iterations = (x, [left, right]) => Math.exp(scale[0] + ((x - left) / (right - left)) * (scale[1] - scale[0]));

  function paint(pen, width, height, look) {
    if (!scale) return;
    const narrow = width < 560;
    const room = sides(width);
    const tall = narrow ? ROW + 16 : ROW;
    pen.font = `12px ${look.font}`;
    pen.textBaseline = 'middle';
    pen.fillStyle = look.ink2;
    pen.strokeStyle = look.line;
    pen.textAlign = 'center';
    let last = -Infinity;
    for (const t of ticks()) {
      const x = at(t, room);
      pen.beginPath();
      pen.moveTo(x, 0);
      pen.lineTo(x, height - FOOT);
      pen.stroke();
      const half = pen.measureText(tickText(t)).width / 2 + 6;
      if (x - half > last && x + half < width) {
        pen.fillText(tickText(t), x, height - FOOT / 2);
        last = x + half;
      }
    }
    const many = rows.reduce((sum, row) => sum + row.points.length, 0) > 3000;
    rows.forEach((row, i) => {
      const middle = i * tall + (narrow ? 16 : 0) + ROW / 2;
      told(pen, row, narrow ? [8, i * tall + 9, width - 8, i * tall + 9] : [0, middle, width, middle], room[0] - 12, look, narrow);
      for (const kept of [false, true]) {
        const colour = context.hue() === asked.by && asked.by ? look.series[i % look.series.length] : look.accent;
        pen.fillStyle = kept ? colour : look.strong;
        pen.strokeStyle = pen.fillStyle;
        pen.globalAlpha = kept ? (many ? 0.35 : 0.55) : 0.35;
        row.points.forEach((p, n) => {
          if (sweep.has(p) !== kept) return;
          const [x, y] = [at(p.iterations, room), middle + (((n * 0.618034) % 1) - 0.5) * (ROW - 14)];
          dot(pen, x, y, p.reached, many);
        });
      }
      pen.globalAlpha = 1;
      if (row.median?.reached) {
        pen.fillStyle = look.ink;
        pen.fillRect(at(row.median.iterations, room) - 1, middle - ROW / 2 + 3, 2, ROW - 6);
      }
    });
    const part = drag ?? sweep.filter.parts.get('iterations')?.[0];
    if (part) {
      const [a, b] = drag ? drag : part.map((end, i) => (Number.isFinite(end) ? at(Math.max(1, end), room) : room[i]));
      pen.fillStyle = look.accent;
      pen.globalAlpha = 0.12;
      pen.fillRect(Math.min(a, b), 0, Math.abs(b - a), height - FOOT);
      pen.globalAlpha = 1;
    }
  }

  function told(pen, row, [x, y, right, below], most, look, narrow) {
    pen.fillStyle = look.ink;
    pen.textAlign = 'left';
    pen.fillText(row.name, x, y, Math.max(40, narrow ? right - 130 : most));
    pen.textAlign = 'right';
    if (!row.median) return;
    pen.font = `600 12px ${look.font}`;
    const value = quantile(row.median);
    pen.fillText(value, right, row.beyond && !narrow ? below - 7 : below);
    pen.font = `11px ${look.font}`;
    pen.fillStyle = look.ink2;
    if (row.beyond) pen.fillText(`${count(row.beyond)} of ${count(row.kept.length)} beyond`, narrow ? right - pen.measureText(value).width - 20 : right, narrow ? below : below + 7);
    pen.font = `12px ${look.font}`;
  }

  /** At 1, 2 and 5 and their tens, or where that is too close at the tens. */
  function ticks() {
    const wide = scale[1] - scale[0] > Math.log(2000);
    const found = [];
    for (let power = Math.floor(scale[0] / Math.LN10); power <= scale[1] / Math.LN10; power++) {
      for (const step of wide ? [1] : [1, 2, 5]) {
        const tick = step * 10 ** power;
        if (tick >= 1 && Math.log(tick) >= scale[0] && Math.log(tick) <= scale[1]) found.push(tick);
      }
    }
    return found;
  }

  const place = (event) => {
    const [left, right] = sides(canvas.clientWidth);
    return Math.min(right, Math.max(left, event.clientX - canvas.getBoundingClientRect().left));
  };
  canvas.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    canvas.setPointerCapture(event.pointerId);
    drag = [place(event), place(event)];
  });
  canvas.addEventListener('pointermove', (event) => {
    if (!drag) return;
    drag[1] = place(event);
    picture.soon();
  });
  canvas.addEventListener('pointercancel', () => { drag = null; picture.soon(); });
  canvas.addEventListener('pointerup', () => {
    if (!drag) return;
    const room = sides(canvas.clientWidth);
    const ends = [...drag].sort((a, b) => a - b);
    drag = null;
    sweep.filter.set('iterations', ends[1] - ends[0] < 4 ? null : [ends.map((x) => Math.round(iterations(x, room)))]);
    picture.soon();
  });

  return { panel, refresh, picked: refresh, drawn: refresh };
}

function dot(pen, x, y, reached, many) {
  if (!reached) {
    pen.lineWidth = 1.4;
    pen.beginPath();
    pen.moveTo(x - 2, y - 3.5);
    pen.lineTo(x + 2, y);
    pen.lineTo(x - 2, y + 3.5);
    pen.stroke();
  } else if (many) {
    pen.fillRect(x - 1.25, y - 1.25, 2.5, 2.5);
  } else {
    pen.beginPath();
    pen.arc(x, y, 3, 0, 2 * Math.PI);
    pen.fill();
  }
}
