"""The plan (docs/backfill.md): measure pieces in parallel; cut the whole into slices by time; decide each slice with
the articles before it that it needs; make one numbering, one set of groups and one set of stories of all slices.

Nothing rests on how rows are spread over partitions: slices come from the counts by time, numbers from the place of
a record in its file, and whatever is chosen among several is chosen by the order of articles."""
import json
import os
import shutil

import pyarrow
from pyspark import SparkFiles
from pyspark.sql import Window
from pyspark.sql import functions as F

import pieces
import program
import stitch
from frames import ARTICLE, Broken

MEASURED = """kind string, file int, place long, id long, time long, bucket long, identity binary, digest binary,
    bands array<long>, frame binary, head binary, words string, records long"""
DECIDED = """kind string, slice int, id long, time long, story long, uri string, json string, group long,
    group_time long, group_uri string, group_own boolean, own long, stored long"""
# Articles are counted in steps of so many milliseconds: a slice begins with a step.
STEP = 900_000
DAY = 86_400_000
# A file has at most so many records, and there are at most 2^20 files: numbers stay below 2^53.
RECORDS = 1 << 32
# Rows on their way to a worker at a time: 10,000 of them would be 100 MB.
BATCH = 256
# Keys that so many articles have tell nothing: they are everybody's boilerplate.
HOT_KEY = 200
# Near copies have so many of their 12 smallest keys in common, or more; each article asks for its best few.
SHARED_KEYS, GUESTS = 3, 3


def arrow(schema):
    from pyspark.sql.pandas.types import to_arrow_schema
    from pyspark.sql.types import _parse_datatype_string
    return to_arrow_schema(_parse_datatype_string(schema))


def batches(rows, schema):
    """Rows as record batches of a size that fits."""
    waiting = []
    for row in rows:
        waiting.append(row)
        if len(waiting) == BATCH:
            yield pyarrow.RecordBatch.from_pylist(waiting, schema)
            waiting = []
    if waiting:
        yield pyarrow.RecordBatch.from_pylist(waiting, schema)


