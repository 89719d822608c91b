// The panels that the dashboards use: stat, bar gauge, table, text, and curves over time or over a number.
import React from 'react';
import {
  dateTime, FieldType, getDisplayProcessor, getDisplayValueAlignmentFactors, getFieldDisplayName, getFieldDisplayValues,
  getFieldSeriesColor, outerJoinDataFrames, renderTextPanelMarkdown,
} from '@grafana/data';
import { BarGauge, BigValue, UPlotChart, UPlotConfigBuilder, VizLayout, VizLegend } from '@grafana/ui';
import { TableNG } from '@grafana/ui/unstable';
import { AxisPlacement, LegendDisplayMode, ScaleDirection, ScaleOrientation, VisibilityMode } from '@grafana/schema';
import { found, interpolated } from './answers.js';

const tell = (panel, state) => {
  window.drawn[panel.id] = { ...window.drawn[panel.id], ...state };
};

export function Panel(props) {
  const { panel, answers, frames } = props;
  const queried = found(panel, answers);
  const empty = frames.length === 0 || frames.every((frame) => frame.length === 0);
  tell(panel, { found: queried, marks: 0, empty: empty && panel.type !== 'text' });
  if (panel.type === 'text') return <Text {...props} />;
  if (empty) return <div style={{ padding: 16, opacity: 0.7 }}>{panel.fieldConfig.defaults.noValue}</div>;
  const kinds = { stat: Stat, bargauge: Bars, table: Rows, timeseries: Curves, trend: Curves };
  const Kind = kinds[panel.type];
  return <Kind {...props} />;
}

function Text({ panel, answers }) {
  const text = interpolated(panel.options.content, answers.values);
  tell(panel, { marks: text.length });
  return <div className="markdown-html" style={{ padding: 8 }} dangerouslySetInnerHTML={{ __html: renderTextPanelMarkdown(text) }} />;
}

function displayed({ panel, frames, theme }, sparkline) {
  return getFieldDisplayValues({
    fieldConfig: panel.fieldConfig,
    reduceOptions: panel.options.reduceOptions,
    data: frames,
    theme,
    replaceVariables: (text) => text,
    timeZone: 'utc',
    sparkline,
  });
}

function Stat(props) {
  const { panel, width, height, theme } = props;
  const { options } = panel;
  const values = displayed(props, options.graphMode !== 'none');
  tell(panel, { marks: values.filter((value) => Number.isFinite(value.display.numeric)).length });
  const each = Math.floor((width - 8 * (values.length - 1)) / values.length);
  return (
    <div style={{ display: 'flex', gap: 8, width, height }}>
      {values.map((value, i) => (
        <BigValue
          key={i}
          value={value.display}
          sparkline={options.graphMode === 'none' ? undefined : value.sparkline}
          count={values.length}
          width={each}
          height={height}
          theme={theme}
          colorMode={options.colorMode}
          graphMode={options.graphMode}
          justifyMode={options.justifyMode}
          textMode={options.textMode}
          text={options.text}
        />
      ))}
    </div>
  );
}

function Bars(props) {
  const { panel, width, height, theme } = props;
  const { options } = panel;
  const values = displayed(props, false);
  tell(panel, { marks: values.filter((value) => Number.isFinite(value.display.numeric)).length });
  const each = Math.max(options.minVizHeight ?? 16, Math.min(options.maxVizHeight ?? 300, (height - 4 * (values.length - 1)) / values.length));
  if (values.length * (each + 4) - 4 > height + 1) {
    tell(panel, { problem: `${values.length} bars do not fit into ${Math.round(height)} pixels` });
  }
  const alignmentFactors = getDisplayValueAlignmentFactors(values);
  return (
    <div style={{ width, height, overflow: 'hidden' }}>
      {values.map((value, i) => (
        <div key={i} style={{ marginBottom: 4 }}>
          <BarGauge
            value={value.display}
            field={value.field}
            display={value.view?.getFieldDisplayProcessor(value.colIndex)}
            width={width}
            height={each}
            orientation={options.orientation}
            displayMode={options.displayMode}
            valueDisplayMode={options.valueMode}
            showUnfilled={options.showUnfilled}
            theme={theme}
            itemSpacing={8}
            lcdCellWidth={8}
            alignmentFactors={alignmentFactors}
            namePlacement={options.namePlacement}
            text={options.text}
          />
        </div>
      ))}
    </div>
  );
}

