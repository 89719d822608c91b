const path = (hash) => hash.split('?')[0] || '#/';

/**
 * What a view's controls are set to, as the address has it behind the question mark: #/experiment/ID?metric=accuracy. What a
 * control is set to from the start does not stand there. Setting one makes no new entry in the history.
 */
export class Place {
  constructor(hash) {
    this.path = path(hash);
    this.values = new URLSearchParams(hash.split('?')[1] ?? '');
  }

  /** One of {@code allowed}, or anything where these are not given. */
  read(name, usual, allowed) {
    const value = this.values.get(name);
    return value === null || (allowed && !allowed.includes(value)) ? usual : value;
  }

  /** All that is set, as addresses have it. */
  query() {
    const query = this.values.toString();
    return query ? `?${query}` : '';
  }

  write(name, value, usual) {
    if (value === usual || value === null || value === undefined) this.values.delete(name);
    else this.values.set(name, value);
    if (path(location.hash) !== this.path) return; // another view has come meanwhile
    history.replaceState(history.state, '', `${this.path}${this.query()}`);
  }
}

/** The settings of a part of a view, each written to the address when it is set. */
export function settings(place, prefix, usual, allowed = {}) {
  const name = (key) => (prefix ? `${prefix}-${key}` : key);
  const values = Object.fromEntries(Object.entries(usual).map(([key, value]) => [key, place.read(name(key), value, allowed[key])]));
  return new Proxy(values, {
    set(target, key, value) {
      target[key] = value;
      place.write(name(key), String(value), String(usual[key]));
      return true;
    },
  });
}