class Plan:
    """One run. work: a folder that every worker sees; what is in it is removed at the end."""

    def __init__(self, spark, options):
        self.spark, self.options = spark, options
        self.work = os.path.join(options.output, "_work")
        spark.sparkContext.addFile(options.program)
        self.program = os.path.basename(options.program)

    def run(self):
        files = pieces.listed(self.options.input)
        self.measure(files)
        counts = self.counted(files)
        slices = self.slices()
        self.decide(slices)
        known = self.finish(slices)
        manifest = self.manifest(files, counts, slices, known)
        shutil.rmtree(self.work, ignore_errors=True)
        return manifest

    def parquet(self, name):
        return self.spark.read.parquet(os.path.join(self.work, name))

    def write(self, frame, name):
        frame.write.mode("overwrite").parquet(os.path.join(self.work, name))

    # Measuring

    def requests(self, files):
        """[(file number, request)]."""
        options, ranges = self.options, []
        for number, (path, name, size) in enumerate(files):
            if name.endswith(pieces.LINES) and size > options.piece_bytes:
                ranges += [(number, path, start, end)
                           for start, end in pieces.stretches(size, options.piece_bytes)]
        found = {}
        if ranges:
            counted = self.spark.sparkContext.parallelize(ranges, min(len(ranges), 1000)).map(
                lambda row: (row[0], pieces.counted(*row[1:]))).collect()
            for number, count in counted:
                found.setdefault(number, []).append(count)
        rows = []
        for number, (path, name, size) in enumerate(files):
            if number in found:
                rows += [(number, pieces.request(path, name, size, options.received, *stretch))
                         for stretch in pieces.cut(size, found[number])]
            else:
                rows.append((number, pieces.request(path, name, size, options.received)))
        return rows

    def measure(self, files):
        if len(files) >= 1 << 20:
            raise pieces.Refused(f"{len(files)} files are too many: pack them")
        name, seed, schema = self.program, self.options.seed, arrow(MEASURED)
        rows = self.requests(files)
        self.pieces = len(rows)

        def measured(given):
            for batch in given:
                numbers, lines = batch.column(0).to_pylist(), batch.column(1).to_pylist()
                found = program.measured(SparkFiles.get(name), seed, lines)
                yield from batches(measured_rows(numbers, found), schema)

        # By hand: a row a task is enough to be spread, and the order says nothing.
        parts = min(len(rows), self.options.partitions)
        spread = self.spark.sparkContext.parallelize(rows, parts).toDF("file int, request string")
        self.write(spread.mapInArrow(measured, MEASURED), "measured")

    def counted(self, files):
        """What was read, checked against the feet of all blocks."""
        measured = self.parquet("measured")
        found = {row["kind"]: row for row in measured.groupBy("kind").agg(
            F.count("*").alias("rows"), F.sum("records").alias("records")).collect()}
        rows = {kind: found[kind]["rows"] if kind in found else 0 for kind in "ARF"}
        if rows["F"] != self.pieces or found["F"]["records"] != rows["A"] + rows["R"]:
            raise Broken(f"{self.pieces} pieces were to be measured, and there are {rows}: rows were lost")
        cut = measured.where("kind = 'R'").select("file", "words").collect()
        broken = sorted({files[row["file"]][0] for row in cut if json.loads(row["words"])[1] == "truncated"})
        if broken:
            raise pieces.Refused("\n".join(f"{path}: it is cut" for path in broken))
        return {"records": rows["A"] + rows["R"], "articles": rows["A"], "rejected": rows["R"]}

    # Slices

    def slices(self):
        """[(number, first bucket, bucket behind the last, first bucket of the overlap, articles)] in order."""
        counts = [(row["bucket"], row["count"]) for row in self.parquet("measured").where("kind = 'A'").groupBy(
            "bucket").count().orderBy("bucket").collect()]
        return stitch.slices(counts, self.options.slice_articles, self.options.overlap_days * DAY // STEP)

    def members(self, slices):
        """Which articles a slice needs: its own, those of the time before it, and from anywhere earlier what has a
        text, an identity or a good part of a sketch in common with one of its own."""
        articles = self.parquet("measured").where("kind = 'A'").select(
            "id", "time", "bucket", "identity", "digest", "bands")
        table = self.spark.createDataFrame(
            slices, "slice int, first long, behind long, low long, articles long")
        own = articles.join(F.broadcast(table), (F.col("bucket") >= F.col("first")) & (F.col("bucket") < F.col("behind")))
        near = articles.join(F.broadcast(table), (F.col("bucket") >= F.col("low")) & (F.col("bucket") < F.col("first")))
        known = own.select("id", "slice", F.lit(True).alias("is_own")).union(
            near.select("id", "slice", F.lit(False).alias("is_own")))
        if len(slices) == 1:
            return known
        guests = self.twins(own, "identity").union(self.twins(own, "digest")).union(self.near(own)).distinct()
        return known.union(guests.select("id", "slice", F.lit(False).alias("is_own")))

    def twins(self, own, key):
        """Of each text (or identity) the first article, for the slices that have it later and do not see it."""
        first = own.groupBy(key).agg(
            F.min(F.struct("time", "id", "bucket")).alias("head"), F.countDistinct("slice").alias("slices")).where(
            "slices > 1").select(key, "head")
        return own.join(first, key).where("head.bucket < low").select(F.col("head.id").alias("id"), "slice")

    def near(self, own):
        keys = own.select("id", "time", "bucket", "slice", "low", F.explode("bands").alias("key"))
        shared = keys.groupBy("key").agg(
            F.count("*").alias("articles"), F.countDistinct("slice").alias("slices")).where(
            (F.col("slices") > 1) & (F.col("articles") <= HOT_KEY)).select("key")
        keys = keys.join(shared, "key")
        older = keys.select("key", F.col("id").alias("old"), F.col("time").alias("old_time"), F.col("bucket").alias("old_bucket"))
        pairs = keys.join(older, "key").where("old_bucket < low").groupBy("id", "slice", "old", "old_time").count()
        best = Window.partitionBy("id").orderBy(F.desc("count"), "old_time", "old")
        return pairs.where(F.col("count") >= SHARED_KEYS).withColumn("rank", F.row_number().over(best)).where(
            F.col("rank") <= GUESTS).select(F.col("old").alias("id"), "slice")

    # Deciding

    def decide(self, slices):
        self.write(self.members(slices), "members")
        name, seed, schema = self.program, self.options.seed, arrow(DECIDED)
        head = self.parquet("measured").where("kind = 'F'").select("head").first()["head"]
        frames = self.parquet("measured").where("kind = 'A'").select("id", "time", "frame")
        fed = self.parquet("members").join(frames, "id").select("slice", "time", "id", "is_own", "frame")

        def decided(given):
            yield from batches(decided_rows(given, SparkFiles.get(name), seed, bytes(head)), schema)

        # A slice is one task's; a task may have several, one after the other.
        parts = min(len(slices), self.options.partitions)
        ordered = fed.repartition(parts, "slice").sortWithinPartitions("slice", "time", "id")
        self.write(ordered.mapInArrow(decided, DECIDED), "decided")

    # The whole

    def finish(self, slices):
        decided = self.parquet("decided")
        counts = {row["slice"]: row for row in decided.where("kind = 'count'").collect()}
        for number, *_, articles in slices:
            if counts[number]["own"] != articles:
                raise Broken(f"slice {number} has {articles} articles and {counts[number]['own']} were decided")
        stored = sum(row["stored"] for row in counts.values())
        whole = self.whole(decided)
        self.dataset(whole)
        written = self.spark.read.parquet(os.path.join(self.options.output, "articles")).count()
        if written != stored:
            raise Broken(f"{stored} articles are decided and {written} written")
        return {"stored": stored, "known": sum(row["own"] for row in counts.values()) - stored}

    def whole(self, decided):
        """Each article once, with the groups and stories of all slices together."""
        own, seen = decided.where("kind = 'own'"), decided.where("kind = 'seen'")
        groups = stitch.groups(self.group_edges(own, seen))
        crossing = seen.alias("s").join(own.alias("o"), F.col("s.id") == F.col("o.id")).groupBy(
            F.col("s.slice").alias("slice"), F.col("s.story").alias("story"), F.col("o.slice").alias("old_slice"),
            F.col("o.story").alias("old_story")).agg(F.count("*").alias("count")).collect()
        stories = stitch.stories(crossing)
        named = self.frame([(*key, *value) for key, value in stories.items()],
                           "slice int, story long, root_slice int, root_story long")
        led = self.frame([(key, *value) for key, value in groups.items()],
                         "id long, leader long, leader_time long, leader_uri string")
        links = decided.where("kind = 'link'").groupBy("id").agg(
            F.sort_array(F.collect_list("json")).alias("later"))
        whole = own.join(named, ["slice", "story"], "left").join(led, "id", "left").join(links, "id", "left")
        whole = whole.join(led.select(F.col("id").alias("group"), F.col("leader").alias("moved"),
                                      F.col("leader_uri").alias("moved_uri")), "group", "left")
        root = F.struct(F.coalesce("root_slice", "slice"), F.coalesce("root_story", "story"))
        whole = whole.withColumn("root", root)
        names = whole.groupBy("root").agg(F.min(F.struct("time", "id"))["id"].alias("story_id"))
        return whole.join(names, "root")

    def group_edges(self, own, seen):
        """What joins groups of several slices: what is said of a slice's own articles and others, what is said at home of
        those that others see, and which groups of older articles an own one has made one. What two older articles are
        to each other is told at home: that slice saw more of what lies between them."""
        columns = ["id", "time", "uri", "group", "group_time", "group_uri"]
        home = own.join(seen.select("id").distinct(), "id", "left_semi")
        joined = own.where("group is not null").select("slice", "group").distinct()
        told = seen.join(joined, ["slice", "group"], "left_semi")
        edges = told.unionByName(own.where("not group_own")).unionByName(home).where("group is not null")
        return edges.select(*columns).distinct().collect()

    def frame(self, rows, schema):
        return self.spark.createDataFrame(rows, schema)

    def dataset(self, whole):
        schema = "id long, json string, time long"
        told_as = arrow(schema)
        columns = ["id", "time", "uri", "json", "group", "group_uri", "leader", "leader_uri", "moved", "moved_uri",
                   "story_id", "later"]

        def told(given):
            rows = ({"id": row["id"], "time": row["time"], "json": stitch.line(row)}
                    for batch in given for row in batch.select(columns).to_pylist())
            yield from batches(rows, told_as)

        lines = whole.select(*columns).mapInArrow(told, schema)
        self.write(lines, "lines")
        lines = self.parquet("lines")
        article = F.from_json("json", stitch.ARTICLE)
        day = F.to_date(F.timestamp_millis("time"))
        lines.select(day.alias("day"), F.col("time").alias("order"), article.alias("a"), "json").select(
            "day", "order", "a.*", "json").repartition("day").sortWithinPartitions("day", "order", "id").write.mode(
            "overwrite").partitionBy("day").parquet(os.path.join(self.options.output, "articles"))
        if self.options.jsonl:
            with open(self.options.jsonl, "w") as file:
                for row in lines.orderBy("time", "id").select("json").toLocalIterator():
                    file.write(row["json"] + "\n")

    def manifest(self, files, counts, slices, known):
        guests = self.parquet("members").groupBy("slice").agg(
            F.sum(F.col("is_own").cast("long")).alias("own"), F.count("*").alias("all")).collect()
        seen = {row["slice"]: row["all"] - row["own"] for row in guests}
        manifest = {
            "files": [{"name": name, "bytes": size} for _, name, size in files],
            "pieces": self.pieces, **counts, **known,
            "slices": [{"from": stitch.time(first * STEP), "to": stitch.time(behind * STEP), "articles": articles,
                        "seen_before": seen[number]} for number, first, behind, _, articles in slices],
            "received": stitch.time(self.options.received),
        }
        if counts["articles"] != known["stored"] + known["known"]:
            raise Broken(f"the counts do not add up: {counts} {known}")
        with open(os.path.join(self.options.output, "manifest.json"), "w") as file:
            json.dump(manifest, file, indent=1, ensure_ascii=False)
        return manifest


def measured_rows(numbers, found):
    """Rows of `MEASURED` from what the program says of the pieces of the files with these numbers."""
    piece = 0
    for kind, members, rest in found:
        row = {"kind": kind, "file": numbers[piece]}
        if kind == "A":
            time, place, identity, digest, bands, _, _ = members
            yield row | {"place": place, "id": numbers[piece] * RECORDS + place + 1, "time": time,
                         "bucket": time // STEP, "identity": identity, "digest": digest, "bands": bands,
                         "frame": rest}
        elif kind == "R":
            yield row | {"place": members[0], "words": json.dumps(members[1:])}
        else:
            yield row | {"records": sum(members), "head": rest}
            piece += 1


def decided_rows(given, path, seed, head):
    """Feeds the slices of one task, in order, each to a program of its own."""
    current = None
    for batch in given:
        for row in batch.to_pylist():
            if current is None or current.number != row["slice"]:
                if current:
                    yield from current.rows()
                current = program.Slice(path, seed, row["slice"], head)
            current.feed(row["is_own"], row["id"], row["frame"])
    if current:
        yield from current.rows()
