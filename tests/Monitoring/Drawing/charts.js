// Panels that have a time axis. Each draws into a box of known size.
const svg = (name, attributes, ...inner) => {
  const node = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.append(...inner);
  return node;
};
const label = (x, y, text, more = {}) => svg('text', { x, y, fill: '#9a9aa5', 'font-size': 11, ...more }, text);
const clock = t => new Date(t * 1000).toISOString().slice(11, 19);

function frame(box, left) {
  const [width, height] = [box.clientWidth, box.clientHeight];
  const picture = svg('svg', { width, height });
  box.append(picture);
  const plot = { left, top: 6, right: width - 8, bottom: height - 20, picture };
  plot.x = t => plot.left + (t - BOARD.from) / (BOARD.to - BOARD.from) * (plot.right - plot.left);
  const ticks = Math.max(2, Math.floor((plot.right - plot.left) / 110));
  for (let i = 0; i < ticks; i++) {
    const t = BOARD.from + (i + 0.5) * (BOARD.to - BOARD.from) / ticks;
    picture.append(label(plot.x(t), height - 5, clock(t), { 'text-anchor': 'middle' }));
  }
  return plot;
}

function marks(plot) {
  for (const { colour, at } of BOARD.marks) {
    for (const t of at.filter(t => t >= BOARD.from && t <= BOARD.to))
      plot.picture.append(svg('line', { x1: plot.x(t), x2: plot.x(t), y1: plot.top, y2: plot.bottom, stroke: colourOf(colour), 'stroke-dasharray': '4 3' }));
  }
}

function names(host, series, calcs) {
  const list = host.appendChild(document.createElement('div'));
  list.className = 'legend';
  for (const { name, colour, last } of series) {
    const entry = list.appendChild(document.createElement('span'));
    entry.innerHTML = `<i style="background:${colour}"></i>`;
    entry.append(name + (calcs && last !== undefined ? `  ${calcs(last)}` : ''));
  }
}

function timeseries(host, item) {
  const series = seriesOf(item), custom = item.panel.fieldConfig.defaults.custom, log = custom.scaleDistribution.type === 'log', stacked = custom.stacking.mode === 'normal';
  series.forEach((s, i) => { s.colour = s.settings.color.mode === 'fixed' ? colourOf(s.settings.color.fixedColor) : PALETTE[i % PALETTE.length]; });
  const box = host.appendChild(document.createElement('div'));
  box.className = 'plot';
  names(host, series);
  const base = new Map();
  for (const s of series) {
    s.drawn = s.points.filter(([, v]) => Number.isFinite(v) && (!log || v > 0)).map(([t, v]) => {
      const from = stacked ? base.get(t) ?? 0 : 0;
      if (stacked) base.set(t, from + v);
      return [t, from + v, from];
    });
  }
  const values = series.flatMap(s => s.drawn.map(p => p[1]));
  if (!values.length) return false;
  let [low, high] = [Math.min(...values), Math.max(...values)];
  if (custom.axisSoftMin !== undefined || stacked) low = Math.min(low, 0);
  high = Math.max(high, item.panel.fieldConfig.defaults.max ?? high);
  if (high === low) [low, high] = log ? [low / 10, high * 10] : [Math.min(0, low), high === 0 ? 1 : high * 1.2];
  const scale = v => log ? Math.log10(v) : v;
  const steps = log ? [...Array(20).keys()].map(k => 10 ** (Math.ceil(scale(low)) + k)).filter(v => v <= high) : [0, 1, 2, 3, 4].map(k => low + k * (high - low) / 4);
  const d = item.panel.fieldConfig.defaults, texts = steps.map(v => format(v, d.unit, d.decimals));
  const plot = frame(box, 14 + 6.6 * Math.max(...texts.map(t => t.length), 2));
  plot.y = v => plot.bottom - (scale(v) - scale(low)) / (scale(high) - scale(low)) * (plot.bottom - plot.top);
  steps.forEach((v, i) => plot.picture.append(
    svg('line', { x1: plot.left, x2: plot.right, y1: plot.y(v), y2: plot.y(v), stroke: '#2c2e33' }), label(plot.left - 6, plot.y(v) + 4, texts[i], { 'text-anchor': 'end' })));
  for (const s of stacked ? [...series].reverse() : series) {
    const up = s.drawn.map(([t, v]) => `${plot.x(t)},${plot.y(v)}`);
    if (!up.length) continue;
    const floor = s.drawn.map(([t, , v]) => `${plot.x(t)},${log ? plot.bottom : plot.y(Math.max(v, low))}`).reverse();
    plot.picture.append(svg('polygon', { points: [...up, ...floor].join(' '), fill: s.colour, opacity: custom.fillOpacity / 100 }), svg('polyline', { points: up.join(' '), fill: 'none', stroke: s.colour, 'stroke-width': 1.4 }));
  }
  marks(plot);
  return true;
}

