/** What a JSON Schema says of a place in a YAML text: which keys and words may stand there, and what they mean. */
export class Vocabulary {
  constructor(schema) {
    this.root = schema;
  }

  /** All schemas that a value may be of, alternatives and parts of {@code schema} taken apart. */
  parts(schema, study, depth = 0) {
    if (!schema || typeof schema !== 'object' || depth > 12) return [];
    const within = (others) => others.flatMap((other) => this.parts(other, study, depth + 1));
    return [
      schema,
      ...(schema.$ref ? within([this.root.definitions[schema.$ref.split('/').at(-1)]]) : []),
      ...within(schema.allOf ?? []), ...within(schema.anyOf ?? []),
      ...(schema.else ? within([study ? schema.then : schema.else]) : []),
    ];
  }

  /** The schemas of what stands at {@code path}: keys from the document down, [] for the item of a list. */
  at(path, study) {
    let all = this.parts(this.root, study);
    for (const step of path) {
      all = all.flatMap((schema) => (step === '[]' ? [schema.items] : [schema.properties?.[step] ?? schema.additionalProperties])).flatMap((next) => this.parts(next, study));
    }
    return all;
  }

  /** Keys that may stand in the map at {@code path}, with what they mean. */
  keys(path, study) {
    const found = new Map();
    for (const schema of this.at(path, study)) {
      for (const [key, own] of Object.entries(schema.properties ?? {})) {
        if (!found.has(key)) found.set(key, { text: key, told: this.told(own, study), required: schema.required?.includes(key) ?? false });
      }
    }
    return [...found.values()];
  }

  /** Words that may stand as the value at {@code path}, and maps to begin. */
  values(path, study) {
    const found = new Map();
    for (const schema of this.at(path, study)) {
      for (const word of schema.enum ?? (schema.type === 'boolean' ? [true, false] : [])) found.set(String(word), { text: String(word), told: '' });
      if (schema.maxProperties === 1) {
        for (const [key, own] of Object.entries(schema.properties ?? {})) {
          const begun = this.begun(key, own, study);
          if (!found.has(key)) found.set(begun, { text: begun, told: this.told(own, study) });
        }
      }
    }
    return [...found.values()];
  }

  /** {key: {what is required: }}, to be filled in. */
  begun(key, own, study) {
    const required = this.parts(own, study).flatMap((schema) => schema.required ?? []);
    const inner = [...new Set(required)].map((name) => `${name}: `).join(', ');
    return this.parts(own, study).some((schema) => schema.properties) ? `{${key}: {${inner}}}` : `{${key}: }`;
  }

  /** What {@code schema} means, in a line. */
  told(schema, study) {
    const all = this.parts(schema, study);
    const first = (name) => all.find((one) => one[name] !== undefined)?.[name];
    const words = [...new Set(all.flatMap((one) => one.enum ?? []))];
    const keys = [...new Set(all.flatMap((one) => Object.keys(one.properties ?? {})))];
    const types = [...new Set(all.flatMap((one) => one.type ?? []))].filter((type) => type !== 'object' && type !== 'null');
    return [
      first('description'),
      first('default') === undefined ? null : `default ${JSON.stringify(first('default')).replaceAll('"', '')}`,
      [...words.slice(0, 12), ...(words.length > 12 ? ['…'] : []), ...types.map((type) => KINDS[type] ?? type)].join(', ') || null,
      keys.length ? `keys ${keys.slice(0, 8).join(', ')}${keys.length > 8 ? ', …' : ''}` : null,
      first('minimum') === undefined ? null : `at least ${first('minimum')}`,
    ].filter(Boolean).join('; ');
  }
}

const KINDS = { integer: 'a whole number', number: 'a number', string: 'text', boolean: 'true or false', array: 'a list' };

/**
 * Where in a YAML text its end stands: { path, key, word }: in the map at {@code path} if a key is being written, else as the
 * value at {@code path}; {@code word} is what there is of it.
 */
