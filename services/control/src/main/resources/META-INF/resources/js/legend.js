import { h } from './dom.js';

/** The colours' names, below a chart. */
export function legend(context) {
  const rows = context.overview().variants;
  return context.chosen().map((ordinal) =>
    h('li', {}, h('span', { class: context.drawn.swatch(ordinal) }), rows[ordinal].label));
}
