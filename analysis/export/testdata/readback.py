"""Reads exported files with programs that are not ours.

usage: readback.py FORMAT FILE [FORMAT FILE ...]
Prints a JSON line for each: {reader: {tier: [[from_ms, to_ms, text], ...]}},
or what was wrong with the file, as a text.
"""
import collections
import csv
import html
import json
import sys
import traceback


def ms(seconds):
    return round(float(seconds) * 1000)


def textgrid(path):
    return {"Praat": praat(path), "praatio": by_praatio(path)}


def praat(path):
    """Praat itself. Its own words for what it reads are its scripting commands."""
    import parselmouth
    from parselmouth.praat import call

    grid = parselmouth.read(path)
    tiers = {}
    for i in range(1, int(call(grid, "Get number of tiers")) + 1):
        marks = []
        if call(grid, "Is interval tier", i):
            for n in range(1, int(call(grid, "Get number of intervals", i)) + 1):
                marks.append([ms(call(grid, "Get start time of interval", i, n)), ms(call(grid, "Get end time of interval", i, n)),
                              call(grid, "Get label of interval", i, n)])
        else:
            for n in range(1, int(call(grid, "Get number of points", i)) + 1):
                at = ms(call(grid, "Get time of point", i, n))
                marks.append([at, at, call(grid, "Get label of point", i, n)])
        tiers[call(grid, "Get tier name", i)] = marks
    return tiers


def by_praatio(path):
    from praatio import textgrid as praatio

    grid = praatio.openTextgrid(path, includeEmptyIntervals=True, reportingMode="error", duplicateNamesMode="error")
    grid.validate(reportingMode="error")
    tiers = {}
    for tier in grid.tiers:
        if isinstance(tier, praatio.PointTier):
            # praatio 6.2.2 undoubles the quotes of intervals, and not of points.
            tiers[tier.name] = [[ms(p.time), ms(p.time), p.label.replace('""', '"')] for p in tier.entries]
        else:
            tiers[tier.name] = [[ms(i.start), ms(i.end), i.label] for i in tier.entries]
    return tiers


def eaf(path):
    import pympi

    doc = pympi.Elan.Eaf(path)
    types = doc.get_linguistic_type_names()
    for name in doc.get_tier_names():
        assert doc.get_parameters_for_tier(name)["LINGUISTIC_TYPE_REF"] in types, name
    return {"pympi": {name: sorted(list(a[:3]) for a in doc.get_annotation_data_for_tier(name)) for name in doc.get_tier_names()}}


def vtt(path):
    import webvtt

    def at(stamp):
        hours, minutes, seconds = stamp.split(":")
        return ms((int(hours) * 60 + int(minutes)) * 60 + float(seconds))

    tiers = collections.defaultdict(list)
    for cue in webvtt.read(path, strict=True):
        # webvtt-py leaves character references as they are.
        tiers[html.unescape(cue.voice)].append([at(cue.start), at(cue.end), html.unescape(cue.text)])
    return {"webvtt": tiers}


def audacity(path):
    tiers = collections.defaultdict(list)
    with open(path, encoding="utf-8", newline="\n") as lines:
        for line in lines:
            start, stop, label = line.rstrip("\n").split("\t")
            lane, text = label.split(": ", 1)
            tiers[lane].append([ms(start), ms(stop), text])
    return {"split": tiers}


def table(path):
    tiers = collections.defaultdict(list)
    with open(path, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, strict=True):
            assert None not in row and None not in row.values(), row
            tiers[row["row"]].append([int(row["from_ms"]), int(row["to_ms"]), row["text"]])
    return {"csv": tiers}


def whole(path):
    with open(path, encoding="utf-8") as file:
        doc = json.load(file)
    return {"json": {"turns": [[t["from"], t["to"], t["text"]] for t in doc["report"]["turns"] or []],
                     "events": [[0, 0, e["kind"]] for e in doc["events"]]}}


readers = {"textgrid": textgrid, "eaf": eaf, "vtt": vtt, "audacity": audacity, "csv": table, "json": whole}

if __name__ == "__main__":
    for form, path in zip(sys.argv[1::2], sys.argv[2::2], strict=True):
        try:
            read = readers[form](path)
        except Exception:
            read = traceback.format_exc()
        print(json.dumps(read))
