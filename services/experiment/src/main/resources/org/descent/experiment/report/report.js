/* Enlivens the still figures: every drawing has its data in the page. */
(function () {
  'use strict';
  var drawings = JSON.parse(document.getElementById('drawings').textContent);
  var charts = [];

  function token(name) {
    return getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();
  }

  function tokens() {
    return { text: token('ink-2'), ink: token('ink'), axis: token('line-strong'), grid: token('line'), card: token('card'), font: token('font') };
  }

  function pairs(x, y, log) {
    return x.map(function (value, i) { return [value, y[i] === null || (log && y[i] <= 0) ? null : y[i]]; });
  }

  function round(value) {
    return value === null || value === undefined ? '–' : String(Number(Number(value).toPrecision(4)));
  }

  /* The parts of a band: [x, low, high] at each of its points; a high of null lies above the plot. */
  function parts(series) {
    var all = [];
    var part = [];
    series.x.forEach(function (x, i) {
      if (series.low[i] === null) {
        part = [];
        return;
      }
      if (part.length === 0) { all.push(part); }
      if (series.steps && part.length) { part.push([x, part[part.length - 1][1], part[part.length - 1][2]]); }
      part.push([x, series.low[i], series.high[i]]);
    });
    return all;
  }

  /* A band is a shape between two lines. All of its corners are data, so that the axes reach as far as it does. */
  function band(series, state, colour) {
    var shapes = parts(series);
    var corners = [];
    shapes.forEach(function (shape) {
      shape.forEach(function (c) {
        [c[1], c[2]].forEach(function (y) { if (y !== null && !(state.logY && y <= 0)) { corners.push([c[0], y]); } });
      });
    });
    return {
      type: 'custom', name: series.name, silent: true, clip: true, z: 1, animation: false, tooltip: { show: false },
      encode: { x: 0, y: 1 }, data: corners, itemStyle: { color: colour },
      renderItem: function (params, api) {
        if (params.dataIndex !== 0) { return undefined; }
        var room = params.coordSys;
        function place(x, y) {
          if (y !== null && !(state.logY && y <= 0)) { return api.coord([x, y]); }
          return [api.coord([x, corners[0][1]])[0], y === null ? room.y : room.y + room.height];
        }
        return {
          type: 'group',
          children: shapes.map(function (shape) {
            var high = shape.map(function (c) { return place(c[0], c[2]); });
            var low = shape.map(function (c) { return place(c[0], c[1]); });
            return { type: 'polygon', shape: { points: high.concat(low.reverse()) }, style: { fill: colour, opacity: 0.16 } };
          })
        };
      }
    };
  }

  function option(data, state) {
    var t = tokens();
    var logX = state.logX;
    var logY = state.logY;
    var series = [];
    data.series.forEach(function (line) {
      var colour = token('c' + line.colour);
      var one = state.single && line.singles.filter(function (s) { return s.name === state.single; })[0];
      if (line.high && !one) { series.push(band(line, { logY: logY }, colour)); }
      var shown = one || line;
      series.push({
        type: 'line', name: line.name, showSymbol: false, step: line.steps ? 'end' : false, animation: false, z: 3,
        data: pairs(shown.x, shown.y, logY), lineStyle: { width: one ? 1.5 : 2, color: colour }, itemStyle: { color: colour },
        emphasis: { disabled: true }
      });
      if (line.marks && line.marks.length) {
        series.push({
          type: 'scatter', name: line.name, symbol: 'rect', symbolSize: [2, 11], silent: true, animation: false, itemStyle: { color: colour },
          data: line.marks.map(function (mark) {
            var y = line.y[0];
            line.x.forEach(function (x, i) { if (x <= mark) { y = line.y[i]; } });
            return [mark, y];
          })
        });
      }
    });
    function axis(spec, log, across) {
      return {
        type: log ? 'log' : 'value', logBase: across && spec.label !== 'iteration' && spec.high < 1000 * spec.low ? 2 : 10,
        name: spec.label, nameLocation: 'middle', nameGap: across ? 28 : 44,
        min: log ? (spec.low > 0 ? spec.low : undefined) : spec.low === null ? 'dataMin' : spec.low,
        max: spec.high === null ? (across ? 'dataMax' : undefined) : spec.high,
        nameTextStyle: { color: t.text }, axisLabel: { color: t.text, hideOverlap: true, formatter: function (v) { return v >= 10000 ? v / 1000 + ' k' : round(v); } },
        axisLine: { lineStyle: { color: t.axis }, show: across, onZero: false }, splitLine: { show: !across, lineStyle: { color: t.grid } },
        axisTick: { show: across }, minorTick: { show: false }
      };
    }
    var many = data.series.length > 1;
    return {
      textStyle: { fontFamily: t.font },
      animation: false,
      grid: { left: 62, right: 18, top: many ? 34 + 22 * Math.floor(data.series.length / 3) : 16, bottom: 46 },
      legend: many ? { top: 0, left: 56, textStyle: { color: t.ink }, icon: 'roundRect', itemHeight: 4, data: data.series.map(function (s) { return s.name; }) } : undefined,
      tooltip: {
        trigger: 'axis', confine: true, backgroundColor: t.card, borderColor: t.axis, textStyle: { color: t.ink, fontSize: 13 },
        axisPointer: { lineStyle: { color: t.axis } },
        valueFormatter: round
      },
      xAxis: axis(data.x, logX, true),
      yAxis: axis(data.y, logY, false),
      series: series
    };
  }

  function button(text, pressed, change) {
    var element = document.createElement('button');
    element.type = 'button';
    element.textContent = text;
    element.setAttribute('aria-pressed', String(pressed));
    element.addEventListener('click', function () {
      var now = element.getAttribute('aria-pressed') !== 'true';
      element.setAttribute('aria-pressed', String(now));
      change(now);
    });
    return element;
  }

  /* The plots of one figure share their switches. */
  function plots(figure, hosts) {
    var x = drawings[hosts[0].dataset.drawing].x;
    var state = { logX: x.log, logY: false, single: '' };
    var live = hosts.map(function (host) {
      var data = drawings[host.dataset.drawing];
      var box = document.createElement('div');
      box.className = 'plot';
      box.setAttribute('role', 'img');
      box.setAttribute('aria-label', data.name);
      host.classList.add('live');
      host.appendChild(box);
      return { data: data, chart: echarts.init(box, null, { renderer: 'svg' }), box: box };
    });
    function draw() {
      live.forEach(function (plot) {
        var bounded = plot.data.y.high !== null;
        plot.chart.setOption(option(plot.data, { logX: state.logX, logY: state.logY && !bounded, single: state.single }), true);
      });
    }
    var tools = document.createElement('div');
    tools.className = 'tools no-print';
    var names = [];
    live.forEach(function (plot) {
      plot.data.series.forEach(function (series) {
        series.singles.forEach(function (single) { if (names.indexOf(single.name) < 0) { names.push(single.name); } });
      });
    });
    if (names.length > 1) {
      var label = document.createElement('label');
      label.textContent = 'Show';
      var select = document.createElement('select');
      [''].concat(names).forEach(function (name) {
        var choice = document.createElement('option');
        choice.value = name;
        choice.textContent = name || 'median and band';
        select.appendChild(choice);
      });
      select.addEventListener('change', function () { state.single = select.value; draw(); });
      label.appendChild(select);
      tools.appendChild(label);
    }
    if (x.low > 0) {
      tools.appendChild(button(x.label === 'iteration' ? 'Log iterations' : 'Log ' + x.label, x.log, function (on) { state.logX = on; draw(); }));
    }
    if (live.some(function (plot) { return plot.data.y.high === null; })) {
      tools.appendChild(button('Log loss', false, function (on) { state.logY = on; draw(); }));
    }
    figure.insertBefore(tools, figure.firstChild);
    draw();
    live.forEach(function (plot) {
      new ResizeObserver(function () { plot.chart.resize(); }).observe(plot.box);
    });
    charts.push(draw);
  }

  function enliven(figure) {
    var hosts = Array.prototype.slice.call(figure.querySelectorAll('[data-drawing]'));
    var plotted = hosts.filter(function (host) { return drawings[host.dataset.drawing].kind === 'plot'; });
    if (plotted.length) { plots(figure, plotted); }
    hosts.forEach(function (host) {
      var data = drawings[host.dataset.drawing];
      if (data.kind === 'surface') {
        host.classList.add('live');
        var surface = new DescentSurface(host, data, tokens());
        charts.push(function () { surface.tokens = tokens(); surface.draw(); });
      } else if (data.kind === 'plane' && data.runs.length) {
        host.classList.add('live');
        new DescentPlane(host, data);
      }
    });
  }

  var figures = Array.prototype.slice.call(document.querySelectorAll('main figure'));
  /* One figure at a time, so that the page answers in between. */
  (function next() {
    var figure = figures.shift();
    if (figure) {
      enliven(figure);
      setTimeout(next, 0);
    }
  })();
  window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', function () {
    charts.forEach(function (draw) { draw(); });
  });
})();
