import { api } from './api.js';
import { Completion } from './completion.js';
import { fill, h } from './dom.js';
import { TEMPLATES } from './templates.js';
import { count, rounded, several } from './words.js';

/** Where experiments are written: what is wrong with them is shown beside the line it stands on. */
export async function editor(room, { arguments: [from], left }) {
  const text = h('textarea', {
    id: 'yaml', spellcheck: 'false', wrap: 'off', autocapitalize: 'off', autocomplete: 'off',
    'aria-label': 'Experiment, as YAML', 'aria-describedby': 'verdict', oninput: () => { number(); later(); }, onscroll: () => scroll(),
    onkeydown: (e) => { if (e.key === 'Enter' && (e.ctrlKey || e.metaKey)) { completion?.close(); submit(); } },
  });
  const gutter = h('div', { class: 'gutter', 'aria-hidden': 'true' });
  const verdict = h('div', { id: 'verdict', class: 'card panel verdict', 'aria-live': 'polite' });
  const button = h('button', { type: 'button', class: 'primary', onclick: submit }, 'Submit');
  const templates = h('div', { class: 'templates', role: 'group', 'aria-label': 'Start from' }, TEMPLATES.map((template, i) => h('button', {
    type: 'button', 'aria-pressed': String(i === 0), onclick: () => {
      [...templates.children].forEach((other, n) => other.setAttribute('aria-pressed', String(n === i)));
      put(template.yaml);
    },
  }, template.picture(), h('strong', {}, template.name), h('span', { class: 'small' }, template.told))));
  const help = h('p', { id: 'help', class: 'small' });
  let completion;
  let wrong = new Map();
  let timer;
  let turn = 0;

  fill(room,
    h('p', { class: 'crumb' }, h('a', { href: '#/' }, 'Experiments'), ' /'),
    h('div', { class: 'head' }, h('div', {}, h('h1', {}, from ? 'Run again' : 'New experiment'),
      h('p', { class: 'muted' }, from ? 'Change what should be different. Unchanged, it is the same experiment and nothing is trained twice.' : 'Say what to train. Everything that is left out has a documented default.'))),
    from ? null : templates,
    h('div', { class: 'bench' },
      h('div', {},
        from ? h('div', { class: 'field' }, h('span', { class: 'small muted' }, 'From ', h('a', { href: `#/experiment/${encodeURIComponent(from)}` }, from))) : null,
        h('div', { class: 'card editor' }, gutter, text),
        help,
        h('div', { class: 'field actions' }, button, h('span', { class: 'small muted' }, h('kbd', {}, 'Ctrl'), ' + ', h('kbd', {}, 'Enter')),
          h('span', { class: 'small muted' }, h('kbd', {}, 'Ctrl'), ' + ', h('kbd', {}, 'Space'), ' tells what may stand here'))),
      verdict));
  put(from ? await api.document(from) : TEMPLATES[0].yaml);
  api.schema().then((schema) => { if (!left()) completion = new Completion(text, help, schema); }, () => {}); // it is written without, too

  function put(yaml) {
    text.value = yaml;
    text.scrollTop = 0;
    number();
    check();
  }

  function number() {
    const lines = text.value.split('\n').length;
    gutter.replaceChildren(...Array.from({ length: lines }, (_, i) => h('span', { class: wrong.has(i + 1) ? 'wrong' : '', title: wrong.get(i + 1) }, String(i + 1))));
    scroll();
  }

  function scroll() {
    gutter.scrollTop = text.scrollTop;
  }

  function later() {
    clearTimeout(timer);
    timer = setTimeout(check, 350);
  }

  async function check() {
    clearTimeout(timer);
    const mine = ++turn;
    try {
      const found = await api.validate(text.value);
      if (mine === turn && !left()) show(found);
      return found;
    } catch (problem) {
      if (mine === turn && !left()) failed(problem);
      return { valid: false };
    }
  }

  function show({ valid, problems, plan }) {
    wrong = new Map(problems.filter((p) => p.line > 0).map((p) => [p.line, p.message]));
    number();
    text.setAttribute('aria-invalid', String(!valid));
    fill(verdict, valid ? planned(plan) : [
      h('h2', {}, several(problems.length, 'problem')),
      h('ul', { class: 'problems' }, problems.map((p) => h('li', {},
        h('button', { type: 'button', onclick: () => jump(p.line) },
          h('strong', {}, [p.line > 0 ? `Line ${p.line}` : null, p.path || null].filter(Boolean).join(' · ') || 'The document'), p.message)))),
    ]);
  }

  function failed(problem) {
    fill(verdict, h('h2', {}, 'That did not work'), h('div', { class: 'notice bad' }, h('p', {}, problem.message)));
  }

  /** Selects the line. */
  function jump(line) {
    if (line > 0) {
      const lines = text.value.split('\n');
      const start = lines.slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0);
      text.setSelectionRange(start, start + lines[line - 1].length);
      text.scrollTop = (line - 6) * parseFloat(getComputedStyle(text).lineHeight);
    }
    text.focus();
  }

  async function submit() {
    button.disabled = true;
    try {
      const found = await check();
      if (!found.valid) {
        verdict.querySelector('.problems button')?.focus();
        return;
      }
      if (found.plan.known) {
        show(found);
        verdict.querySelector('a, button')?.focus();
        return;
      }
      const { status } = await api.submit(text.value);
      location.hash = `#/experiment/${encodeURIComponent(status.experiment)}`;
    } catch (problem) {
      failed(problem);
    } finally {
      button.disabled = false;
    }
  }

  function planned(plan) {
    return [
      h('h2', {}, plan.known ? 'This exact experiment is there already' : 'Ready to submit'),
      h('dl', { class: 'facts' }, [
        ['Id', h('span', { class: 'mono' }, plan.experiment)],
        ['Variants', count(plan.variants)], ['Seeds', count(plan.seeds)],
        ['Trials', h('strong', {}, count(plan.trials))], ['At most', `${rounded(plan.iterations)} iterations`],
      ].flatMap(([name, value]) => [h('dt', {}, name), h('dd', {}, value)])),
      plan.known ? h('div', { class: 'actions notice' },
        h('a', { class: 'button', href: `#/experiment/${encodeURIComponent(plan.experiment)}` }, 'Open it as it is'),
        h('button', { type: 'button', onclick: rename }, 'Give it a new name')) : h('p', { class: 'small muted' }, 'Whether it fits its data shows when the data is prepared.'),
    ];
  }

  /** Counts the name up: another name is another experiment. */
  function rename() {
    text.value = text.value.replace(/^(name:\s*)(["']?)(.*?)(?:-(\d+))?\2\s*$/m, (_, key, quote, name, n) => `${key}${name}-${n ? Number(n) + 1 : 2}`);
    number();
    check();
    text.focus();
  }

  return () => clearTimeout(timer);
}