function Rows({ panel, frames, width, height }) {
  if (frames.length !== 1) tell(panel, { problem: `${frames.length} frames, expected one` });
  const shown = frames[0].fields.map((field) => getFieldDisplayName(field, frames[0]));
  const unnamed = shown.filter((name) => /^(Time|Value)\b/.test(name));
  if (unnamed.length > 0) tell(panel, { problem: `columns ${unnamed.join(', ')} are shown` });
  tell(panel, { marks: frames[0].length });
  return <TableNG data={frames[0]} width={width} height={height} cellHeight={panel.options.cellHeight} fieldConfig={panel.fieldConfig} enableVirtualization={false} />;
}

/** One frame whose first field is what runs along the horizontal axis. */
function aligned(panel, frames, theme) {
  if (panel.type === 'trend') {
    if (frames.length !== 1) tell(panel, { problem: `${frames.length} frames, expected one` });
    const [x, ...others] = frames[0].fields;
    if (getFieldDisplayName(x, frames[0]) !== panel.options.xField) tell(panel, { problem: `${panel.options.xField} is not the first field` });
    if (x.type !== FieldType.number) tell(panel, { problem: `${panel.options.xField} is of type ${x.type}` });
    if (x.values.some((value, i) => i > 0 && !(value > x.values[i - 1]))) tell(panel, { problem: `${panel.options.xField} does not ascend` });
    return { ...frames[0], fields: [x, ...others.filter((field) => field.type === FieldType.number)] };
  }
  const joined = outerJoinDataFrames({ frames, keepDisplayNames: true });
  for (const field of joined.fields.slice(1)) {
    field.values = field.values.map((value) => (Number.isFinite(value) ? value : null)); // as Grafana's panel does
  }
  joined.fields[0].display = getDisplayProcessor({ field: joined.fields[0], theme, timeZone: 'utc' });
  return joined;
}

const POWERS_OF_TWO = Array.from({ length: 53 }, (_, i) => 2 ** i);

const text = (field) => (value, decimals) => {
  const { prefix = '', text: shown, suffix = '' } = field.display(value, decimals);
  return prefix + shown + suffix;
};

function builder(frame, names, time, answers, theme) {
  const built = new UPlotConfigBuilder('utc');
  built.setPadding([null, 24, null, null]); // half of the last label
  const [x, ...curves] = frame.fields;
  const along = x.config.custom?.scaleDistribution;
  built.addScale({
    scaleKey: 'x',
    isTime: time,
    orientation: ScaleOrientation.Horizontal,
    direction: ScaleDirection.Right,
    distribution: along?.type,
    log: along?.log,
    range: time ? () => [answers.from, answers.to] : undefined,
  });
  built.addAxis({
    scaleKey: 'x',
    isTime: time,
    timeZone: 'utc',
    placement: AxisPlacement.Bottom,
    label: x.config.custom?.axisLabel,
    distr: along?.type,
    formatValue: time ? undefined : text(x),
    theme,
  });
  curves.forEach((field, i) => {
    const custom = field.config.custom ?? {};
    const scaleKey = field.config.unit ?? 'y';
    const color = getFieldSeriesColor(field, theme).color;
    built.addScale({
      scaleKey,
      orientation: ScaleOrientation.Vertical,
      direction: ScaleDirection.Up,
      distribution: custom.scaleDistribution?.type,
      log: custom.scaleDistribution?.log,
      min: field.config.min,
      max: field.config.max,
      softMin: custom.axisSoftMin,
      softMax: custom.axisSoftMax,
      decimals: field.config.decimals,
    });
    built.addAxis({
      scaleKey,
      label: custom.axisLabel,
      placement: custom.axisPlacement,
      formatValue: text(field),
      incrs: scaleKey === 'bytes' ? POWERS_OF_TWO : undefined,
      distr: custom.scaleDistribution?.type,
      decimals: field.config.decimals,
      theme,
    });
    built.addSeries({
      scaleKey,
      theme,
      lineColor: color,
      colorMode: { id: 'fixed' },
      drawStyle: custom.drawStyle,
      lineInterpolation: custom.lineInterpolation,
      lineWidth: custom.lineWidth,
      fillOpacity: custom.fillOpacity,
      lineStyle: custom.lineStyle,
      showPoints: custom.showPoints ?? VisibilityMode.Auto,
      pointSize: custom.pointSize,
      spanNulls: custom.spanNulls,
      show: true,
      dataFrameFieldIndex: { fieldIndex: i + 1, frameIndex: 0 },
    });
  });
  return built;
}

