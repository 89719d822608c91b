// transformations.mjs FOLDER: applies each panel's transformations, by Grafana's own library, to the query results that
// `panels --save FOLDER` wrote, and checks what the panel needs of them: one frame, no column of strings where a curve is
// drawn, an axis in ascending order, columns under the names that the panel gives them.
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

// Grafana's library looks at the browser's page when it is loaded; this one is empty.
const nothing = () => undefined;
const element = () => ({ style: {}, sheet: { insertRule: nothing, cssRules: [] }, appendChild: nothing, setAttribute: nothing });
Object.assign(globalThis, {
  window: globalThis,
  addEventListener: nothing,
  location: { search: '', href: '', pathname: '' },
  history: { pushState: nothing, replaceState: nothing },
  localStorage: { getItem: () => null, setItem: nothing },
  document: { createElement: element, getElementsByTagName: () => [element()], head: element(), body: element(), addEventListener: nothing },
});

const require = createRequire(import.meta.url);
const { standardTransformers, standardTransformersRegistry, toDataFrame, transformDataFrame, getFieldDisplayName } =
  require('@grafana/data');
const { firstValueFrom } = require('rxjs');

// Some stand there twice, under an older name too.
const known = new Map(Object.values(standardTransformers).map((transformation) => [transformation.id, transformation]));
standardTransformersRegistry.setInit(() =>
  [...known.values()].map((transformation) => ({
    id: transformation.id,
    name: transformation.name,
    transformation,
  })),
);

function curveProblems(frame, xField) {
  const names = frame.fields.map((field) => getFieldDisplayName(field, frame));
  const problems = [];
  const x = frame.fields[names.indexOf(xField)];
  if (!x) return [`no field ${xField}, only ${names.join(', ')}`];
  if (x !== frame.fields[0]) problems.push(`${xField} is not the first field`);
  if (x.type !== 'number') problems.push(`${xField} is of type ${x.type}`);
  if (x.values.some((value, i) => i > 0 && !(value > x.values[i - 1]))) problems.push(`${xField} does not ascend`);
  if (x.values.some((value) => !Number.isFinite(value))) problems.push(`${xField} holds ${x.values.join(' ')}`);
  if (frame.fields.length < 2) problems.push('no curve');
  frame.fields.slice(1).forEach((field) => {
    const values = field.values.filter((value) => value !== null && value !== undefined && value !== '');
    if (field.type !== 'number') problems.push(`curve ${field.name} is of type ${field.type}`);
    if (values.length === 0 || values.some((value) => typeof value !== 'number')) {
      problems.push(`curve ${field.name} holds ${field.values.join(' ')}`);
    }
  });
  return problems;
}

function tableProblems(frame, transformations) {
  const names = frame.fields.map((field) => getFieldDisplayName(field, frame));
  const organize = transformations.find((transformation) => transformation.id === 'organize')?.options ?? {};
  const problems = [];
  for (const name of Object.values(organize.renameByName ?? {})) {
    if (!names.includes(name)) problems.push(`no column ${name}, only ${names.join(', ')}`);
  }
  for (const name of names) {
    if (/^(Time|Value)\b/.test(name)) problems.push(`column ${name} is shown`);
  }
  if (frame.length === 0) problems.push('no row');
  return problems;
}

const folder = process.argv[2];
let checked = 0;
let failed = 0;
for (const file of readdirSync(folder).sort()) {
  const { panel, transformations, options, frames } = JSON.parse(readFileSync(`${folder}/${file}`, 'utf8'));
  const context = { interpolate: (text) => text };
  const result = await firstValueFrom(transformDataFrame(transformations, frames.map(toDataFrame), context));
  const problems = [];
  if (result.length !== 1) problems.push(`${result.length} frames, expected one`);
  else if (options.xField) problems.push(...curveProblems(result[0], options.xField));
  else problems.push(...tableProblems(result[0], transformations));
  checked += 1;
  for (const problem of problems) {
    failed += 1;
    console.error(`${panel}: ${problem}`);
  }
  if (process.env.VERBOSE) {
    for (const frame of result) {
      console.log(panel);
      frame.fields.forEach((field) => console.log(`  ${getFieldDisplayName(field, frame)} (${field.type}): ${field.values.join(' ')}`));
    }
  }
}
if (checked === 0) {
  failed += 1;
  console.error(`no panel in ${folder}`);
}
console.log(`${checked} panels transformed, ${failed} problems`);
process.exit(failed === 0 ? 0 : 1);
