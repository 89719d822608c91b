import * as echarts from './echarts.js';
import { count, decimal } from './words.js';

/** As many variants as there are colours are drawn at once. */
export const COLOURS = 8;

const charts = new Set();

/** The colours and letters of the sheet, as they are now. */
export function look() {
  const style = getComputedStyle(document.documentElement);
  const token = (name) => style.getPropertyValue(`--${name}`).trim();
  return {
    ink: token('ink'), ink2: token('ink-2'), line: token('line'), strong: token('line-strong'),
    card: token('card'), accent: token('accent'), bad: token('bad'), font: getComputedStyle(document.body).fontFamily,
    series: Array.from({ length: COLOURS }, (_, i) => token(`c${i + 1}`)),
  };
}

/** Does {@code work} when what has changed so far can be seen: whoever has pressed something sees that before a chart is drawn. */
export function afterPaint(work) {
  if (document.hidden) return setTimeout(work);
  return requestAnimationFrame(() => setTimeout(work));
}

/** A chart in {@code host}: draws what {@code option(look, width)} says, again whenever the look or the room changes. */
export class Chart {
  /**
   * {@code oncolumns} is told when there is room for another number of columns than was last asked for, {@code onmade} of the
   * chart itself when there is one.
   */
  constructor(host, label, oncolumns, onmade) {
    this.oncolumns = oncolumns;
    this.onmade = onmade;
    host.setAttribute('role', 'img');
    host.setAttribute('aria-label', label);
    this.host = host;
    this.observer = new ResizeObserver(() => this.resize());
    this.observer.observe(host);
    charts.add(this);
  }

  /** {@code after} is done whenever it has been drawn. */
  draw(option, after) {
    this.option = option;
    this.after = after;
    this.due ??= afterPaint(() => {
      this.due = undefined;
      this.now();
    });
  }

  now() {
    const { option } = this;
    if (!option || this.host.clientWidth === 0) return;
    if (!this.chart) {
      this.chart = echarts.init(this.host, null, { renderer: 'canvas' });
      this.onmade?.(this.chart);
    }
    const colours = look();
    this.chart.setOption(
      {
        animation: false, textStyle: { fontFamily: colours.font, color: colours.ink2, fontSize: 12 },
        ...option(colours, this.host.clientWidth),
      }, { notMerge: true });
    this.after?.();
  }

  /** Columns of pixels between the sides of its grid, as the screen has them. */
  columns(grid) {
    const width = this.host.clientWidth || this.host.parentElement?.clientWidth || 600; // a hidden host has none
    const columns = Math.min(4000, Math.max(100, Math.round((width - grid.left - grid.right) * (window.devicePixelRatio || 1))));
    this.asked = { grid, columns };
    return columns;
  }

  resize() {
    this.chart?.resize();
    const before = this.asked;
    if (before && this.columns(before.grid) !== before.columns) {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.oncolumns?.(), 200);
    }
    this.redraw();
  }

  redraw() {
    if (this.option) this.draw(this.option, this.after);
  }

  dispose() {
    clearTimeout(this.timer);
    this.option = undefined;
    this.observer.disconnect();
    charts.delete(this);
    this.chart?.dispose();
  }
}

/** A canvas on which {@code paint(context, width, height, look)} draws in the sheet's pixels, again whenever look or room change. */
export class Picture {
  constructor(canvas, paint) {
    this.canvas = canvas;
    this.paint = paint;
    this.observer = new ResizeObserver(() => this.redraw());
    this.observer.observe(canvas);
    charts.add(this);
  }

  redraw() {
    const { clientWidth: width, clientHeight: height } = this.canvas;
    if (width === 0 || height === 0) return;
    const scale = window.devicePixelRatio || 1;
    this.canvas.width = Math.round(width * scale);
    this.canvas.height = Math.round(height * scale);
    const context = this.canvas.getContext('2d');
    context.scale(scale, scale);
    this.paint(context, width, height, look());
  }

  /** Once for all that happens before the next picture. */
  soon() {
    this.due ??= requestAnimationFrame(() => {
      this.due = undefined;
      this.redraw();
    });
  }

  dispose() {
    this.observer.disconnect();
    charts.delete(this);
  }
}

/** Forgets every chart, before another view comes. */
export function disposeAll() {
  [...charts].forEach((chart) => chart.dispose());
}

matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
  charts.forEach((chart) => chart.redraw());
});

export const ticks = (value) =>
  Math.abs(value) >= 1e5 ? `${Number((value / 1e3).toPrecision(3))}k` : Math.abs(value) >= 1 ? count(value) : decimal(value);

