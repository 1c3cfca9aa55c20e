// What queries answered, as series or as a table after the panel's transformations.
function settingsOf(panel, name, refId) {
  const settings = { ...panel.fieldConfig.defaults, custom: { ...panel.fieldConfig.defaults.custom } };
  for (const { matcher, properties } of panel.fieldConfig.overrides) {
    if (matcher.id === 'byName' ? matcher.options !== name : matcher.options !== refId) continue;
    for (const { id, value } of properties) {
      if (id.startsWith('custom.')) settings.custom[id.slice(7)] = value;
      else settings[id] = value;
    }
  }
  return settings;
}

function legend(template, labels) {
  if (template !== '__auto') return template.replace(/\{\{(\w+)\}\}/g, (_, label) => labels[label] ?? '');
  const rest = Object.entries(labels).filter(([name]) => name !== '__name__');
  return labels.__name__ ?? (rest.length ? `{${rest.map(([n, v]) => `${n}="${v}"`)}}` : 'Value');
}

const number = text => text === 'NaN' ? NaN : text === '+Inf' ? Infinity : text === '-Inf' ? -Infinity : Number(text);

function seriesOf(item) {
  return item.data.flatMap(answer => answer.result.map(series => {
    const name = legend(answer.legend, series.metric);
    const points = (series.values ?? [series.value]).map(([t, v]) => [Number(t), number(v)]);
    return { name, labels: series.metric, points, last: points.filter(p => !Number.isNaN(p[1])).at(-1)?.[1], refId: answer.refId, settings: settingsOf(item.panel, name, answer.refId) };
  }));
}

function tableOf(item) {
  const many = item.data.length > 1;
  let rows = new Map(), fields = [];
  for (const answer of item.data) {
    for (const series of answer.result) {
      const value = many ? `Value #${answer.refId}` : 'Value';
      const { __name__, ...labels } = series.metric;
      const key = JSON.stringify(Object.entries(labels).sort());
      const row = rows.get(key) ?? { ...labels };
      row[value] = number(series.value[1]);
      rows.set(key, row);
      for (const field of [...Object.keys(labels), value]) if (!fields.includes(field)) fields.push(field);
    }
  }
  rows = [...rows.values()];
  for (const { id, options } of item.panel.transformations ?? []) {
    if (id === 'groupingToMatrix') [rows, fields] = matrix(rows, options);
    if (id === 'organize') [rows, fields] = organize(rows, fields, options);
  }
  const sort = item.panel.options.sortBy[0];
  if (sort) rows.sort((a, b) => String(a[sort.displayName]).localeCompare(String(b[sort.displayName]), undefined, { numeric: true }) * (sort.desc ? -1 : 1));
  return { rows, fields };
}

function matrix(rows, { rowField, columnField, valueField }) {
  const corner = `${rowField}\\${columnField}`, made = new Map(), columns = [...new Set(rows.map(row => row[columnField]))];
  for (const row of rows) {
    const line = made.get(row[rowField]) ?? { [corner]: row[rowField] };
    line[row[columnField]] = row[valueField];
    made.set(row[rowField], line);
  }
  return [[...made.values()], [corner, ...columns]];
}

function organize(rows, fields, { excludeByName = {}, indexByName = {}, renameByName = {} }) {
  const kept = fields.filter(f => !excludeByName[f]).sort((a, b) => (indexByName[a] ?? 99) - (indexByName[b] ?? 99));
  const title = f => renameByName[f] ?? f;
  return [rows.map(row => Object.fromEntries(kept.map(f => [title(f), row[f]]))), kept.map(title)];
}
