// Draws one dashboard from recorded answers, with Grafana's own components where npm has them. Its panels themselves are
// part of Grafana's server, so their options are mapped here.
import React from 'react';
import { createRoot } from 'react-dom/client';
import { createTheme, standardTransformers, standardTransformersRegistry, ThemeContext } from '@grafana/data';
import { GlobalStyles, PanelChrome, PanelContextProvider } from '@grafana/ui';
import { initPluginTranslations } from '@grafana/i18n';
import '@fontsource/inter/400.css';
import '@fontsource/inter/500.css';
import { framesOf, interpolated } from './answers.js';
import { Panel } from './panels.jsx';

const WIDTH = 1440;
const ROW = 38; // pixels, of which 8 lie between panels

// Some stand there twice, under an older name too.
const known = new Map(Object.values(standardTransformers).map((transformation) => [transformation.id, transformation]));
standardTransformersRegistry.setInit(() =>
  [...known.values()].map((transformation) => ({ id: transformation.id, name: transformation.name, transformation })),
);

/** What became of each panel, by id. */
window.drawn = {};

class Fenced extends React.Component {
  state = {};

  static getDerivedStateFromError(error) {
    return { error };
  }

  render() {
    if (!this.state.error) return this.props.children;
    window.drawn[this.props.id] = { problem: `drawing it failed: ${this.state.error.message}` };
    return <pre>{String(this.state.error.stack)}</pre>;
  }
}

function Dashboard({ dashboard, answers, frames, theme }) {
  const column = (WIDTH - 16) / 24;
  const height = Math.max(...dashboard.panels.map((panel) => panel.gridPos.y + panel.gridPos.h)) * ROW;
  const chosen = dashboard.templating.list
    .filter((variable) => variable.type !== 'datasource' && !variable.hide)
    .map((variable) => [variable.label, answers.values[variable.name] === '.*' ? 'All' : answers.values[variable.name]]);
  return (
    <div style={{ background: theme.colors.background.canvas, padding: 8, width: WIDTH, boxSizing: 'border-box' }}>
      <div style={{ display: 'flex', gap: 16, alignItems: 'center', height: 40, color: theme.colors.text.primary }}>
        <strong style={{ fontSize: 18 }}>{dashboard.title}</strong>
        {chosen.map(([label, value]) => (
          <span key={label} style={{ color: theme.colors.text.secondary }}>
            {label} <span style={{ color: theme.colors.text.primary }}>{value}</span>
          </span>
        ))}
      </div>
      <div style={{ position: 'relative', height }}>
        {dashboard.panels.map((panel) => {
          const { x, y, w, h } = panel.gridPos;
          const place = { position: 'absolute', left: x * column, top: y * ROW, width: w * column - 8, height: h * ROW - 8 };
          return (
            <div key={panel.id} data-panel={panel.id} style={place}>
              <PanelChrome
                title={interpolated(panel.title, answers.values)}
                description={panel.description}
                width={place.width}
                height={place.height}
              >
                {(width, height) => (
                  <Fenced id={panel.id}>
                    <Panel panel={panel} answers={answers} frames={frames[panel.id]} width={width} height={height} theme={theme} />
                  </Fenced>
                )}
              </PanelChrome>
            </div>
          );
        })}
      </div>
    </div>
  );
}

const { dashboard, answers, mode } = window.drawing;
await initPluginTranslations('descent', []);
const theme = createTheme({ colors: { mode } });
const frames = {};
for (const panel of dashboard.panels) {
  try {
    frames[panel.id] = await framesOf(panel, answers, theme);
  } catch (error) {
    frames[panel.id] = [];
    window.drawn[panel.id] = { problem: `its transformations failed: ${error.message}` };
  }
}
await document.fonts.load('14px Inter');
await document.fonts.load('500 14px Inter');
createRoot(document.getElementById('root')).render(
  <ThemeContext.Provider value={theme}>
    <GlobalStyles />
    <PanelContextProvider value={{ eventsScope: 'descent', eventBus: undefined, app: 'dashboard' }}>
      <Dashboard dashboard={dashboard} answers={answers} frames={frames} theme={theme} />
    </PanelContextProvider>
  </ThemeContext.Provider>,
);
