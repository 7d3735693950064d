"""The commands that scripts/faults.py disturbs, and what they write undisturbed."""

import hashlib
import http.server
import json
import os
import pathlib
import shutil
import subprocess
import threading
import time


class Job:
    """A command that writes a file or a folder below a folder of its own."""

    def __init__(self, program, name, words, output, reference, resumes=False, keep=None, env=None):
        self.program, self.name, self.words, self.output = program, name, words, output
        self.resumes, self.keep = resumes, keep
        self.env = env or {}
        reference.mkdir()
        began = time.monotonic()
        said = subprocess.run(self.command(reference), check=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE).stdout
        self.prints = len(said) > 0
        self.seconds = time.monotonic() - began
        self.folder = self.target(reference).is_dir()
        self.bytes = sum(p.stat().st_size for p in [self.target(reference), *self.target(reference).rglob("*")] if p.is_file())
        self.right = self.digests(reference)
        shutil.rmtree(reference)

    def target(self, folder):
        return folder / self.output

    def command(self, folder):
        words = [w.replace("OUT", str(self.target(folder))) for w in self.words]
        return ["env", *(f"{k}={v}" for k, v in self.env.items()), self.program, *words]

    def digests(self, folder):
        """The SHA-256 of every file that must be the same again."""
        target = self.target(folder)
        out = {}
        for path in sorted(target.rglob("*")) if target.is_dir() else [target]:
            name = str(path.relative_to(folder))
            if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts) and (not self.keep or path.name in self.keep):
                out[name] = hashlib.sha256(steady(path)).hexdigest()
        return out

    def state(self, folder):
        target = self.target(folder)
        if not target.exists() or target.is_file() and target.stat().st_size == 0 and os.path.ismount(target):
            return "nothing"
        found = self.digests(folder)
        if found == self.right:
            return "whole"
        if not found and target.is_dir() and (self.resumes or os.path.ismount(target)):
            return "nothing"
        lacks = sorted(set(self.right) - set(found))
        return f"{len(found)} of {len(self.right)} files, without {lacks[:3]}"


def steady(path):
    """A file without the time at which it was written."""
    text = path.read_bytes()
    if path.name == "manifest.json":
        manifest = json.loads(text)
        manifest.pop("created", None)
        text = json.dumps(manifest).encode()
    return text


class Exchange(http.server.BaseHTTPRequestHandler):
    """Hourly candles of any month, and no archive."""

    def do_GET(self):
        query = dict(p.split("=") for p in self.path.partition("?")[2].split("&") if "=" in p)
        if not self.path.startswith("/api/v3/klines"):
            self.send_error(404)
            return
        hour, at, rows = 3_600_000, int(query["startTime"]), []
        at += -at % hour
        while at <= int(query["endTime"]) and len(rows) < 1000:
            price = 40_000 + at // hour * 37 % 911
            rows.append([at, str(price), str(price + 50), str(price - 50), str(price + 10), "1.5", at + hour - 1, "1", 1, "1", "1", "0"])
            at += hour
        text = json.dumps(rows).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *_):
        pass


class Jobs:
    """All jobs, with the data that they read."""

    def __init__(self, program, work):
        self.program, self.work = program, work

    def __enter__(self):
        data = self.work / "data"
        made = [self.program, "data", "synth", "--pairs", "BTC/USDT,ETH/USDT", "--timerange", "20230101-20230430", "--output", data]
        subprocess.run(made, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.data = data
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Exchange)
        self.server.handle_error = lambda *_: None  # the program was killed in the middle of an answer
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{self.server.server_port}"
        mirrors = {f"REMORA_MIRROR_{m}": url for m in ("BINANCE_ARCHIVE", "BINANCE", "BINANCE_FUTURES", "ALTERNATIVE", "CBOE", "FRED", "COINGECKO")}
        on = ["-d", str(data), "--pairs", "BTC/USDT,ETH/USDT"]

        def job(name, words, output, **more):
            return Job(self.program, name, words, output, self.work / "reference", **more)

        self.all = [
            job("run", ["run", *on, "--strategy-list", "NFIQuickstart,RSIEMA", "--filter", "default", "--output", "OUT"], "run"),
            job("sweep", ["sweep", *on, "--strategy-list", "NFIQuickstart,RSIEMA", "--set", "max_risk=0.2:0.9:0.05", "--output", "OUT"], "sweep",
                resumes=True, keep={"sweep.json", "sweep.csv"}),
            job("data import", ["data", "import", str(data / "BTC_USDT-5m.parquet"), str(data / "ETH_USDT-5m.parquet"), "--output", "OUT"], "candles"),
            job("data synth", ["data", "synth", "--timerange", "20230101-20230331", "--force", "--output", "OUT"], "synth"),
            job("data fetch", ["data", "fetch", "-d", "OUT", "--pairs", "BTC/USDT", "--timeframe", "1h", "--timerange", "20240101-20240630"], "fetched",
                resumes=True, keep={f"BTCUSDT-1h-2024-0{m}.zip" for m in range(1, 7)}, env=mirrors),
            job("signals", ["signals", *on, "--timerange", "20230301-20230430", "--output", "OUT"], "signals.csv"),
        ]
        return self

    def __exit__(self, *_):
        self.server.shutdown()

    def inputs(self, folder):
        """Commands by the name of the input in a folder that is no file."""
        on = [self.program, "run", "-d", str(self.data), "--pairs", "BTC/USDT", "--strategy-list", "RSIEMA"]
        f = str(folder) + "/"
        return [
            ("BTC_USDT-5m.csv", [self.program, "data", "check", f + "BTC_USDT-5m.csv"]),
            ("study.yaml", [self.program, "run", "-c", f + "study.yaml"]),
            ("history.csv", [*on, "--filter", f"history:{f}history.csv"]),
            ("history.parquet", [*on, "--filter", f"history:{f}history.parquet"]),
            ("blocks.json", [*on, "--filter", f"blocks:{f}blocks.json"]),
            ("profile.yaml", [*on, "--filter", f"profile:{f}profile.yaml"]),
            ("signals.csv", [*on, "--strategy-list", f"signals:{f}signals.csv"]),
            ("vix.csv", [*on, "--filter", "default", "--context", str(folder)]),
            ("result.zip", [self.program, "apply", "--result", f + "result.zip", "-d", str(self.data)]),
            ("gate.yaml", [self.program, "gate", "--run", str(self.data), "-c", f + "gate.yaml"]),
        ]
