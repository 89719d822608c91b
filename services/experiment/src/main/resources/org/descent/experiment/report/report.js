/* Enlivens the still figures: every drawing has its data in the page. */
(function () {
  'use strict';
  var drawings = JSON.parse(document.getElementById('drawings').textContent);
  var charts = [];
  var ROW = 18; /* pixels of a legend */

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

  /* Round numbers from low to high on a logarithmic axis of few decades, which its own ticks leave bare. */
  function logTicks(low, high) {
    if (!(low > 0 && high > low) || high > 1000 * low) { return undefined; }
    var found = [];
    [[1], [1, 3], [1, 2, 5], [1, 1.5, 2, 3, 5, 7]].some(function (mantissas) {
      found = [];
      for (var e = Math.floor(Math.log10(low)); e <= Math.log10(high); e++) {
        mantissas.forEach(function (m) {
          var tick = Number(m + 'e' + e);
          if (tick >= low && tick <= high) { found.push(tick); }
        });
      }
      return found.length >= 4;
    });
    return found.length > 1 ? found : undefined;
  }

  /* Rows that the legend of so many pixels needs. */
  function legendRows(series, width) {
    var rows = 1;
    var used = 0;
    series.forEach(function (line) {
      var wide = 42 + 6.5 * line.name.length;
      if (used > 0 && used + wide > width) { rows += 1; used = 0; }
      used += wide;
    });
    return rows;
  }

  /* Pixels above a plot of so many, of which one row of a legend is part of the plot's own height. */
  function legendHeight(series, width) {
    return series.length > 1 ? 16 + ROW * legendRows(series, width - 56 - 18) : 16;
  }

  function option(data, state, width) {
    var t = tokens();
    var logX = state.logX;
    var logY = state.logY;
    var series = [];
    var many = data.series.length > 1;
    data.series.forEach(function (line) {
      var colour = token('c' + line.colour);
      var one = state.single && line.singles.filter(function (s) { return s.name === state.single; })[0];
      if (line.high && !one) { series.push(band(line, { logY: logY }, colour)); }
      var shown = one || line;
      series.push({
        type: 'line', name: one && !many ? one.name : line.name, showSymbol: false, step: line.steps ? 'end' : false, animation: false, z: 3,
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
      var at = log ? logTicks(spec.low, spec.high) : undefined;
      return {
        type: log ? 'log' : 'value',
        name: spec.label, nameLocation: 'middle', nameGap: across ? 28 : 44,
        min: log ? (spec.low > 0 ? spec.low : undefined) : spec.low === null ? 'dataMin' : spec.low,
        max: spec.high === null ? (across ? 'dataMax' : undefined) : spec.high,
        nameTextStyle: { color: t.text }, axisLabel: { color: t.text, hideOverlap: true, customValues: at, formatter: function (v) { return v >= 10000 ? v / 1000 + ' k' : round(v); } },
        axisLine: { lineStyle: { color: t.axis }, show: across, onZero: false }, splitLine: { show: !across, lineStyle: { color: t.grid }, customValues: at },
        axisTick: { show: across, customValues: at }, minorTick: { show: false }
      };
    }
    return {
      textStyle: { fontFamily: t.font },
      animation: false,
      grid: { left: 62, right: 18, top: legendHeight(data.series, width), bottom: 46 },
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
        plot.box.style.setProperty('--legend', Math.max(0, legendHeight(plot.data.series, plot.box.clientWidth) - 16 - ROW) + 'px');
        plot.chart.resize();
        plot.chart.setOption(option(plot.data, { logX: state.logX, logY: state.logY && !bounded, single: state.single }, plot.box.clientWidth), true);
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
    var banded = live.some(function (plot) { return plot.data.series.some(function (series) { return series.high; }); });
    if (names.length > 1) {
      var label = document.createElement('label');
      label.textContent = 'Show';
      var select = document.createElement('select');
      [''].concat(names).forEach(function (name) {
        var choice = document.createElement('option');
        choice.value = name;
        choice.textContent = name || (banded ? 'median and band' : 'median');
        select.appendChild(choice);
      });
      var words = figure.querySelector('figcaption p');
      var said = words.insertBefore(document.createElement('span'), words.querySelector('.keep'));
      said.setAttribute('aria-live', 'polite');
      select.addEventListener('change', function () {
        state.single = select.value;
        said.textContent = select.value && ' Shown now: ' + select.value + ' alone, without median and band.';
        draw();
      });
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
      var width = plot.box.clientWidth;
      new ResizeObserver(function () {
        plot.chart.resize();
        if (plot.box.clientWidth !== width) { width = plot.box.clientWidth; draw(); }
      }).observe(plot.box);
    });
    charts.push(draw);
  }

  function shape(name, attributes, parent) {
    var element = document.createElementNS('http://www.w3.org/2000/svg', name);
    Object.keys(attributes).forEach(function (key) { element.setAttribute(key, attributes[key]); });
    return parent.appendChild(element);
  }

  /* Index of the last snapshot that is not beyond an iteration. */
  function reached(iterations, iteration) {
    var at = 0;
    iterations.forEach(function (i, n) { if (i <= iteration) { at = n; } });
    return at;
  }

  /* One slider moves a runner on every way, under each loss. */
  function race(figure, hosts) {
    var sides = hosts.map(function (host) {
      var data = drawings[host.dataset.drawing];
      var svg = host.querySelector('svg.chart');
      return {
        data: data,
        runners: data.ways.map(function () { return shape('circle', { r: 7, 'stroke-width': 2.5, fill: 'none', 'class': 's' + data.colour, 'pointer-events': 'none' }, svg); })
      };
    });
    var last = 0;
    sides.forEach(function (side) { side.data.ways.forEach(function (way) { last = Math.max(last, way.iterations[way.iterations.length - 1]); }); });
    var tools = document.createElement('div');
    tools.className = 'tools no-print';
    var slider = document.createElement('input');
    slider.type = 'range';
    slider.min = 1;
    slider.max = last;
    slider.value = 1;
    slider.setAttribute('aria-label', 'Iteration');
    var told = document.createElement('output');
    var play = button('Play', false, function (on) {
      if (on && Number(slider.value) >= last) { slider.value = 1; }
      if (on) { step(); }
    });
    function show() {
      var iteration = Number(slider.value);
      told.textContent = 'Iteration ' + iteration + ': ' + sides.map(function (side) {
        var under = side.data.ways.filter(function (way) { return way.iterations[way.iterations.length - 1] > iteration; }).length;
        return side.data.name + ' ' + under + ' of ' + side.data.ways.length + ' still on their way';
      }).join(' · ');
      sides.forEach(function (side) {
        side.data.ways.forEach(function (way, n) {
          var at = reached(way.iterations, iteration);
          side.runners[n].setAttribute('cx', way.x[at]);
          side.runners[n].setAttribute('cy', way.y[at]);
        });
      });
    }
    function step() {
      if (play.getAttribute('aria-pressed') !== 'true') { return; }
      slider.value = Math.min(last, Number(slider.value) + 1);
      show();
      if (Number(slider.value) >= last) { play.setAttribute('aria-pressed', 'false'); } else { setTimeout(step, 40); }
    }
    slider.addEventListener('input', show);
    [play, slider, told].forEach(function (element) { tools.appendChild(element); });
    figure.insertBefore(tools, figure.firstChild);
    show();
  }

  function enliven(figure) {
    var hosts = Array.prototype.slice.call(figure.querySelectorAll('[data-drawing]'));
    var plotted = hosts.filter(function (host) { return drawings[host.dataset.drawing].kind === 'plot'; });
    if (plotted.length) { plots(figure, plotted); }
    var racing = hosts.filter(function (host) { return drawings[host.dataset.drawing].kind === 'race'; });
    if (racing.length) { race(figure, racing); }
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

  /* What a figure shows, as a drawing that stands by itself: its still pictures in a row each. */
  function standing(figure) {
    var all = Array.prototype.slice.call(figure.querySelectorAll('[data-drawing] > svg.chart:first-child'));
    var width = 0;
    var height = 0;
    var out = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    out.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
    out.setAttribute('font-family', 'system-ui, Helvetica, Arial, sans-serif');
    var paper = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
    paper.setAttribute('fill', '#ffffff');
    out.appendChild(paper);
    all.forEach(function (still) {
      var box = still.viewBox.baseVal;
      var part = document.createElementNS('http://www.w3.org/2000/svg', 'g');
      part.setAttribute('transform', 'translate(0 ' + height + ')');
      Array.prototype.forEach.call(still.childNodes, function (child) { part.appendChild(child.cloneNode(true)); });
      out.appendChild(part);
      width = Math.max(width, box.width);
      height += box.height;
    });
    [out, paper].forEach(function (element) {
      element.setAttribute('width', width);
      element.setAttribute('height', height);
    });
    out.setAttribute('viewBox', '0 0 ' + width + ' ' + height);
    return { text: new XMLSerializer().serializeToString(out), width: width, height: height };
  }

  function save(blob, name) {
    var link = document.createElement('a');
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 10000);
  }

  function picture(figure, name) {
    var drawn = standing(figure);
    var image = new Image();
    image.onload = function () {
      var canvas = document.createElement('canvas');
      canvas.width = 2 * drawn.width;
      canvas.height = 2 * drawn.height;
      canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
      canvas.toBlob(function (blob) { save(blob, name + '.png'); });
    };
    image.src = 'data:image/svg+xml;charset=utf-8,' + encodeURIComponent(drawn.text);
  }

  function cell(value) {
    var text = value === null || value === undefined ? '' : String(value);
    return /[",\n]/.test(text) || /^[=+@-]/.test(text) && isNaN(Number(text)) ? '"' + text.replace(/"/g, '""') + '"' : text;
  }

  /* Every number below a value, with the way to it. */
  function walk(value, way, rows) {
    if (Array.isArray(value) || value !== null && typeof value === 'object') {
      Object.keys(value).forEach(function (key) { walk(value[key], way ? way + '.' + key : key, rows); });
    } else if (typeof value === 'number') {
      rows.push([way, value]);
    }
  }

  function table(data) {
    var rows = [];
    if (data.kind === 'plot') {
      rows.push(['series', data.x.label, data.y.label, 'low', 'high']);
      data.series.forEach(function (line) {
        line.x.forEach(function (x, i) { rows.push([line.name, x, line.y[i], line.low ? line.low[i] : '', line.high ? line.high[i] : '']); });
        line.singles.forEach(function (one) { one.x.forEach(function (x, i) { rows.push([line.name + ', ' + one.name, x, one.y[i], '', '']); }); });
      });
    } else if (data.kind === 'contours') {
      rows.push(['x', 'y', 'height', 'iteration']);
      data.x.forEach(function (x, i) { data.y.forEach(function (y, j) { rows.push([x, y, data.heights[i][j], '']); }); });
      data.way.forEach(function (step) { rows.push([step.x, step.y, '', step.iteration]); });
    } else if (data.kind === 'decisions') {
      rows.push(['x', 'y', 'output', 'said']);
      data.values.forEach(function (value, i) {
        var at = Math.floor(i / data.outputs);
        rows.push([data.x[Math.floor(at / data.y.length)], data.y[at % data.y.length], i % data.outputs, value]);
      });
    } else if (data.kind === 'strips') {
      rows.push(['variant', 'iterations', 'reached']);
      data.rows.forEach(function (row) { row.iterations.forEach(function (n, i) { rows.push([row.name, n, row.reached[i]]); }); });
    } else {
      rows.push(['place', 'value']);
      walk(data, '', rows);
    }
    return rows;
  }

  function numbers(figure, name) {
    var rows = [];
    Array.prototype.forEach.call(figure.querySelectorAll('[data-drawing]'), function (host) {
      if (rows.length) { rows.push([]); }
      rows = rows.concat([[drawings[host.dataset.drawing].name]], table(drawings[host.dataset.drawing]));
    });
    save(new Blob([rows.map(function (row) { return row.map(cell).join(','); }).join('\n') + '\n'], { type: 'text/csv' }), name + '.csv');
  }

  /* What can be taken from a figure. */
  function keep(figure) {
    if (!figure.querySelector('[data-drawing]')) { return; }
    var tools = document.createElement('div');
    tools.className = 'keep no-print';
    [
      ['SVG', function () { save(new Blob([standing(figure).text], { type: 'image/svg+xml' }), figure.id + '.svg'); }],
      ['PNG', function () { picture(figure, figure.id); }],
      ['CSV', function () { numbers(figure, figure.id); }]
    ].forEach(function (kind) {
      var element = document.createElement('button');
      element.type = 'button';
      element.textContent = kind[0];
      element.setAttribute('aria-label', kind[0] + ' of ' + figure.querySelector('figcaption strong').textContent);
      element.addEventListener('click', kind[1]);
      tools.appendChild(element);
    });
    figure.querySelector('figcaption p').appendChild(tools);
  }

  /* One figure at a time, so that the page answers in between. */
  function enlivenAll(figures) {
    (function next() {
      var figure = figures.shift();
      if (figure) {
        keep(figure);
        enliven(figure);
        setTimeout(next, 0);
      }
    })();
  }

  function figuresOf(room) {
    return Array.prototype.slice.call(room.querySelectorAll('figure'));
  }

  enlivenAll(figuresOf(document.querySelector('main')).filter(function (figure) { return !figure.closest('details'); }));
  /* What is folded has no room to draw in before it is opened. */
  Array.prototype.forEach.call(document.querySelectorAll('details.more'), function (folded) {
    folded.addEventListener('toggle', function () { enlivenAll(figuresOf(folded)); }, { once: true });
  });
  window.addEventListener('beforeprint', function () {
    Array.prototype.forEach.call(document.querySelectorAll('details'), function (folded) { folded.open = true; });
  });
  /* An address that names something folded unfolds it. */
  function unfold() {
    var place = location.hash && document.getElementById(location.hash.slice(1));
    var folded = place && place.closest('details');
    if (folded && !folded.open) {
      folded.open = true;
      place.scrollIntoView();
    }
  }
  window.addEventListener('hashchange', unfold);
  unfold();

  /* Where one is, in the line of parts. */
  var stops = Array.prototype.slice.call(document.querySelectorAll('.bar a'));
  var seen = new IntersectionObserver(function (entries) {
    entries.forEach(function (entry) {
      if (entry.isIntersecting) {
        stops.forEach(function (part) {
          if (part.hash === '#' + entry.target.id) { part.setAttribute('aria-current', 'true'); } else { part.removeAttribute('aria-current'); }
        });
      }
    });
  }, { rootMargin: '-20% 0px -75% 0px' });
  stops.forEach(function (part) { seen.observe(document.getElementById(part.hash.slice(1))); });

  /* Documents can be taken with one press. */
  Array.prototype.forEach.call(document.querySelectorAll('details pre'), function (pre) {
    var element = document.createElement('button');
    element.type = 'button';
    element.className = 'copy no-print';
    element.textContent = 'Copy';
    element.addEventListener('click', function () {
      var range = document.createRange();
      range.selectNodeContents(pre);
      getSelection().removeAllRanges();
      getSelection().addRange(range);
      element.textContent = document.execCommand('copy') ? 'Copied' : 'Selected';
      setTimeout(function () { element.textContent = 'Copy'; }, 2000);
    });
    pre.parentNode.insertBefore(element, pre);
  });
  window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', function () {
    charts.forEach(function (draw) { draw(); });
  });
})();
