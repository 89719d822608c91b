/* A surface over a plane that can be turned, and ways across it, on a canvas. */
var DescentSurface = (function () {
  'use strict';
  var STOPS = [[68, 1, 84], [59, 82, 139], [33, 145, 140], [94, 201, 98], [253, 231, 37]];
  var WAYS = ['#111111', '#d81e5b'];
  var START = { turn: -38 * Math.PI / 180, tilt: 28 * Math.PI / 180 };

  function colour(share) {
    var place = Math.min(1, Math.max(0, share)) * (STOPS.length - 1);
    var stop = Math.min(STOPS.length - 2, Math.floor(place));
    return 'rgb(' + [0, 1, 2].map(function (k) {
      return Math.round(STOPS[stop][k] + (place - stop) * (STOPS[stop + 1][k] - STOPS[stop][k]));
    }).join(',') + ')';
  }

  function short(value) {
    return String(Number(value.toPrecision(3)));
  }

  function Surface(host, data, tokens) {
    this.data = data;
    this.tokens = tokens;
    this.turn = START.turn;
    this.tilt = START.tilt;
    this.seed = '';
    var all = data.heights.reduce(function (list, row) { return list.concat(row); }, []);
    this.least = Math.min.apply(null, all);
    this.most = Math.max.apply(null, all);
    if (this.most === this.least) { this.most += 1; }
    this.canvas = document.createElement('canvas');
    this.canvas.className = 'surface';
    this.canvas.tabIndex = 0;
    this.canvas.setAttribute('role', 'img');
    this.canvas.setAttribute('aria-label', data.name + '. Turn it by dragging or with the arrow keys.');
    this.toolbar(host);
    host.appendChild(this.canvas);
    this.key(host);
    this.listen();
    this.draw();
  }

  Surface.prototype.toolbar = function (host) {
    var self = this;
    var seeds = this.data.ways.map(function (w) { return w.name; })
      .filter(function (name, i, names) { return names.indexOf(name) === i; });
    var tools = document.createElement('div');
    tools.className = 'tools';
    if (seeds.length > 1) {
      var label = document.createElement('label');
      label.textContent = 'Ways';
      var select = document.createElement('select');
      [''].concat(seeds).forEach(function (seed) {
        var option = document.createElement('option');
        option.value = seed;
        option.textContent = seed || 'of all ' + seeds.length + ' seeds';
        select.appendChild(option);
      });
      select.addEventListener('change', function () { self.seed = select.value; self.draw(); });
      label.appendChild(select);
      tools.appendChild(label);
    }
    var reset = document.createElement('button');
    reset.type = 'button';
    reset.textContent = 'Reset view';
    reset.addEventListener('click', function () {
      self.turn = START.turn;
      self.tilt = START.tilt;
      self.draw();
    });
    tools.appendChild(reset);
    var hint = document.createElement('span');
    hint.className = 'muted small';
    hint.textContent = 'Drag to turn, or focus and use the arrow keys';
    tools.appendChild(hint);
    host.appendChild(tools);
  };

  Surface.prototype.key = function (host) {
    var groups = {};
    this.data.ways.forEach(function (w) { groups[w.group] = w.colour; });
    var list = document.createElement('ul');
    list.className = 'key';
    Object.keys(groups).forEach(function (group) {
      var item = document.createElement('li');
      var swatch = document.createElement('span');
      swatch.className = 'swatch w' + (groups[group] % WAYS.length);
      item.appendChild(swatch);
      item.appendChild(document.createTextNode('trained under ' + group));
      list.appendChild(item);
    });
    host.appendChild(list);
  };

  Surface.prototype.listen = function () {
    var self = this;
    var held = null;
    this.canvas.addEventListener('pointerdown', function (event) {
      held = { x: event.clientX, y: event.clientY };
      self.canvas.setPointerCapture(event.pointerId);
    });
    this.canvas.addEventListener('pointermove', function (event) {
      if (!held) { return; }
      self.rotate((event.clientX - held.x) * 0.008, (event.clientY - held.y) * 0.006);
      held = { x: event.clientX, y: event.clientY };
    });
    ['pointerup', 'pointercancel'].forEach(function (name) {
      self.canvas.addEventListener(name, function () { held = null; });
    });
    this.canvas.addEventListener('keydown', function (event) {
      var step = { ArrowLeft: [-0.1, 0], ArrowRight: [0.1, 0], ArrowUp: [0, -0.08], ArrowDown: [0, 0.08] }[event.key];
      if (step) {
        event.preventDefault();
        self.rotate(step[0], step[1]);
      }
    });
    new ResizeObserver(function () { self.draw(); }).observe(this.canvas);
  };

  Surface.prototype.rotate = function (turn, tilt) {
    this.turn += turn;
    this.tilt = Math.min(Math.PI / 2, Math.max(0.05, this.tilt + tilt));
    this.draw();
  };

  /* Where a value stands on an axis of even steps: 0 to length - 1. */
  function place(axis, value) {
    return (value - axis[0]) / (axis[axis.length - 1] - axis[0]) * (axis.length - 1);
  }

  Surface.prototype.at = function (i, j, height) {
    var u = i / (this.data.weights.length - 1) - 0.5;
    var v = j / (this.data.biases.length - 1) - 0.5;
    var z = (height - this.least) / (this.most - this.least) - 0.5;
    var x = u * Math.cos(this.turn) - v * Math.sin(this.turn);
    var y = u * Math.sin(this.turn) + v * Math.cos(this.turn);
    return [
      this.width / 2 + x * this.scale,
      this.height / 2 - y * this.scale * Math.sin(this.tilt) - z * this.scale * 0.72 * Math.cos(this.tilt),
      -y * Math.cos(this.tilt) + z * Math.sin(this.tilt)
    ];
  };

  Surface.prototype.heightAt = function (i, j) {
    var heights = this.data.heights;
    var row = Math.min(heights.length - 2, Math.floor(i));
    var column = Math.min(heights[0].length - 2, Math.floor(j));
    var a = i - row;
    var b = j - column;
    return heights[row][column] * (1 - a) * (1 - b) + heights[row + 1][column] * a * (1 - b) +
      heights[row][column + 1] * (1 - a) * b + heights[row + 1][column + 1] * a * b;
  };

  Surface.prototype.draw = function () {
    var ratio = window.devicePixelRatio || 1;
    this.width = this.canvas.clientWidth;
    this.height = this.canvas.clientHeight;
    if (!this.width) { return; }
    /* Room for the labels however the surface is turned: half a diagonal is 0.71, half a height 0.65. */
    this.scale = Math.max(40, Math.min((this.width / 2 - 46) / 0.71, (this.height / 2 - 30) / 0.65));
    this.canvas.width = this.width * ratio;
    this.canvas.height = this.height * ratio;
    var g = this.canvas.getContext('2d');
    g.scale(ratio, ratio);
    g.clearRect(0, 0, this.width, this.height);
    g.lineJoin = 'round';
    this.frame(g);
    this.patches(g);
    this.ways(g);
  };

  Surface.prototype.frame = function (g) {
    var n = this.data.weights.length - 1;
    var m = this.data.biases.length - 1;
    var self = this;
    var corners = [[0, 0], [n, 0], [n, m], [0, m]].map(function (c) { return self.at(c[0], c[1], self.least); });
    g.strokeStyle = this.tokens.axis;
    g.lineWidth = 1;
    g.beginPath();
    corners.forEach(function (c, k) { g[k ? 'lineTo' : 'moveTo'](c[0], c[1]); });
    g.closePath();
    g.stroke();
    g.fillStyle = this.tokens.text;
    g.font = '12px ' + this.tokens.font;
    g.textAlign = 'center';
    var leftmost = corners.reduce(function (a, b) { return b[0] < a[0] ? b : a; });
    var k = corners.indexOf(leftmost);
    var at = [[0, 0], [n, 0], [n, m], [0, m]][k];
    var top = this.at(at[0], at[1], this.most);
    g.beginPath();
    g.moveTo(leftmost[0], leftmost[1]);
    g.lineTo(top[0], top[1]);
    g.stroke();
    g.textAlign = 'right';
    g.fillText(short(this.most), top[0] - 6, top[1] + 4);
    g.fillText(short(this.least), leftmost[0] - 6, leftmost[1] + 4);
    g.textAlign = 'center';
    g.fillText(this.data.quantity, top[0], top[1] - 12);
    this.edge(g, corners, 'weight w', this.data.weights, [[0, 1], [3, 2]]);
    this.edge(g, corners, 'bias b', this.data.biases, [[0, 3], [1, 2]]);
  };

  /* Names an axis along whichever of its two edges is nearer. */
  Surface.prototype.edge = function (g, corners, name, axis, edges) {
    var near = edges.reduce(function (a, b) {
      return corners[b[0]][1] + corners[b[1]][1] > corners[a[0]][1] + corners[a[1]][1] ? b : a;
    });
    var from = corners[near[0]];
    var to = corners[near[1]];
    var away = (from[0] + to[0]) / 2 < this.width / 2 ? -1 : 1;
    g.textAlign = 'center';
    g.fillText(short(axis[0]), from[0] + away * 10, from[1] + 16);
    g.fillText(short(axis[axis.length - 1]), to[0] + away * 10, to[1] + 16);
    g.fillText(name, (from[0] + to[0]) / 2 + away * 30, (from[1] + to[1]) / 2 + 24);
  };

  Surface.prototype.patches = function (g) {
    var heights = this.data.heights;
    var grid = [];
    var list = [];
    var i, j;
    for (i = 0; i < heights.length; i++) {
      grid.push([]);
      for (j = 0; j < heights[i].length; j++) { grid[i].push(this.at(i, j, heights[i][j])); }
    }
    for (i = 0; i + 1 < heights.length; i++) {
      for (j = 0; j + 1 < heights[i].length; j++) {
        var c = [grid[i][j], grid[i + 1][j], grid[i + 1][j + 1], grid[i][j + 1]];
        var mean = (heights[i][j] + heights[i + 1][j] + heights[i + 1][j + 1] + heights[i][j + 1]) / 4;
        list.push({ c: c, depth: c[0][2] + c[1][2] + c[2][2] + c[3][2], share: (mean - this.least) / (this.most - this.least) });
      }
    }
    list.sort(function (a, b) { return a.depth - b.depth; });
    g.lineWidth = 0.6;
    list.forEach(function (patch) {
      g.fillStyle = g.strokeStyle = colour(patch.share);
      g.beginPath();
      patch.c.forEach(function (p, k) { g[k ? 'lineTo' : 'moveTo'](p[0], p[1]); });
      g.closePath();
      g.fill();
      g.stroke();
    });
  };

  Surface.prototype.ways = function (g) {
    var self = this;
    var n = this.data.weights.length - 1;
    var m = this.data.biases.length - 1;
    this.data.ways.forEach(function (way) {
      if (self.seed && way.name !== self.seed) { return; }
      var last = null;
      var path = new Path2D();
      way.steps.forEach(function (step) {
        var i = place(self.data.weights, step[0]);
        var j = place(self.data.biases, step[1]);
        if (!(i >= 0 && i <= n && j >= 0 && j <= m)) { last = null; return; }
        var p = self.at(i, j, self.heightAt(i, j));
        path[last ? 'lineTo' : 'moveTo'](p[0], p[1]);
        last = p;
      });
      g.lineCap = 'round';
      g.strokeStyle = 'rgba(255,255,255,0.85)';
      g.lineWidth = way.colour ? 0.1 : 7.5;
      g.stroke(path);
      g.strokeStyle = g.fillStyle = WAYS[way.colour % WAYS.length];
      g.lineWidth = way.colour ? 2.2 : 5.5;
      g.stroke(path);
      if (last) {
        g.beginPath();
        g.arc(last[0], last[1], way.colour ? 4 : 6, 0, 2 * Math.PI);
        g.fill();
        g.strokeStyle = '#fff';
        g.lineWidth = 1.5;
        g.stroke();
      }
    });
  };

  return Surface;
})();
