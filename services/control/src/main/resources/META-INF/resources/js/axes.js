const numeric = (values) => values.every((v) => v !== '' && Number.isFinite(Number(v)));

/** A path as people say it. */
export const said = (path) => path.replaceAll('.', ' ').replace(/(?<=[a-z])[A-Z]/g, (hump) => ` ${hump.toLowerCase()}`);

/** Of the end of a path so much as no other one ends in. */
export function short(axis, axes) {
  const parts = axis.split('.');
  const alone = (from) => axes.every((other) => other === axis || !`.${other}`.endsWith(`.${parts.slice(from).join('.')}`));
  let from = parts.length - 1;
  while (from > 0 && !alone(from)) from -= 1;
  return said(parts.slice(from).join('.'));
}

/** What the values of a setting are called. */
export function called(rows, name) {
  const words = new Map(rows.map((r) => [r.settings[name], r.words[name]]));
  return (value) => words.get(value) ?? value;
}

/** An axis for a setting: numbers on a line, wide ranges of them on a logarithmic one, with ticks where there are trials; words in order. */
export function scale(rows, name) {
  const values = [...new Set(rows.map((r) => r.settings[name]))];
  if (!numeric(values)) return { type: 'category', data: values, of: (v) => v, formatter: called(rows, name) };
  const numbers = values.map(Number).sort((a, b) => a - b);
  const wide = numbers[0] > 0 && numbers.at(-1) / numbers[0] >= 10;
  return { type: wide ? 'log' : 'value', of: Number, values: numbers, min: numbers[0], max: numbers.at(-1) };
}

export const number = (v) => String(Number(v.toPrecision(6)));

/** A setting as something to pick out by: words, or numbers. */
export function pickable(rows, name, axes) {
  const { type, data, values, formatter } = scale(rows, name);
  const title = short(name, axes);
  return type === 'category' ? { name, title, options: data.map(formatter), of: (row) => row.words[name] }
    : { name, title, options: null, values, low: values[0], high: values.at(-1), log: type === 'log', of: (row) => Number(row.settings[name]) };
}

/** Its values in order, as they are called, and where a variant stands among them. */
export function places(axis) {
  const order = axis.options ?? axis.values;
  const at = new Map(order.map((value, i) => [value, i]));
  return { names: order.map((value) => (axis.options ? value : number(value))), of: (row) => at.get(axis.of(row)), value: (i) => order[i] };
}