/** How many points of the curves lie where something is to be seen. */
function marks(plot) {
  let count = 0;
  for (let i = 1; i < plot.series.length; i++) {
    const scale = plot.scales[plot.series[i].scale];
    plot.data[i].forEach((value, at) => {
      const x = plot.data[0][at];
      const inside = value != null && Number.isFinite(value) && value >= scale.min && value <= scale.max;
      if (inside && x >= plot.scales.x.min && x <= plot.scales.x.max) count++;
    });
  }
  return count;
}

function Curves({ panel, answers, frames, width, height, theme }) {
  const time = panel.type === 'timeseries';
  const frame = aligned(panel, frames, theme);
  const names = frame.fields.map((field) => getFieldDisplayName(field, frame, frames));
  const built = builder(frame, names, time, answers, theme);
  built.addHook('ready', (plot) => tell(panel, { marks: marks(plot) }));
  built.addHook('draw', (plot) => regions(plot, panel, answers, theme));
  const items = frame.fields.slice(1).map((field, i) => ({
    label: names[i + 1],
    color: getFieldSeriesColor(field, theme).color,
    yAxis: 1,
  }));
  const units = new Set(frame.fields.slice(1).map((field) => field.config.unit));
  if (units.size > 1) tell(panel, { problem: `several units: ${[...units].join(', ')}` });
  const { displayMode, placement } = panel.options.legend;
  const legend = (
    <VizLayout.Legend placement={placement} maxHeight="35%">
      <VizLegend placement={placement} displayMode={displayMode ?? LegendDisplayMode.List} items={items} />
    </VizLayout.Legend>
  );
  return (
    <VizLayout width={width} height={height} legend={items.length > 1 ? legend : null}>
      {(w, h) => <UPlotChart config={built} data={frame.fields.map((field) => field.values)} width={w} height={h} />}
    </VizLayout>
  );
}

/** What the dashboard's annotations say, as lines over time. */
function regions(plot, panel, answers, theme) {
  if (panel.type !== 'timeseries') return;
  for (const { color, times } of answers.annotations ?? []) {
    for (const time of times) {
      const at = plot.valToPos(time, 'x', true);
      if (at < plot.bbox.left || at > plot.bbox.left + plot.bbox.width) continue;
      plot.ctx.save();
      plot.ctx.strokeStyle = theme.visualization.getColorByName(color);
      plot.ctx.setLineDash([5, 5]);
      plot.ctx.lineWidth = 2;
      plot.ctx.beginPath();
      plot.ctx.moveTo(at, plot.bbox.top);
      plot.ctx.lineTo(at, plot.bbox.top + plot.bbox.height);
      plot.ctx.stroke();
      plot.ctx.restore();
    }
  }
}
