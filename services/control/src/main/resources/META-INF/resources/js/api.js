/** What control answers when it cannot do what it is asked. */
export class Refusal extends Error {
  constructor(status, title, problems) {
    super(title);
    this.status = status;
    this.problems = problems;
  }
}

async function answered(response) {
  if (response.ok) {
    return response;
  }
  const body = await response.json().catch(() => ({}));
  throw new Refusal(response.status, body.title ?? `control answers ${response.status}`, body.problems ?? []);
}

const json = async (path, options) => (await answered(await fetch(path, options))).json();
const yaml = (text) => ({ method: 'POST', headers: { 'Content-Type': 'application/yaml' }, body: text });
const of = (id) => `/api/experiments/${encodeURIComponent(id)}`;

export const api = {
  of,
  trial: (id, trial) => `${of(id)}/trials/${encodeURIComponent(trial)}`,
  /** With `known`, an overview of the same, only the variants that have changed since are fetched. */
  overview: async (id, known) => {
    if (!known) return json(`${of(id)}/overview`);
    const now = await json(`${of(id)}/overview?${new URLSearchParams({ since: known.revision })}`);
    if (now.status.experiment !== known.status.experiment) return now;
    const rows = [...known.variants];
    for (const row of now.variants) rows[row.ordinal] = row;
    return { ...now, variants: rows };
  },
  bands: (id, query) => json(`${of(id)}/bands?${new URLSearchParams(query)}`),
  marginals: (id, query) => json(`${of(id)}/marginals?${new URLSearchParams(query)}`),
  survival: (id, variants) => json(`${of(id)}/survival?${new URLSearchParams({ variants })}`),
  endings: (id) => json(`${of(id)}/endings`),
  trials: (id, query) => json(`${of(id)}/trials?${new URLSearchParams(query)}`),
  status: (id) => json(of(id)),
  experiments: () => json('/api/experiments'),
  gists: (ids) => json(`/api/gists?${new URLSearchParams({ experiments: ids.join() })}`),
  comparison: (query) => json(`/api/comparison?${new URLSearchParams(query)}`),
  search: (id) => json(`${of(id)}/search`),
  importance: (id) => json(`${of(id)}/search/importance`),
  oneTrial: (id, trial) => json(api.trial(id, trial)),
  curve: (id, query) => json(`${of(id)}/curves?${new URLSearchParams(query)}`),
  networks: (id, query) => json(`${of(id)}/networks?${new URLSearchParams(query)}`),
  examples: (id, query) => json(`${of(id)}/examples?${new URLSearchParams(query)}`),
  document: async (id) => (await answered(await fetch(`${of(id)}/document`))).text(),
  note: (id, said) => json(`${of(id)}/note`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(said) }),
  cancel: (id) => json(`${of(id)}/cancel`, { method: 'POST' }),
  remove: async (id) => { await answered(await fetch(of(id), { method: 'DELETE' })); },
  pause: (id) => json(`${of(id)}/pause`, { method: 'POST' }),
  resume: (id) => json(`${of(id)}/resume`, { method: 'POST' }),
  extend: (id, more) => json(`${of(id)}/extend`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(more) }),
  fork: (id, otherwise) => json(`${of(id)}/fork`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(otherwise) }),
  standing: () => json('/api/login'),
  login: (token) => json('/api/login', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ token }) }),
  logout: () => json('/api/login', { method: 'DELETE' }),
  schema: () => json('/api/experiment.schema.json'),
  validate: (text) => json('/api/validate', yaml(text)),
  submit: async (text) => {
    const response = await answered(await fetch('/api/experiments', yaml(text)));
    return { created: response.status === 201, status: await response.json() };
  },
};

/** Follows server-sent events until the returned function is called; the browser reconnects, unless it was refused. */
export function follow(path, onstate, onlink) {
  const source = new EventSource(path);
  source.onmessage = (event) => onstate(JSON.parse(event.data), () => source.close());
  source.onopen = () => onlink(true);
  source.onerror = () => onlink(false, source.readyState === EventSource.CLOSED);
  return () => source.close();
}
