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

/** A chart in {@code host}: draws what {@code option(look, width)} says, again whenever the look or the room changes. */
export class Chart {
  constructor(host, label) {
    host.setAttribute('role', 'img');
    host.setAttribute('aria-label', label);
    this.host = host;
    this.observer = new ResizeObserver(() => this.resize());
    this.observer.observe(host);
    charts.add(this);
  }

  draw(option) {
    this.option = option;
    if (this.host.clientWidth === 0) return;
    this.chart ??= echarts.init(this.host, null, { renderer: 'canvas' });
    const colours = look();
    this.chart.setOption(
      {
        animation: false, textStyle: { fontFamily: colours.font, color: colours.ink2, fontSize: 12 },
        ...option(colours, this.host.clientWidth),
      }, { notMerge: true });
  }

  resize() {
    this.chart?.resize();
    if (this.option) this.draw(this.option);
  }

  dispose() {
    this.observer.disconnect();
    charts.delete(this);
    this.chart?.dispose();
  }
}

/** Forgets every chart, before another view comes. */
export function disposeAll() {
  [...charts].forEach((chart) => chart.dispose());
}

matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
  charts.forEach((chart) => chart.option && chart.draw(chart.option));
});

export const ticks = (value) =>
  Math.abs(value) >= 1e4 ? `${Number((value / 1e3).toPrecision(3))}k` : Math.abs(value) >= 1 ? count(value) : decimal(value);

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

/** A series that draws one shape: the band between two lines over common places. */
export function band(x, low, high, colour) {
  return {
    type: 'custom', silent: true, z: 1, clip: true, data: [[x[0], low.find((v) => v !== null) ?? 1]], tooltip: { show: false },
    renderItem: (params, api) => {
      const known = x.map((_, i) => i).filter((i) => low[i] != null && high[i] != null);
      const edge = (values) => known.map((i) => api.coord([x[i], values[i]]));
      return {
        type: 'polygon', shape: { points: [...edge(high), ...edge(low).reverse()] },
        style: { fill: colour, opacity: 0.18 },
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

/** A logarithmic axis over less than two decades has halves and doubles for ticks. */
export const base = (range) => (range && range[1] / range[0] < 50 ? 2 : 10);

export const lerp = (t, from, to) => echarts.color.lerp(t, [from, to]);