/** An axis in our look. */
export function axis(colours, name, more) {
  return {
    name, nameLocation: 'middle', nameTextStyle: { color: colours.ink2, fontSize: 12 },
    axisLine: { show: true, lineStyle: { color: colours.strong } }, axisTick: { lineStyle: { color: colours.strong } },
    axisLabel: { color: colours.ink2, formatter: ticks, hideOverlap: true },
    splitLine: { lineStyle: { color: colours.line } }, minorSplitLine: { show: false },
    ...more,
  };
}

/** A tooltip that needs no markup: the page's policy lets no style attribute pass. */
export function tooltip(colours, formatter, more) {
  return {
    renderMode: 'richText', confine: true, formatter, backgroundColor: colours.card, borderColor: colours.strong,
    borderWidth: 1, padding: 10, textStyle: { color: colours.ink, fontSize: 12, lineHeight: 18, fontFamily: colours.font },
    axisPointer: { lineStyle: { color: colours.strong }, label: { show: false } },
    ...more,
  };
}

/**
 * A series that draws a band: the shape between two lines over common places, in parts where it is not known. Where its upper
 * edge alone is null it leaves the chart at the top, and on a logarithmic scale at the bottom where it goes down to 0. All of
 * its corners are data, so that the axes reach as far as it does.
 */
export function band(x, low, high, colour, log = false) {
  const parts = [];
  let part = [];
  x.forEach((at, i) => {
    if (low[i] == null) {
      part = [];
      return;
    }
    if (part.length === 0) parts.push(part);
    part.push([at, low[i], high[i]]);
  });
  const drawable = (y) => y != null && !(log && y <= 0);
  const corners = parts.flat().flatMap(([at, l, u]) => [l, u].filter(drawable).map((y) => [at, y]));
  return {
    type: 'custom', silent: true, z: 1, clip: true, data: corners, encode: { x: 0, y: 1 }, tooltip: { show: false },
    renderItem: (params, api) => {
      if (params.dataIndex !== 0) return undefined;
      const room = params.coordSys;
      const place = (at, y) => (drawable(y) ? api.coord([at, y])
        : [api.coord([at, corners[0][1]])[0], y == null ? room.y : room.y + room.height]);
      return {
        type: 'group',
        children: parts.map((corner) => ({
          type: 'polygon', shape: { points: [...corner.map(([at, , u]) => place(at, u)), ...corner.map(([at, l]) => place(at, l)).reverse()] },
          style: { fill: colour, opacity: 0.18 },
        })),
      };
    },
  };
}

/** Smallest and largest of the numbers, or undefined without any. */
export function extent(values, positive) {
  let low = Infinity;
  let high = -Infinity;
  for (const v of values) {
    if (v !== null && v !== undefined && (!positive || v > 0)) {
      if (v < low) low = v;
      if (v > high) high = v;
    }
  }
  return low <= high ? [low, high] : undefined;
}

/** Mantissas of a logarithmic axis, from those of a wide one to those of a narrow one. */
const MANTISSAS = [[1], [1, 3], [1, 2, 5], [1, 1.5, 2, 3, 5, 7], [1, 1.2, 1.4, 1.6, 1.8, 2, 2.5, 3, 3.5, 4, 4.5, 5, 6, 7, 8, 9]];
const ENOUGH = 4; // ticks

/** Round numbers from low to high that lie well on a logarithmic axis: of so many mantissas a decade as give enough of them. */
export function logTicks(low, high) {
  let values = [];
  for (const mantissas of MANTISSAS) {
    values = [];
    for (let e = Math.floor(Math.log10(low)); e <= Math.log10(high); e++) {
      values.push(...mantissas.map((m) => Number(`${m}e${e}`)).filter((v) => v >= low && v <= high));
    }
    if (values.length >= ENOUGH) return values;
  }
  return values.length >= 2 ? values : undefined; // so narrow that a logarithm is a line
}

/** The same of an axis with grid lines; nothing where it is not logarithmic. */
export function round(colours, log, range, formatter) {
  const customValues = log && range && range[0] > 0 ? logTicks(range[0], range[1]) : undefined;
  return {
    axisTick: { lineStyle: { color: colours.strong }, customValues }, splitLine: { lineStyle: { color: colours.line }, customValues },
    axisLabel: { color: colours.ink2, formatter, hideOverlap: true, customValues },
  };
}

export const lerp = (t, from, to) => echarts.color.lerp(t, [from, to]);
