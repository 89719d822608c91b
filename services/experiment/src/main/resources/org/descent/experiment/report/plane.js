/* Points in a plane and the lines between them, iteration by iteration. */
var DescentPlane = (function () {
  'use strict';
  var SVG = 'http://www.w3.org/2000/svg';
  var SIDE = 400;
  var MARGIN = 54;
  var EDGE = 12;

  function make(name, attributes, text) {
    var element = document.createElementNS(SVG, name);
    Object.keys(attributes).forEach(function (key) { element.setAttribute(key, attributes[key]); });
    if (text !== undefined) { element.textContent = text; }
    return element;
  }

  /* Where a·x + b·y + c = 0 crosses the square from low to high. */
  function clipped(line, low, high) {
    var crossings = [];
    [low, high].forEach(function (edge) {
      var y = -(line[0] * edge + line[2]) / line[1];
      var x = -(line[1] * edge + line[2]) / line[0];
      if (y >= low && y <= high) { crossings.push([edge, y]); }
      if (x >= low && x <= high) { crossings.push([x, edge]); }
    });
    return crossings.length < 2 ? null : [crossings[0], crossings[crossings.length - 1]];
  }

  function Plane(host, data) {
    this.data = data;
    this.run = data.runs[0];
    this.iterations = this.timeline();
    this.index = this.iterations.length - 1;
    this.timer = 0;
    this.svg = make('svg', { 'class': 'chart plane', viewBox: '0 0 ' + SIDE + ' ' + SIDE, role: 'img', 'aria-label': data.name });
    if (data.runs.length) { this.toolbar(host); }
    host.appendChild(this.svg);
    this.draw();
  }

  /* The iterations of the run, or of all runs where they are drawn together. */
  Plane.prototype.timeline = function () {
    var seen = {};
    (this.data.together ? this.data.runs : this.run ? [this.run] : []).forEach(function (run) {
      run.frames.forEach(function (frame) { seen[frame.i] = true; });
    });
    return Object.keys(seen).map(Number).sort(function (a, b) { return a - b; });
  };

  Plane.prototype.toolbar = function (host) {
    var self = this;
    var tools = document.createElement('div');
    tools.className = 'tools';
    if (!this.data.together && this.data.runs.length > 1) {
      var label = document.createElement('label');
      label.textContent = 'Trial';
      var select = document.createElement('select');
      this.data.runs.forEach(function (run, i) {
        var option = document.createElement('option');
        option.value = i;
        option.textContent = run.name + ', ' + run.end;
        select.appendChild(option);
      });
      select.addEventListener('change', function () {
        self.run = self.data.runs[Number(select.value)];
        self.iterations = self.timeline();
        self.slider.max = self.iterations.length - 1;
        self.show(self.iterations.length - 1);
      });
      label.appendChild(select);
      tools.appendChild(label);
    }
    this.play = document.createElement('button');
    this.play.type = 'button';
    this.play.textContent = 'Play';
    this.play.addEventListener('click', function () { self.toggle(); });
    tools.appendChild(this.play);
    var grow = document.createElement('label');
    grow.className = 'grow';
    grow.textContent = 'Iteration';
    this.slider = document.createElement('input');
    this.slider.type = 'range';
    this.slider.min = 0;
    this.slider.max = this.iterations.length - 1;
    this.slider.value = this.index;
    this.slider.addEventListener('input', function () { self.stop(); self.show(Number(self.slider.value)); });
    grow.appendChild(this.slider);
    tools.appendChild(grow);
    this.output = document.createElement('output');
    tools.appendChild(this.output);
    host.appendChild(tools);
  };

  Plane.prototype.toggle = function () {
    var self = this;
    if (this.timer) { this.stop(); return; }
    if (this.index === this.iterations.length - 1) { this.show(0); }
    this.play.textContent = 'Pause';
    this.timer = setInterval(function () {
      if (self.index >= self.iterations.length - 1) { self.stop(); return; }
      self.show(self.index + 1);
    }, 160);
  };

  Plane.prototype.stop = function () {
    clearInterval(this.timer);
    this.timer = 0;
    this.play.textContent = 'Play';
  };

  Plane.prototype.show = function (index) {
    this.index = index;
    this.slider.value = index;
    this.draw();
  };

  /* What a run looked like at an iteration: its last snapshot until then. */
  function frameAt(run, iteration) {
    var found = run.frames[0];
    run.frames.forEach(function (frame) { if (frame.i <= iteration) { found = frame; } });
    return found;
  }

  Plane.prototype.draw = function () {
    var d = this.data;
    var iteration = this.iterations[this.index];
    var runs = d.together ? d.runs : this.run ? [this.run] : [];
    var frames = runs.map(function (run) { return frameAt(run, iteration); });
    var span = SIDE - MARGIN - EDGE;
    function x(value) { return MARGIN + (value - d.low) / (d.high - d.low) * span; }
    function y(value) { return SIDE - MARGIN - (value - d.low) / (d.high - d.low) * span; }
    var svg = this.svg;
    svg.replaceChildren();
    svg.appendChild(make('rect', { x: MARGIN, y: EDGE, width: span, height: span, fill: 'none', 'class': 'axis' }));
    for (var tick = Math.ceil(d.low * 2) / 2; tick <= d.high; tick += d.high - d.low > 4 ? Math.ceil((d.high - d.low) / 5) : 0.5) {
      svg.appendChild(make('text', { x: x(tick), y: SIDE - MARGIN + 18, 'text-anchor': 'middle', 'font-size': 13, 'class': 'ink-2' }, tick));
      svg.appendChild(make('text', { x: MARGIN - 7, y: y(tick) + 4, 'text-anchor': 'end', 'font-size': 13, 'class': 'ink-2' }, tick));
    }
    svg.appendChild(make('text', { x: MARGIN + span / 2, y: SIDE - 6, 'text-anchor': 'middle', 'font-size': 14, 'class': 'ink' }, d.xLabel));
    svg.appendChild(make('text', { x: 0, y: EDGE + span / 2 + 4, 'text-anchor': 'start', 'font-size': 14, 'class': 'ink' }, d.yLabel));
    frames.forEach(function (frame) {
      frame.lines.forEach(function (line, k) {
        var ends = clipped(line, d.low, d.high);
        if (ends) {
          svg.appendChild(make('line', { x1: x(ends[0][0]), y1: y(ends[0][1]), x2: x(ends[1][0]), y2: y(ends[1][1]), 'stroke-width': 2.5, 'stroke-opacity': d.together ? 0.6 : 1, 'class': 's' + (k + 3) }));
        }
      });
    });
    var points = frames.length === 1 && frames[0].points ? frames[0].points : d.points;
    points.forEach(function (p, i) {
      svg.appendChild(d.classes[i] === 1
        ? make('circle', { cx: x(p[0]), cy: y(p[1]), r: 9, 'class': 'f2 rim', 'stroke-width': 2 })
        : make('circle', { cx: x(p[0]), cy: y(p[1]), r: 7.5, 'class': 'back s1', 'stroke-width': 4 }));
    });
    if (this.output) {
      var best = Math.max.apply(null, frames.map(function (f) { return f.accuracy; }));
      this.output.textContent = 'iteration ' + iteration + ', ' + (d.together ? 'best ' : '') + 'accuracy ' + Number(best.toPrecision(3));
      this.slider.setAttribute('aria-valuetext', this.output.textContent);
    }
  };

  return Plane;
})();
