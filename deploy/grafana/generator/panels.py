"""Panels of Grafana dashboards, each by what it shows; everything that is alike on all of them stands here once."""

DATASOURCE = {"type": "prometheus", "uid": "${datasource}"}

# What expressions are narrowed down to, by the variables of the dashboard.
SELECTORS = {
    "@silo": 'job=~"$job", instance=~"$instance"',
    "@sweep": 'job=~"$job", instance=~"$instance", sweep="$sweep"',
    "@factor": 'job=~"$job", instance=~"$instance", sweep="$sweep", factor=~"$factor"',
}

GREEN, YELLOW, ORANGE, RED, BLUE, GREY, PURPLE, NONE = "green", "yellow", "orange", "red", "blue", "text", "purple", "transparent"


def query(expr, legend="", instant=False, table=False, heatmap=False):
    for mark, labels in SELECTORS.items():
        expr = expr.replace(mark, labels)
    target = {"datasource": DATASOURCE, "editorMode": "code", "expr": " ".join(expr.split()), "legendFormat": legend or "__auto"}
    target |= {"instant": True, "range": False} if instant or table else {"instant": False, "range": True}
    target["format"] = "table" if table else "heatmap" if heatmap else "time_series"
    return target


def override(matcher, option, **properties):
    names = {key.replace("__", "."): value for key, value in properties.items()}
    return {"matcher": {"id": matcher, "options": option}, "properties": [{"id": key, "value": value} for key, value in names.items()]}


def of_query(ref, **properties):
    return override("byFrameRefID", ref, **properties)


def of_name(name, **properties):
    return override("byName", name, **properties)


def colour(name, fixed):
    return of_name(name, color={"mode": "fixed", "fixedColor": fixed})


def thresholds(*steps):
    """A colour from minus infinity on, then pairs of a value and the colour from there on."""
    first, *rest = steps
    return {"mode": "absolute", "steps": [{"color": first, "value": None}] + [{"color": c, "value": v} for v, c in rest]}


def mapped(values):
    """Words, each with a colour, instead of numbers."""
    return [{"type": "value", "options": {str(value): {"text": text, "color": c, "index": i} for i, (value, text, c) in enumerate(values)}}]


def ranged(*ranges):
    """Words, each with a colour, instead of numbers from one bound up to the next; the last bound is open."""
    bounds = [low for low, _, _ in ranges][1:] + [None]
    return [{"type": "range", "options": {"from": low, "to": high, "result": {"text": text, "color": c, "index": i}}}
            for i, ((low, text, c), high) in enumerate(zip(ranges, bounds))]


def panel(kind, title, description, unit, queries, width, height, options, overrides=(), custom=None, **defaults):
    for ref, target in zip("ABCDEFGHIJ", queries):
        target["refId"] = ref
    field = {"unit": unit, "color": {"mode": "thresholds"}, "thresholds": thresholds(GREEN), "mappings": []} | defaults
    if custom:
        field["custom"] = custom
    return {
        "type": kind, "title": title, "description": description, "datasource": DATASOURCE,
        "gridPos": {"w": width, "h": height}, "fieldConfig": {"defaults": field, "overrides": list(overrides)},
        "options": options, "targets": list(queries),
    }


def reduce(calc="lastNotNull"):
    return {"calcs": [calc], "fields": "", "values": False}


def stat(title, description, unit, queries, width=6, height=4, overrides=(), text_mode="value_and_name", graph="none", **defaults):
    options = {
        "reduceOptions": reduce(), "orientation": "auto", "textMode": text_mode, "colorMode": "value", "graphMode": graph,
        "justifyMode": "center", "wideLayout": True, "showPercentChange": False,
    }
    return panel("stat", title, description, unit, queries, width, height, options, overrides, **({"noValue": "–"} | defaults))


def gauge(title, description, unit, queries, width=6, height=4, **defaults):
    options = {
        "reduceOptions": reduce(), "orientation": "auto", "showThresholdLabels": False, "showThresholdMarkers": False,
        "minVizHeight": 75, "minVizWidth": 75, "sizing": "auto",
    }
    return panel("gauge", title, description, unit, queries, width, height, options, **({"min": 0, "max": 1} | defaults))


