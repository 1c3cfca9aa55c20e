(() => {
  'use strict';
  const $ = (selector, root = document) => root.querySelector(selector);
  const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
  const make = (tag, text, attributes = {}) => {
    const element = document.createElement(tag);
    if (text !== undefined) element.textContent = text;
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element;
  };
  const read = id => JSON.parse($('#' + id).textContent);
  const data = read('data-trials');
  const place = new Map(data.trial.map((index, i) => [index, i]));
  const short = value => value === null ? '–' : typeof value !== 'number' ? String(value)
    : value !== 0 && (Math.abs(value) < 1e-3 || Math.abs(value) >= 1e5) ? value.toExponential(2) : String(+value.toPrecision(4));
  const verdictsOf = i => data.verdicts.filter((_, bit) => data.mask[i] >> bit & 1);
  const labelOf = (f, i) => data.factors[f].labels ? data.factors[f].labels[i] : data.factors[f].levels[data.factors[f].level[i]];

  // Copying.
  for (const button of $$('[data-copy]')) button.addEventListener('click', async () => {
    const source = $('#' + button.dataset.copy);
    try {
      await navigator.clipboard.writeText(source.textContent);
      button.textContent = 'Copied';
    } catch {
      getSelection().selectAllChildren(source);
      button.textContent = 'Selected: press Ctrl+C';
    }
  });

  // Tabs: radio buttons that show one panel each.
  for (const tabs of $$('[data-tabs]')) tabs.addEventListener('change', event => {
    for (const panel of $$('[data-panel^="' + tabs.dataset.tabs + '-"]'))
      panel.hidden = panel.dataset.panel !== tabs.dataset.tabs + '-' + event.target.value;
  });

  // Where the reader is.
  const links = new Map($$('nav.contents a').map(link => [link.hash.slice(1), link]));
  const seen = new IntersectionObserver(entries => {
    for (const entry of entries) if (entry.isIntersecting) {
      for (const link of links.values()) link.removeAttribute('aria-current');
      links.get(entry.target.id)?.setAttribute('aria-current', 'true');
    }
  }, { rootMargin: '-15% 0px -75% 0px' });
  for (const id of links.keys()) if ($('#' + id)) seen.observe($('#' + id));

  // The table: sorted, filtered and shown a page at a time.
  const columns = [
    { name: 'trial', at: i => data.trial[i], number: true, chooses: true },
    ...data.factors.map((factor, f) => ({ name: factor.name, at: i => labelOf(f, i), order: factor.labels ? i => +factor.labels[i] : i => factor.level[i], text: true })),
    { name: 'replicate', at: i => data.replicate[i], number: true },
    { name: 'outcome', at: i => data.outcomes[data.outcome[i]], text: true, tag: true },
    ...data.metrics.map(metric => ({ name: metric.name, at: i => metric.values[i], number: true })),
    { name: 'epochs', at: i => data.epochs[i], number: true },
    { name: 'seconds', at: i => data.seconds[i], number: true },
    { name: 'verdicts', at: i => verdictsOf(i).join(' '), text: true, tag: true },
  ];
  const plain = name => name.toLowerCase().replaceAll(' ', '_');
  const body = $('#trials-table tbody');
  const size = 50;
  let page = 0, sorted = null, down = false, rows = data.trial.map((_, i) => i), chosen = -1;
  const filter = $('#filter');
  const brushed = new Map();

  const parse = text => {
    const tests = [], wrong = [];
    for (const word of text.trim().split(/\s+/).filter(w => w)) {
      const parts = /^([^<>=!]+)(<=|>=|!=|=|<|>)(.+)$/.exec(word);
      if (!parts) {
        const wanted = word.toLowerCase();
        tests.push(i => String(data.trial[i]) === wanted || columns.some(c => c.text && String(c.at(i)).toLowerCase().includes(wanted)));
        continue;
      }
      const column = columns.find(c => plain(c.name) === plain(parts[1]));
      if (!column) { wrong.push(parts[1]); continue; }
      const [, , sign, wanted] = parts;
      if (sign === '=' || sign === '!=') {
        const same = i => column.number ? column.at(i) === +wanted : column.name === 'verdicts' ? verdictsOf(i).includes(wanted) : String(column.at(i)).toLowerCase() === wanted.toLowerCase();
        tests.push(sign === '=' ? same : i => !same(i));
      } else {
        const compare = { '<': (a, b) => a < b, '>': (a, b) => a > b, '<=': (a, b) => a <= b, '>=': (a, b) => a >= b }[sign];
        tests.push(i => { const value = column.at(i); return value !== null && compare(+value, +wanted); });
      }
    }
    return { tests, wrong };
  };
  const select = () => {
    const { tests, wrong } = parse(filter.value);
    rows = data.trial.map((_, i) => i).filter(i => tests.every(test => test(i)) && [...brushed.values()].every(test => test(i)));
    if (sorted) {
      const key = sorted.order ?? sorted.at, none = v => v === null || v === '' || Number.isNaN(v);
      rows.sort((a, b) => {
        const x = key(a), y = key(b);
        if (none(x) || none(y)) return none(x) - none(y);
        return (down ? -1 : 1) * (x < y ? -1 : x > y ? 1 : 0) || a - b;
      });
    }
    page = 0;
    $('#filter-says').textContent = wrong.length ? `There is no column ${wrong.join(', ')}; the columns are ${columns.map(c => plain(c.name)).join(', ')}.`
      : `${rows.length.toLocaleString('en')} of ${data.trial.length.toLocaleString('en')} trials`;
    draw();
  };
  const draw = () => {
    body.replaceChildren(...rows.slice(page * size, (page + 1) * size).map(i => {
      const row = make('tr');
      if (i === chosen) row.className = 'chosen';
      for (const column of columns) {
        const cell = make('td', undefined, column.number ? { class: 'n' } : {});
        const value = column.at(i);
        if (column.chooses) {
          const button = make('button', value, { type: 'button', 'aria-label': `Show trial ${value} in the learning curves` });
          button.addEventListener('click', () => choose(value, true));
          cell.append(button);
        } else if (column.tag) cell.append(...String(value).split(' ').filter(v => v).map(v => make('span', v, { class: 'tag ' + v })));
        else cell.textContent = short(value);
        row.append(cell);
      }
      return row;
    }));
    const pages = Math.max(1, Math.ceil(rows.length / size));
    $('#page').textContent = `Page ${page + 1} of ${pages}`;
    $('#previous').disabled = page === 0;
    $('#next').disabled = page + 1 >= pages;
  };
  $$('#trials-table th').forEach((head, c) => {
    const button = $('button', head);
    button.addEventListener('click', () => {
      down = sorted === columns[c] && !down;
      sorted = columns[c];
      for (const other of $$('#trials-table th')) other.removeAttribute('aria-sort');
      head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
      select();
    });
  });
  let waiting;
  filter.addEventListener('input', () => { clearTimeout(waiting); waiting = setTimeout(select, 120); });
  $('#previous').addEventListener('click', () => { page--; draw(); });
  $('#next').addEventListener('click', () => { page++; draw(); });

  // One trial over the learning curves.
  let curves;
  const says = $('#trial-says');
  const numbers = text => text.split(' ').map(word => word === '-' ? NaN : +word);
  const along = (area, axis, value) => {
    const get = name => +area.dataset[axis + name];
    const log = area.dataset[axis + 'Scale'] === 'log';
    const [min, max, at] = log ? [Math.log(get('Min')), Math.log(get('Max')), Math.log(value)] : [get('Min'), get('Max'), value];
    return get('From') + Math.max(-2, Math.min(3, (at - min) / (max - min))) * (get('To') - get('From'));
  };
  const line = (area, epochs, values) => {
    let path = '', pen = 'M';
    values.forEach((value, i) => {
      const [x, y] = [along(area, 'x', epochs[i]), along(area, 'y', value)];
      if (!Number.isFinite(x + y)) { pen = 'M'; return; }
      path += pen + x.toFixed(1) + ' ' + y.toFixed(1);
      pen = 'L';
    });
    return path.includes('L') ? path : path + (path ? 'h.1' : '');
  };
  const choose = (trial, go) => {
    const i = place.get(trial);
    chosen = i ?? -1;
    draw();
    $('#trial-number').value = trial ?? '';
    curves ??= read('data-curves');
    for (const area of $$('[data-plot^="curves"] .plot-area')) {
      const extra = $('.extra', area);
      let train = $('.extra-train', area);
      if (!train) {
        train = extra.cloneNode();
        train.classList.replace('extra', 'extra-train');
        train.setAttribute('stroke-dasharray', '2 3');
        extra.before(train);
      }
      const epochs = i === undefined ? [] : curves.epochs[curves.list[i]];
      extra.setAttribute('d', i === undefined ? '' : line(area, epochs, numbers(curves.validation[i])));
      train.setAttribute('d', i === undefined ? '' : line(area, epochs, numbers(curves.train[i])));
    }
    if (i === undefined) {
      says.textContent = trial === undefined ? '' : `Trial ${trial} is not on this page: it has no result${data.trial.length ? ', or the page holds a sample without it' : ''}.`;
      return;
    }
    const levels = data.factors.map((factor, f) => `${factor.name} ${labelOf(f, i)}`).join(', ');
    says.replaceChildren(make('b', `Trial ${trial}`), ` (${levels || 'the only combination'}, replicate ${data.replicate[i]}): ${data.outcomes[data.outcome[i]]}, `
      + data.metrics.map(metric => `${metric.name} ${short(metric.values[i])}`).join(', ')
      + `, ${data.epochs[i]} epochs in ${short(data.seconds[i])} s. Verdicts: ${verdictsOf(i).join(', ') || 'none'}. Solid: validation, dotted: training batches.`);
    if (go) { $('#curves').scrollIntoView(); $('#trial-number').focus({ preventScroll: true }); }
  };
  $('#trial-form').addEventListener('submit', event => {
    event.preventDefault();
    const typed = $('#trial-number').value;
    choose(typed === '' ? undefined : +typed);
  });
  $('#trial-clear').addEventListener('click', () => choose());
  document.addEventListener('click', event => {
    const mark = event.target.closest?.('[data-trial]');
    if (mark) choose(+mark.dataset.trial, true);
  });
  // Brushing: each axis keeps what lies between two heights; levels are kept whole.
  const NS = 'http://www.w3.org/2000/svg';
  const axes = [...data.factors.map((factor, f) => ({ name: factor.name, level: factor.labels ? null : i => factor.level[i], value: factor.labels ? i => +factor.labels[i] : null, levels: factor.levels })),
    { name: data.metrics[0].name, level: null, value: i => data.metrics[0].values[i] }];
  const drawn = $$('[data-plot="space"] polyline.mark').map(element => ({
    element, svg: element.closest('svg'), i: place.get(+element.dataset.trial), y: element.getAttribute('points').trim().split(/\s+/).map(point => +point.split(',')[1]),
  }));
  const apply = () => {
    const tests = [...brushed.values()];
    for (const one of drawn) one.element.classList.toggle('off', !tests.every(test => test(one.i)));
    select();
    $('#brush-says').textContent = tests.length === 0 ? '' : `${rows.length.toLocaleString('en')} of ${data.trial.length.toLocaleString('en')} trials kept by ${[...brushed.keys()].map(a => axes[a].name).join(', ')}`;
  };
  const boxes = [];
  for (const hit of $$('[data-plot="space"] .axis-hit')) {
    const a = +hit.dataset.axis, axis = axes[a], svg = hit.ownerSVGElement;
    const own = drawn.filter(one => one.svg === svg);
    const [x, top, height] = ['x', 'y', 'height'].map(name => +hit.getAttribute(name));
    const box = document.createElementNS(NS, 'rect');
    for (const [name, value] of Object.entries({ class: 'brush', x: x + 5, width: 12, rx: 3, y: top, height: 0, 'pointer-events': 'none' })) box.setAttribute(name, value);
    hit.before(box);
    // Where each level's lines run, or how a number becomes a height.
    const bands = new Map();
    if (axis.level) for (const one of own) {
      const band = bands.get(axis.level(one.i)) ?? [Infinity, -Infinity];
      bands.set(axis.level(one.i), [Math.min(band[0], one.y[a]), Math.max(band[1], one.y[a])]);
    }
    const ladder = [...bands.keys()].sort((p, q) => bands.get(p)[0] - bands.get(q)[0]);
    const known = own.filter(one => !axis.level && one.y[a] <= top + height && axis.value(one.i) !== null).sort((p, q) => p.y[a] - q.y[a]);
    const log = svg.closest('[data-log]')?.dataset.log.split(' ').includes(String(a));
    const scaled = value => log ? Math.log(value) : value;
    const brush = { a, axis, from: 0, to: 0, set(from, to, words) {
      [from, to] = [Math.max(top, Math.min(from, to)), Math.min(top + height, Math.max(from, to))];
      if (axis.level) {
        const kept = ladder.filter(level => bands.get(level)[1] >= from - 4 && bands.get(level)[0] <= to + 4);
        if (!kept.length) return brush.clear();
        [from, to] = [bands.get(kept[0])[0] - 7, bands.get(kept.at(-1))[1] + 7];
        words ??= kept.map(level => axis.levels[level]).join(', ');
        brushed.set(a, i => kept.includes(axis.level(i)));
      } else if (known.length > 1) {
        const [first, last] = [known[0], known.at(-1)];
        const slope = (scaled(axis.value(last.i)) - scaled(axis.value(first.i))) / (last.y[a] - first.y[a]);
        const at = y => scaled(axis.value(first.i)) + slope * (y - first.y[a]);
        const ends = [at(from), at(to)].sort((p, q) => p - q);
        words ??= ends.map(end => short(log ? Math.exp(end) : end)).join(' to ');
        brushed.set(a, i => { const value = axis.value(i); return value !== null && scaled(value) >= ends[0] && scaled(value) <= ends[1]; });
      }
      [brush.from, brush.to] = [from, to];
      box.setAttribute('y', from);
      box.setAttribute('height', Math.max(2, to - from));
      hit.setAttribute('aria-valuetext', words ?? '');
      for (const other of boxes) if (other !== brush && other.a === a) other.hide();
      apply();
    }, hide() {
      [brush.from, brush.to] = [0, 0];
      box.setAttribute('height', 0);
      hit.setAttribute('aria-valuetext', 'all');
    }, clear() {
      brushed.delete(a);
      for (const other of boxes) if (other.a === a) other.hide();
      apply();
    } };
    boxes.push(brush);
    for (const [name, value] of Object.entries({ tabindex: 0, role: 'slider', 'aria-orientation': 'vertical', 'aria-label': `Brush ${axis.name}`, 'aria-valuemin': 0, 'aria-valuemax': 100, 'aria-valuenow': 0, 'aria-valuetext': 'all' })) hit.setAttribute(name, value);
    const heightOf = event => (event.clientY - svg.getBoundingClientRect().top) * svg.viewBox.baseVal.height / svg.getBoundingClientRect().height;
    let start = null;
    hit.addEventListener('pointerdown', event => { start = heightOf(event); hit.setPointerCapture(event.pointerId); event.preventDefault(); hit.focus(); });
    hit.addEventListener('pointermove', event => { if (start !== null && Math.abs(heightOf(event) - start) > 3) brush.set(start, heightOf(event)); });
    hit.addEventListener('pointerup', event => { if (start !== null && Math.abs(heightOf(event) - start) <= 3) brushed.has(a) ? brush.clear() : brush.set(start - 8, start + 8); start = null; });
    hit.addEventListener('keydown', event => {
      const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
      if (event.key === 'Escape' || event.key === 'Delete') brush.clear();
      else if (!step) return;
      else if (axis.level) {
        const now = ladder.findIndex(level => brush.to > 0 && bands.get(level)[0] >= brush.from && bands.get(level)[1] <= brush.to);
        const next = now < 0 ? (step > 0 ? 0 : ladder.length - 1) : Math.max(0, Math.min(ladder.length - 1, now + step));
        const band = bands.get(ladder[next]);
        event.shiftKey && now >= 0 ? brush.set(Math.min(brush.from, band[0]), Math.max(brush.to, band[1])) : brush.set(band[0], band[1]);
      } else {
        const slice = height / 10, from = brush.to > 0 ? brush.from + step * slice : step > 0 ? top : top + height - slice;
        const held = Math.max(top, Math.min(top + height - slice, from));
        event.shiftKey && brush.to > 0 ? brush.set(Math.min(brush.from, held), Math.max(brush.to, held + slice)) : brush.set(held, held + slice);
      }
      event.preventDefault();
    });
  }
  $('#brush-clear').addEventListener('click', () => { brushed.clear(); boxes.forEach(brush => brush.hide()); apply(); });
  select();
})();
