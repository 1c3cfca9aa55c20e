// Draws BOARD: each panel in its place, or below each other on a phone, as Grafana does below 769 pixels.
const element = (name, className, text = '') => Object.assign(document.createElement(name), { className, textContent: text });

function stat(host, item) {
  const series = seriesOf(item), line = host.appendChild(element('div', 'stats'));
  for (const answer of item.data) {
    const found = series.filter(s => s.refId === answer.refId);
    for (const s of found.length ? found : [{ name: answer.legend, settings: settingsOf(item.panel, answer.legend, answer.refId) }]) {
      const shown = s.last === undefined ? { text: s.settings.noValue, colour: COLOURS.text } : display(s.last, s.settings);
      const value = line.appendChild(element('div', 'stat'));
      value.append(element('small', '', s.name), Object.assign(element('b', '', shown.text), { style: `color:${shown.colour}` }));
    }
  }
  return series.length > 0;
}

function gauge(host, item) {
  const [s] = seriesOf(item);
  if (!s) return false;
  const [width, height] = [host.clientWidth, host.clientHeight - 26], r = Math.min(width / 2, height * 0.88) - 6, share = (s.last - s.settings.min) / (s.settings.max - s.settings.min);
  const at = a => `${width / 2 - r * Math.cos(Math.PI * a)},${height - 6 - r * Math.sin(Math.PI * a)}`, shown = display(s.last, s.settings);
  const arc = (to, stroke) => svg('path', { d: `M ${at(0)} A ${r} ${r} 0 0 1 ${at(Math.max(to, 0.001))}`, fill: 'none', stroke, 'stroke-width': r / 4 });
  host.append(svg('svg', { width, height }, arc(1, '#2c2e33'), arc(share, shown.colour), label(width / 2, height - 10, shown.text, { 'text-anchor': 'middle', fill: shown.colour, 'font-size': r / 2.6 })));
  return true;
}

function bargauge(host, item) {
  const series = seriesOf(item).sort((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true }));
  if (!series.length) return false;
  const values = series.map(s => s.last), low = series[0].settings.min ?? Math.min(0, ...values), high = Math.max(...values);
  const list = host.appendChild(element('div', 'bars'));
  for (const s of series) {
    const shown = display(s.last, s.settings, Math.min(...values), high), line = list.appendChild(element('div', 'bar'));
    line.append(element('span', 'name', s.name));
    line.innerHTML += `<span class="track"><span style="width:${high > low ? (s.last - low) / (high - low) * 100 : 100}%;background:${shown.colour}"></span></span>`;
    line.append(Object.assign(element('span', 'value', shown.text), { style: `color:${shown.colour}` }));
  }
  return true;
}

function table(host, item) {
  const { rows, fields } = tableOf(item);
  if (!rows.length) return false;
  const box = host.appendChild(element('div', 'scroll')), grid = box.appendChild(element('table', ''));
  grid.append(element('tr', ''));
  fields.forEach(f => grid.firstChild.append(element('th', '', f)));
  for (const row of rows) {
    const line = grid.appendChild(element('tr', ''));
    for (const field of fields) {
      const settings = settingsOf(item.panel, field), value = row[field], kind = settings.custom.cellOptions.type;
      const shown = value === undefined ? { text: '' } : display(value, settings), cell = line.appendChild(element('td', typeof value === 'number' ? 'number' : '', shown.text));
      if (value === undefined) continue;
      if (kind === 'color-background') cell.style = `background:${shown.colour};color:${shown.colour === 'transparent' ? 'inherit' : '#111217'}`;
      if (kind === 'color-text') cell.style.color = shown.colour;
      if (kind === 'gauge') cell.innerHTML = `<span class="track"><span style="width:${(value - settings.min) / (settings.max - settings.min) * 100}%;background:${shown.colour}"></span></span>${shown.text}`;
      if (settings.links?.length) cell.innerHTML = `<a>${shown.text}</a>`;
    }
  }
  return true;
}

const KINDS = { stat, gauge, bargauge, table, timeseries, heatmap, 'state-timeline': stateTimeline };

function draw() {
  document.title = BOARD.title;
  const bar = document.body.appendChild(element('header', ''));
  bar.append(element('b', '', `Sweep / ${BOARD.title}`), ...BOARD.variables.map(v => element('span', 'variable', `${v.label}: ${v.text}`)));
  const page = document.body.appendChild(element('main', '')), drawn = { panels: 0, empty: [], cut: [] };
  for (const item of BOARD.items) {
    const { x, y, w, h } = item.place, row = item.panel.type === 'row', cell = page.appendChild(element('section', row ? 'row' : 'panel'));
    cell.style = `grid-column:${x + 1} / span ${w};grid-row:${y + 1} / span ${h};--h:${h}`;
    cell.append(element('h2', '', row ? `${item.panel.collapsed ? '▸' : '▾'} ${item.title}` : item.title));
    if (row) continue;
    const body = cell.appendChild(element('div', `body ${item.panel.type}`));
    if (!KINDS[item.panel.type](body, item)) {
      body.replaceChildren(element('div', 'nothing', 'No data'));
      drawn.empty.push(item.title);
    }
    if (body.scrollHeight > body.clientHeight + 1 || body.scrollWidth > body.clientWidth + 1) drawn.cut.push(item.title);
    drawn.panels++;
  }
  document.body.dataset.drawn = JSON.stringify(drawn);
}

draw();
