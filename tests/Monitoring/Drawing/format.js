// Numbers and colours as Grafana writes them, as far as the dashboards use it.
const COLOURS = { green: '#73BF69', yellow: '#FADE2A', orange: '#FF9830', red: '#F2495C', blue: '#5794F2', purple: '#B877D9', text: '#8e8e99', transparent: 'transparent' };
const PALETTE = ['#7EB26D', '#EAB839', '#6ED0E0', '#EF843C', '#E24D42', '#1F78C1', '#BA43A9', '#705DA0', '#508642', '#CCA300'];
const SCHEMES = {
  'continuous-BlPu': ['#3D71D9', '#B877D9'],
};

const colourOf = name => COLOURS[name] ?? name;

function mix(stops, share) {
  const at = Math.max(0, Math.min(1, share)) * (stops.length - 1), i = Math.min(stops.length - 2, Math.floor(at));
  const rgb = c => [1, 3, 5].map(k => parseInt(c.slice(k, k + 2), 16));
  const [a, b] = [rgb(stops[i]), rgb(stops[i + 1])];
  return `rgb(${a.map((x, k) => Math.round(x + (b[k] - x) * (at - i)))})`;
}

function digits(value, decimals) {
  if (decimals !== undefined) return value.toFixed(decimals);
  const size = Math.abs(value);
  return Number.isInteger(value) && size < 1e6 ? String(value) : size >= 100 ? value.toFixed(0) : size >= 10 ? value.toFixed(1) : size >= 1 ? value.toFixed(2) : size >= 0.001 ? value.toPrecision(3) : value.toExponential(1);
}

function scaled(value, decimals, base, units) {
  let i = 0;
  while (Math.abs(value) >= base && i < units.length - 1) { value /= base; i++; }
  return `${digits(value, decimals)}${units[i] ? ' ' + units[i] : ''}`;
}

function span(seconds, decimals) {
  const size = Math.abs(seconds);
  if (size === 0) return '0 s';
  if (size < 1e-3) return `${digits(seconds * 1e6, decimals)} µs`;
  if (size < 1) return `${digits(seconds * 1e3, decimals)} ms`;
  if (size < 60) return `${digits(seconds, decimals)} s`;
  if (size < 3600) return `${digits(seconds / 60, decimals)} mins`;
  return size < 86400 ? `${digits(seconds / 3600, decimals)} hours` : `${digits(seconds / 86400, decimals)} days`;
}

function format(value, unit, decimals) {
  if (value === null || value === undefined || Number.isNaN(value)) return '';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '-∞';
  switch (unit) {
    case 'percentunit': return `${digits(value * 100, decimals)}%`;
    case 's': return span(value, decimals);
    case 'ms': return span(value / 1000, decimals);
    case 'bytes': return scaled(value, decimals, 1024, ['B', 'KiB', 'MiB', 'GiB', 'TiB']);
    case 'Bps': return scaled(value, decimals, 1000, ['B/s', 'kB/s', 'MB/s', 'GB/s']);
    case 'flops': return scaled(value, decimals, 1000, ['FLOP/s', 'kFLOP/s', 'MFLOP/s', 'GFLOP/s', 'TFLOP/s']);
    case 'ops': return scaled(value, decimals, 1000, ['ops/s', 'Kops/s', 'Mops/s']);
    case 'short': return scaled(value, decimals, 1000, ['', 'K', 'Mil', 'Bil']);
    case 'sci': return value.toExponential(decimals ?? 1);
    case 'dateTimeAsLocalNoDateIfToday': return new Date(value).toISOString().slice(11, 19);
    default: return digits(value, decimals);
  }
}

// What a field's settings make of a value: words, colour.
function display(value, settings, low = 0, high = 1) {
  const within = ({ from, to }) => typeof value === 'number' && value >= (from ?? -Infinity) && value < (to ?? Infinity);
  const mapped = settings.mappings.map(m => m.type === 'value' ? m.options[String(value)] : within(m.options) ? m.options.result : undefined).find(Boolean);
  if (mapped) return { text: mapped.text, colour: colourOf(mapped.color) };
  const text = typeof value === 'string' ? value : format(value, settings.unit, settings.decimals);
  if (typeof value === 'string') return { text, colour: COLOURS.text };
  const mode = settings.color.mode;
  if (mode === 'fixed') return { text, colour: colourOf(settings.color.fixedColor) };
  if (SCHEMES[mode]) {
    const [from, to] = [settings.min ?? low, settings.max ?? high];
    return { text, colour: mix(SCHEMES[mode], to > from ? (value - from) / (to - from) : 1) };
  }
  const step = settings.thresholds.steps.filter(s => s.value === null || value >= s.value).at(-1);
  return { text, colour: colourOf(step.color) };
}