export function place(text) {
  const blocks = []; // { indent, key, dash }
  let flow = []; // { open, key, word }
  let rest = '';
  let named = false; // whether the last line has a key before the rest
  const lines = text.split('\n');
  lines.forEach((line, i) => {
    if (flow.length) {
      flow = scan(line, flow).flow;
      return;
    }
    if (/^\s*(#|$)/.test(line) && i < lines.length - 1) return;
    ({ rest, named } = block(line, blocks));
    const scanned = scan(rest, flow);
    flow = scanned.flow;
    rest = scanned.word;
  });
  const path = [...blocks.map((one) => one.key), ...flow.flatMap((one) => (one.open === '[' ? ['[]'] : one.key === null ? [] : [one.key]))];
  const inner = flow.at(-1);
  return {
    path,
    key: inner ? inner.open === '{' && inner.key === null : !named,
    word: inner ? inner.word.trim() : rest.trim(),
    item: inner ? inner.open === '[' : !named && blocks.at(-1)?.dash === true,
  };
}

/** Takes the keys of a line into {@code blocks}; tells what stands behind them. */
function block(line, blocks) {
  let indent = line.search(/[^ ]|$/);
  let rest = line.slice(indent);
  const dashed = /^-(\s|$)/.test(rest);
  while (blocks.length && (blocks.at(-1).indent > indent || (blocks.at(-1).indent === indent && (!dashed || blocks.at(-1).dash)))) blocks.pop();
  while (/^-(\s|$)/.test(rest)) {
    blocks.push({ indent, key: '[]', dash: true });
    const width = rest.match(/^-\s*/)[0].length;
    indent += width;
    rest = rest.slice(width);
  }
  const key = rest.match(/^(?:"([^"]*)"|'([^']*)'|([^\s{}[\],:#&*!|>'"%@`][^:#{}]*?))\s*:(?=\s|$)/);
  if (!key) return { rest, named: false };
  blocks.push({ indent, key: key[1] ?? key[2] ?? key[3], dash: false });
  return { rest: rest.slice(key[0].length), named: true };
}

/** Reads braces, brackets and keys within them up to the end of the line; {@code word} is what stands at the end outside of them. */
function scan(line, before) {
  const flow = before.map((one) => ({ ...one }));
  let word = '';
  let quote = '';
  for (let i = 0; i < line.length; i++) {
    const c = line[i];
    const inner = flow.at(-1);
    const add = (text) => { if (inner) inner.word += text; else word += text; };
    if (quote) {
      if (c === quote) quote = '';
      add(c);
    } else if ((c === '"' || c === "'") && !(inner ? inner.word : word).trim()) {
      quote = c;
      add(c);
    } else if (c === '#' && (i === 0 || /\s/.test(line[i - 1]))) {
      break;
    } else if ((c === '{' || c === '[') && !(inner ? inner.word : word).trim()) {
      flow.push({ open: c, key: null, word: '' });
    } else if (inner && (c === '}' || c === ']')) {
      flow.pop();
    } else if (inner && c === ',') {
      inner.key = null;
      inner.word = '';
    } else if (inner?.open === '{' && inner.key === null && c === ':' && (i === line.length - 1 || /\s/.test(line[i + 1]))) {
      inner.key = inner.word.trim().replace(/^(["'])(.*)\1$/, '$2');
      inner.word = '';
    } else {
      add(c);
    }
  }
  return { flow, word };
}

/** What may come next at the end of {@code text}, the likeliest first: { text, told, insert, word }. */
export function suggestions(vocabulary, text) {
  const study = /^kind:\s*Study\s*$/m.test(text);
  const { path, key, word, item } = place(text);
  const values = key && !item ? [] : vocabulary.values(path, study);
  const keys = key ? vocabulary.keys(path, study).map((one) => ({ ...one, insert: `${one.text}: ` })) : [];
  return [...keys, ...values]
    .filter((one) => one.text !== word && one.text.replace(/^\{/, '').startsWith(word.replace(/^\{/, '')))
    .map((one) => ({ insert: one.text, ...one, word }))
    .sort((a, b) => (b.required ?? false) - (a.required ?? false));
}

/** What is said of the key or value at {@code offset} of {@code text}: { path, told }; null where nothing is. */
export function meaning(vocabulary, text, offset) {
  const study = /^kind:\s*Study\s*$/m.test(text);
  const end = offset + text.slice(offset).search(/[^A-Za-z0-9_-]|$/);
  const at = place(text.slice(0, end));
  const steps = at.key && at.word ? [...at.path, at.word] : at.path;
  for (let length = steps.length; length > 0; length--) {
    const found = vocabulary.at(steps.slice(0, length), study);
    if (found.length) return { path: steps.slice(0, length).join('.').replaceAll('.[]', '[]'), told: vocabulary.told({ anyOf: found }, study) };
  }
  return null;
}
