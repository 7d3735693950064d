#!/usr/bin/env python3
"""Write the candle files of data/formats/testdata as pandas writes them.

Last run with Python 3.11, pandas 3.1.1, pyarrow 26.0.1 and numpy 2.4.6:

    python3 -m venv venv && venv/bin/pip install pandas pyarrow
    venv/bin/python scripts/candle_fixtures.py data/formats/testdata

The candles are a walk of whole cents from a fixed linear congruence; candles.csv
holds them as text and is what every other file is compared with.
"""
import gzip
import io
import json
import pathlib
import sys
import zipfile

import pandas as pd
import pyarrow as pa
import pyarrow.feather as feather
import pyarrow.parquet as pq

ROWS = 60
START = 1_640_995_200_000  # 2022-01-01 00:00 UTC
STEP = 300_000


def candles():
    seed = 20220101

    def draw(n):
        nonlocal seed
        seed = (seed * 6364136223846793005 + 1442695040888963407) % 2**64
        return (seed >> 33) % n

    rows, close = [], 4_621_650
    for i in range(ROWS):
        opened = close
        close = opened + draw(20_001) - 10_000
        high = max(opened, close) + draw(3_000)
        low = min(opened, close) - draw(3_000)
        volume = draw(200_000_000)
        rows.append((START + i * STEP, opened / 100, high / 100, low / 100, close / 100, volume / 1_000_000))
    return rows


def main(out):
    out.mkdir(parents=True, exist_ok=True)
    rows = candles()
    with open(out / "candles.csv", "w") as f:
        f.write("open_time_ms,open,high,low,close,volume\n")
        for row in rows:
            f.write(",".join(map(repr, row)) + "\n")

    df = pd.DataFrame(rows, columns=["date", "open", "high", "low", "close", "volume"])
    stamps = {u: df.assign(date=pd.to_datetime(df["date"], unit="ms", utc=True).dt.as_unit(u)) for u in ("s", "ms", "us", "ns")}
    ms, ns = stamps["ms"], stamps["ns"]

    ms.to_feather(out / "lz4.feather", compression="lz4", compression_level=9)  # as freqtrade does
    ns.to_feather(out / "ns-zstd.feather", compression="zstd")
    stamps["us"].to_feather(out / "us-plain.feather", compression="uncompressed")
    stamps["s"].to_feather(out / "s-lz4.feather", compression="lz4")
    feather.write_feather(pa.Table.from_pandas(ms), out / "batches.feather", chunksize=16, compression="lz4")
    extra = ms.copy()
    extra.insert(0, "symbol", "BTCUSDT")
    extra["trades"] = 7
    extra[["symbol", "volume", "close", "low", "high", "open", "trades", "date"]].to_feather(out / "extra.feather")
    holes = ms.copy()
    holes.loc[5, "close"] = None
    feather.write_feather(pa.Table.from_pandas(holes), out / "null.feather", compression="uncompressed")

    ms.to_parquet(out / "snappy.parquet")
    ns.to_parquet(out / "ns-zstd-plain.parquet", compression="zstd", use_dictionary=False)
    stamps["us"].to_parquet(out / "us-gzip-v2.parquet", compression="gzip", data_page_version="2.0")
    ms.to_parquet(out / "lz4.parquet", compression="lz4")
    ms.to_parquet(out / "brotli.parquet", compression="brotli")
    plain = pa.Table.from_pandas(ms, preserve_index=False)
    pq.write_table(plain, out / "groups-none.parquet", compression="none", row_group_size=16, write_page_checksum=True, data_page_size=64)
    pq.write_table(
        plain,
        out / "split-delta.parquet",
        compression="zstd",
        use_dictionary=False,
        column_encoding={"date": "DELTA_BINARY_PACKED", **{c: "BYTE_STREAM_SPLIT" for c in ("open", "high", "low", "close", "volume")}},
    )
    pq.write_table(plain, out / "int96.parquet", use_deprecated_int96_timestamps=True)
    f32 = ms.astype({c: "float32" for c in ("open", "high", "low", "close")})
    f32.set_index("date").to_parquet(out / "float32-index.parquet")
    pq.write_table(pa.Table.from_pandas(holes), out / "null.parquet")

    # As freqtrade writes JSON, and as the exchange answers.
    text = df.to_json(orient="values", double_precision=15)
    (out / "freqtrade.json").write_text(text)
    (out / "freqtrade.json.gz").write_bytes(gzip.compress(text.encode(), mtime=0))
    klines = [
        [t, f"{o:.8f}", f"{h:.8f}", f"{l:.8f}", f"{c:.8f}", f"{v:.8f}", t + STEP - 1, "0.0", 7, "0.0", "0.0", "0"]
        for t, o, h, l, c, v in rows
    ]
    (out / "klines.json").write_text(json.dumps(klines))

    ns.to_csv(out / "pandas.csv")
    stamps["us"].to_csv(out / "semicolon.csv", sep=";", index=False)

    # As the Binance archive: twelve columns, no header, microseconds from 2025.
    lines = io.StringIO()
    for k in klines:
        k = [k[0] * 1000, *k[1:6], k[6] * 1000 + 999, *k[7:]]
        lines.write(",".join(map(str, k)) + "\n")
    with zipfile.ZipFile(out / "BTCUSDT-5m-2022-01.zip", "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr(zipfile.ZipInfo("BTCUSDT-5m-2022-01.csv"), lines.getvalue(), zipfile.ZIP_DEFLATED)


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
