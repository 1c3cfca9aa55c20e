"""Dashboards: variables, annotations and links, and where panels are."""

from panels import DATASOURCE, SELECTORS

ALL = "$__all"


def _variable(name, label, expr, multi, description):
    chosen = {"text": "All", "value": [ALL] if multi else ALL, "selected": True} if multi else {}
    return {
        "type": "query", "name": name, "label": label, "description": description, "datasource": DATASOURCE,
        "query": {"query": expr, "refId": f"variable-{name}", "qryType": 1}, "definition": expr, "regex": "", "sort": 1, "refresh": 2,
        "multi": multi, "includeAll": multi, "allValue": ".+" if multi else None, "current": chosen, "options": [], "hide": 0, "skipUrlSync": False,
    }


VARIABLES = {
    "datasource": {
        "type": "datasource", "name": "datasource", "label": "Data source", "query": "prometheus", "regex": "", "refresh": 1,
        "current": {"text": "Sweep", "value": "sweep-prometheus", "selected": True}, "options": [], "hide": 0,
        "multi": False, "includeAll": False, "skipUrlSync": False, "description": "The Prometheus that watches the silos",
    },
    "job": _variable("job", "Job", "label_values(sweep_workers, job)", True, "Clusters, as Prometheus names them"),
    "instance": _variable("instance", "Instance", 'label_values(sweep_workers{job=~"$job"}, instance)', True, "Silos"),
    "sweep": _variable("sweep", "Sweep", 'label_values(sweep_phase{job=~"$job", instance=~"$instance"}, sweep)', False, "Sweeps that ran in the time shown"),
    "factor": _variable("factor", "Factor", 'label_values(sweep_level_trials{job=~"$job", instance=~"$instance", sweep="$sweep"}, factor)', False,
                        "Factors of the sweep that have levels"),
    "factors": _variable("factor", "Factor", 'label_values(sweep_level_trials{job=~"$job", instance=~"$instance", sweep="$sweep"}, factor)', True,
                         "Factors of the sweep that have levels"),
}


def _annotation(name, colour, expr, title, text="", at_value=False):
    mark = {
        "name": name, "datasource": DATASOURCE, "enable": True, "hide": False, "iconColor": colour,
        "expr": expr, "step": "15s", "titleFormat": title, "textFormat": text, "tagKeys": "",
    }
    return mark | {"useValueForTime": at_value}


def _annotations(selector):
    labels = SELECTORS[selector]
    return [
        {"builtIn": 1, "datasource": {"type": "grafana", "uid": "-- Grafana --"}, "enable": True, "hide": True, "iconColor": "rgba(0, 211, 255, 1)",
         "name": "Annotations & Alerts", "type": "dashboard"},
        _annotation("Sweep started", "green", f"max by (job, sweep) (sweep_start_timestamp_seconds{{{labels}}}) * 1000", "{{sweep}} started", at_value=True),
        _annotation("Sweep ended", "blue",
                    f"count by (job, sweep) (sweep_progress_ratio{{{labels}}} offset 1m) unless count by (job, sweep) (sweep_progress_ratio{{{labels}}})",
                    "{{sweep}} ended"),
        _annotation("Alerts", "orange", 'ALERTS{alertname=~"Sweep.+", alertstate="firing", job=~"$job"}', "{{alertname}}", "{{severity}} {{sweep}} {{instance}}"),
        _annotation("Silo lost", "red", 'up{job=~"$job", instance=~"$instance"} == 0', "{{instance}} lost"),
    ]


class Board:
    """A dashboard that is filled line by line."""

    def __init__(self, uid, title, description, variables, annotated, refresh="10s", since="now-1h"):
        self._y, self._id, self._panels = 0, 0, []
        self._json = {
            "uid": uid, "title": title, "description": description, "tags": ["sweep"], "schemaVersion": 39, "version": 1, "id": None,
            "editable": False, "graphTooltip": 1, "fiscalYearStartMonth": 0, "liveNow": False, "weekStart": "", "timezone": "browser",
            "refresh": refresh, "time": {"from": since, "to": "now"}, "timepicker": {},
            "templating": {"list": [VARIABLES[name] for name in variables]}, "annotations": {"list": _annotations(annotated)},
            "links": [{"type": "dashboards", "title": "Sweep", "tags": ["sweep"], "asDropdown": False, "includeVars": True, "keepTime": True,
                       "targetBlank": False, "icon": "external link", "tooltip": "", "url": ""}],
        }

    def line(self, *panels):
        """Panels side by side, over the whole width."""
        assert sum(panel["gridPos"]["w"] for panel in panels) == 24, [panel["title"] for panel in panels]
        self._panels += self._place(panels)

    def row(self, title, repeat=None):
        """A headline; repeated for each value of a variable, it takes what follows along."""
        row = {"type": "row", "title": title, "collapsed": False, "panels": []} | ({"repeat": repeat} if repeat else {})
        self._panels += self._place([row | {"gridPos": {"w": 24, "h": 1}}])

    def folded(self, title, *lines):
        """A headline whose panels are shown when it is opened, so that they ask for nothing before."""
        row, = self._place([{"type": "row", "title": title, "collapsed": True, "gridPos": {"w": 24, "h": 1}}])
        self._panels.append(row | {"panels": [panel for line in lines for panel in self._place(line)]})

    def json(self):
        return self._json | {"panels": self._panels}

    def _place(self, panels):
        placed, x = [], 0
        for panel in panels:
            self._id += 1
            size = panel["gridPos"]
            placed.append(panel | {"id": self._id, "gridPos": {"x": x, "y": self._y, "w": size["w"], "h": size["h"]}})
            x += size["w"]
        self._y += max(panel["gridPos"]["h"] for panel in panels)
        return placed