def lines(title, description, unit, queries, width=12, height=8, stack=False, log=False, zero=True, overrides=(), **defaults):
    custom = {
        "drawStyle": "line", "lineInterpolation": "linear", "lineWidth": 1, "fillOpacity": 60 if stack else 8,
        "gradientMode": "none", "showPoints": "never", "pointSize": 5, "spanNulls": False, "axisPlacement": "auto", "axisLabel": "",
        "stacking": {"mode": "normal" if stack else "none", "group": "A"},
        "scaleDistribution": {"type": "log", "log": 10} if log else {"type": "linear"},
        "thresholdsStyle": {"mode": "off"}, "hideFrom": {"legend": False, "tooltip": False, "viz": False},
    }
    if zero and not log:
        custom["axisSoftMin"] = 0
    options = {
        "legend": {"displayMode": "list", "placement": "bottom", "showLegend": True, "calcs": []},
        "tooltip": {"mode": "multi", "sort": "desc"},
    }
    return panel("timeseries", title, description, unit, queries, width, height, options, overrides, custom, **({"color": {"mode": "palette-classic"}} | defaults))


def heatmap(title, description, unit, expr, width=8, height=7):
    options = {
        "calculate": False, "cellGap": 1, "cellValues": {"unit": "ops"}, "filterValues": {"le": 1e-9},
        "color": {"mode": "scheme", "scheme": "Oranges", "fill": "dark-orange", "scale": "exponential", "exponent": 0.5, "steps": 64, "reverse": False},
        "exemplars": {"color": "rgba(255,0,255,0.7)"}, "legend": {"show": True}, "rowsFrame": {"layout": "auto"}, "showValue": "never",
        "tooltip": {"mode": "single", "showColorScale": False, "yHistogram": True},
        "yAxis": {"axisPlacement": "left", "reverse": False, "unit": unit},
    }
    custom = {"hideFrom": {"legend": False, "tooltip": False, "viz": False}, "scaleDistribution": {"type": "linear"}}
    return panel("heatmap", title, description, unit, [query(expr, "{{le}}", heatmap=True)], width, height, options, custom=custom)


def bars(title, description, unit, queries, width=12, height=8, overrides=(), **defaults):
    options = {
        "reduceOptions": reduce(), "orientation": "horizontal", "displayMode": "basic", "showUnfilled": True, "valueMode": "color",
        "namePlacement": "auto", "sizing": "auto", "minVizHeight": 16, "minVizWidth": 8, "maxVizHeight": 300,
        "legend": {"displayMode": "list", "placement": "bottom", "showLegend": False, "calcs": []},
    }
    return panel("bargauge", title, description, unit, queries, width, height, options, overrides, **({"color": {"mode": "continuous-BlPu"}} | defaults))


def states(title, description, unit, queries, width=24, height=6, **defaults):
    custom = {"lineWidth": 0, "fillOpacity": 75, "spanNulls": False, "insertNulls": False, "hideFrom": {"legend": False, "tooltip": False, "viz": False}}
    options = {
        "alignValue": "left", "mergeValues": True, "rowHeight": 0.85, "showValue": "auto",
        "legend": {"displayMode": "list", "placement": "bottom", "showLegend": True}, "tooltip": {"mode": "single", "sort": "none"},
    }
    return panel("state-timeline", title, description, unit, queries, width, height, options, custom=custom, **defaults)


def table(title, description, unit, queries, width=24, height=8, transformations=(), overrides=(), sort=None, descending=False, **defaults):
    custom = {"align": "auto", "cellOptions": {"type": "auto"}, "filterable": False, "inspect": False, "minWidth": 70}
    options = {"showHeader": True, "cellHeight": "sm", "footer": {"show": False, "reducer": ["sum"], "fields": "", "countRows": False},
               "sortBy": [{"displayName": sort, "desc": descending}] if sort else []}
    return panel("table", title, description, unit, queries, width, height, options, overrides, custom, **defaults) | {"transformations": list(transformations)}


def joined(*names, hidden=("Time",)):
    """Rows of several queries with the same labels, side by side: pairs of a field and its title, in this order."""
    return [
        {"id": "merge", "options": {}},
        {"id": "organize", "options": {
            "excludeByName": {name: True for name in hidden},
            "renameByName": {field: title for field, title in names if field != title},
            "indexByName": {field: i for i, (field, _) in enumerate(names)},
        }},
    ]


def matrix(row, column, value, title):
    """One row for each value of a label, one column for each value of another."""
    return [
        {"id": "groupingToMatrix", "options": {"rowField": row, "columnField": column, "valueField": value, "emptyValue": "null"}},
        {"id": "organize", "options": {"excludeByName": {}, "indexByName": {}, "renameByName": {f"{row}\\{column}": title}}},
    ]


def shaded():
    """Cells filled in the colour of their value."""
    return {"type": "color-background", "mode": "gradient", "applyToRow": False}
