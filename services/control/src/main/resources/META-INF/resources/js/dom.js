/** An element with attributes, listeners (on…) and children; nothing is ever parsed as HTML. */
export function h(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (name.startsWith('on')) {
      element.addEventListener(name.slice(2), value);
    } else if (value === true) {
      element.setAttribute(name, '');
    } else if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(name, value);
    }
  }
  fill(element, ...children);
  return element;
}

/** The same of a drawing. */
export function svg(tag, attributes, ...children) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes ?? {})) element.setAttribute(name, value);
  fill(element, ...children);
  return element;
}

/** Puts children in the place of those that are there. */
export function fill(element, ...children) {
  element.replaceChildren(
    ...children.flat(Infinity).filter((c) => c !== null && c !== undefined && c !== false));
  return element;
}

/** One of several values, as a row of buttons. */
export function choice(label, values, chosen, onchange) {
  const buttons = values.map(([value, text]) =>
    h('button', {
      type: 'button',
      'aria-pressed': String(value === chosen),
      onclick: () => {
        for (const [i, [v]] of values.entries()) {
          buttons[i].setAttribute('aria-pressed', String(v === value));
        }
        onchange(value);
      },
    }, text));
  return h('div', { class: 'set', role: 'group', 'aria-label': label }, h('span', {}, label), ...buttons);
}

/** One of several values, as a list to choose from. */
export function select(label, values, chosen, onchange) {
  return h('label', {}, label,
    h('select', { onchange: (e) => onchange(e.target.value) },
      values.map(([value, text]) => h('option', { value, selected: value === chosen }, text))));
}