function heatmap(host, item) {
  const rows = item.data[0].result.map(s => ({ le: number(s.metric.le), text: s.metric.le, at: new Map(s.values.map(([t, v]) => [Number(t), number(v)])) })).sort((a, b) => a.le - b.le);
  if (!rows.length) return false;
  const box = host.appendChild(document.createElement('div'));
  box.className = 'plot';
  const unit = item.panel.options.yAxis.unit, texts = rows.map(r => Number.isFinite(r.le) ? format(r.le, unit, unit === 'sci' ? 0 : undefined) : '+Inf');
  const plot = frame(box, 14 + 6.6 * Math.max(...texts.map(t => t.length)));
  const times = [...rows[0].at.keys()], height = (plot.bottom - plot.top) / rows.length;
  const cells = rows.map((row, i) => times.map(t => (row.at.get(t) ?? 0) - (i ? rows[i - 1].at.get(t) ?? 0 : 0)));
  const most = Math.max(...cells.flat());
  rows.forEach((row, i) => {
    const y = plot.bottom - (i + 1) * height;
    if (i % Math.ceil(15 / height) === 0) plot.picture.append(label(plot.left - 6, y + 4, texts[i], { 'text-anchor': 'end' }));
    times.forEach((t, k) => {
      if (!(cells[i][k] > 1e-9)) return;
      const width = Math.max(1, (plot.right - plot.left) / times.length - 1);
      plot.picture.append(svg('rect', { x: Math.min(plot.x(t), plot.right - width), y, width, height: Math.max(1, height - 1), fill: mix(['#4a2300', '#ff7f0e', '#fff0d0'], Math.sqrt(cells[i][k] / most)) }));
    });
  });
  return most > 0;
}

function stateTimeline(host, item) {
  const series = seriesOf(item);
  if (!series.length) return false;
  const box = host.appendChild(document.createElement('div'));
  box.className = 'plot';
  const plot = frame(box, 14 + 6.8 * Math.max(...series.map(s => s.name.length)));
  const height = (plot.bottom - plot.top) / series.length;
  series.forEach((s, i) => {
    const y = plot.top + i * height;
    plot.picture.append(label(plot.left - 6, y + height / 2 + 4, s.name, { 'text-anchor': 'end' }));
    const runs = [];
    for (const [t, v] of s.points.filter(p => !Number.isNaN(p[1]))) {
      const shown = display(v, s.settings), last = runs.at(-1);
      if (last && last.text === shown.text && last.colour === shown.colour && t - last.to < 6) last.to = t;
      else { if (last && t - last.to < 6) last.to = t; runs.push({ ...shown, from: t, to: t }); }
    }
    for (const run of runs) {
      const [x, width] = [plot.x(run.from), Math.max(2, plot.x(run.to) - plot.x(run.from))];
      plot.picture.append(svg('rect', { x, y: y + height * 0.08, width, height: height * 0.84, fill: run.colour, opacity: 0.75 }));
      if (width > run.text.length * 7 + 8 && height > 12) plot.picture.append(label(x + 5, y + height / 2 + 4, run.text, { fill: '#111217' }));
    }
  });
  marks(plot);
  return true;
}
