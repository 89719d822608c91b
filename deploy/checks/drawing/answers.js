// What Prometheus answered a panel's queries, as the frames that Grafana's data source makes of it.
import { applyFieldOverrides, FieldType, Registry, toDataFrame, transformDataFrame } from '@grafana/data';
import { firstValueFrom } from 'rxjs';

export const interpolated = (text, values) =>
  String(text).replace(/\$\{?(\w+)\}?/g, (variable, name) => (name in values ? values[name] : variable));

function named(format, labels) {
  if (format && format !== '__auto') return format.replace(/\{\{\s*(\w+)\s*\}\}/g, (_, name) => labels[name] ?? '');
  const { __name__, ...others } = labels;
  const entries = Object.entries(others);
  return entries.length === 1 ? entries[0][1] : entries.map((entry) => entry.join('=')).join(', ') || 'Value';
}

function table(target, result, several) {
  const names = [...new Set(result.flatMap((series) => Object.keys(series.metric)))].filter((n) => n !== '__name__').sort();
  return toDataFrame({
    refId: target.refId,
    fields: [
      { name: 'Time', type: FieldType.time, values: result.map((series) => series.value[0] * 1000) },
      ...names.map((name) => ({ name, type: FieldType.string, values: result.map((series) => series.metric[name] ?? '') })),
      {
        name: several ? `Value #${target.refId}` : 'Value',
        type: FieldType.number,
        values: result.map((series) => Number(series.value[1])),
      },
    ],
  });
}

function series(target, found) {
  const points = found.values ?? [found.value];
  const name = named(target.legendFormat, found.metric);
  return toDataFrame({
    refId: target.refId,
    name,
    fields: [
      { name: 'Time', type: FieldType.time, values: points.map((point) => point[0] * 1000) },
      {
        name: 'Value',
        type: FieldType.number,
        labels: found.metric,
        config: { displayNameFromDS: name },
        values: points.map((point) => Number(point[1])),
      },
    ],
  });
}

const isKnown = (series) => (series.values ?? [series.value]).some((point) => Number.isFinite(Number(point[1])));

/** How many series of numbers the panel's queries found. */
export const found = (panel, answers) =>
  Object.values(answers.panels[panel.id] ?? {}).reduce((sum, result) => sum + result.filter(isKnown).length, 0);

const STANDARD = ['unit', 'min', 'max', 'decimals', 'displayName', 'noValue', 'color', 'thresholds', 'mappings', 'links'];

/** Options are taken as they are written: the panels' own registries of them are not to be had. */
function registry(panel) {
  const { defaults = {}, overrides = [] } = panel.fieldConfig ?? {};
  const custom = new Set(Object.keys(defaults.custom ?? {}));
  overrides
    .flatMap((override) => override.properties)
    .filter((property) => property.id.startsWith('custom.'))
    .forEach((property) => custom.add(property.id.slice('custom.'.length).split('.')[0]));
  const option = (id, path, isCustom) => ({ id, path, name: id, isCustom, process: (value) => value, shouldApply: () => true });
  return new Registry(() => [
    ...STANDARD.map((name) => option(name, name, false)),
    ...[...custom].map((name) => option(`custom.${name}`, name, true)),
  ]);
}

/** The frames that the panel draws: transformed, and with its options on their fields. */
export async function framesOf(panel, answers, theme) {
  const frames = [];
  for (const target of panel.targets ?? []) {
    const result = answers.panels[panel.id]?.[target.refId] ?? [];
    if (target.format === 'table') {
      if (result.length > 0) frames.push(table(target, result, panel.targets.length > 1));
    } else frames.push(...result.map((one) => series(target, one)));
  }
  const interpolate = (text) => interpolated(text, answers.values);
  const transformed = panel.transformations
    ? await firstValueFrom(transformDataFrame(panel.transformations, frames, { interpolate }))
    : frames;
  return applyFieldOverrides({
    data: transformed,
    fieldConfig: panel.fieldConfig ?? { defaults: {}, overrides: [] },
    fieldConfigRegistry: registry(panel),
    replaceVariables: interpolate,
    theme,
    timeZone: 'utc',
  });
}
