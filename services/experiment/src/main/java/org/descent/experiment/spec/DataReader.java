package org.descent.experiment.spec;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.descent.contracts.spec.Classes;
import org.descent.contracts.spec.DataSpec;
import org.descent.contracts.spec.SplitSpec;
import org.descent.experiment.data.KnownData;

/** Reads {@code data} and {@code split}. */
final class DataReader {
  private static final RecordReader RECORDS =
      new RecordReader()
          .with(DataSpec.Csv.class, DataReader::csv)
          .with(DataSpec.Parquet.class, DataReader::parquet)
          .with(Classes.class, DataReader::classes);

  private DataReader() {}

  static DataSpec data(Value value) {
    return RECORDS.read(value, DataSpec.class);
  }

  private static DataSpec.Csv csv(Value value) {
    var fields = value.fields(RecordReader.keys(DataSpec.Csv.class));
    boolean header = fields.read("header", true, Value::truth);
    var table = Columns.of(fields, header);
    var separator = fields.read("separator", null, v -> v.word(Words.of(DataSpec.Separator.class)));
    int skip = fields.whole("skip", 0);
    return fields.make(
        () ->
            new DataSpec.Csv.Form(
                    table.file,
                    table.targets,
                    table.features,
                    separator,
                    header,
                    skip,
                    table.oneHot,
                    table.classes,
                    table.missing)
                .spec());
  }

  private static DataSpec.Parquet parquet(Value value) {
    var fields = value.fields(RecordReader.keys(DataSpec.Parquet.class));
    var table = Columns.of(fields, true);
    return fields.make(
        () ->
            new DataSpec.Parquet(
                table.file,
                table.targets,
                table.features,
                table.oneHot,
                table.classes,
                table.missing));
  }

  /** What all tables say; a column that is feature and target is told where it stands. */
  private record Columns(
      String file,
      List<String> targets,
      List<String> features,
      List<String> oneHot,
      Map<String, Classes> classes,
      DataSpec.Missing missing) {
    static Columns of(Fields fields, boolean header) {
      var targets = fields.need("targets", List.<String>of(), v -> columns(v, header, List.of()));
      return new Columns(
          fields.text("file"),
          targets,
          fields.read("features", List.<String>of(), v -> columns(v, header, targets)),
          fields.read("oneHot", List.<String>of(), v -> columns(v, header, targets)),
          fields.read("classes", Map.<String, Classes>of(), v -> DataReader.classes(v, targets)),
          fields.read(
              "missing", DataSpec.Missing.REFUSE, v -> v.word(Words.of(DataSpec.Missing.class))));
    }
  }

  /**
   * Names of columns, each once.
   *
   * @param header whether the table names them
   * @param targets columns that these may not be
   */
  private static List<String> columns(Value value, boolean header, List<String> targets) {
    var seen = new HashSet<String>();
    return value.each(
        item -> {
          var name = header ? item.text() : numbered(item);
          if (item.problems().strict() && targets.contains(name)) {
            throw item.wrong(name + " is a target, expected another column");
          }
          if (item.problems().strict() && !seen.add(name)) {
            throw item.wrong(name + " is listed twice, expected distinct columns");
          }
          return name;
        });
  }

  /** The name of a column of a table without a header, which its number will do for. */
  private static String numbered(Value value) {
    return value.tree() instanceof Tree.Scalar scalar && scalar.value() instanceof Number
        ? "column" + value.whole(1, Integer.MAX_VALUE)
        : value.text();
  }

  /** The classes of some of the {@code targets}. */
  private static Map<String, Classes> classes(Value value, List<String> targets) {
    var fields = value.fields(targets.toArray(String[]::new));
    var classes = new LinkedHashMap<String, Classes>();
    for (var target : targets) {
      Classes own = fields.read(target, null, DataReader::classes);
      if (own != null) {
        classes.put(target, own);
      }
    }
    return fields.makeExactly(() -> classes);
  }

  private static Classes classes(Value value) {
    var values =
        value.each(
            item -> {
              if (!(item.tree() instanceof Tree.Scalar)) {
                throw item.unlike("the value of a class");
              }
              return item.tree().written();
            });
    return value.make(() -> new Classes(values));
  }

  /**
   * How examples are divided.
   *
   * @param known of the data: which targets they have
   */
  static SplitSpec split(Value value, KnownData known) {
    var fields = value.fields("validation", "test", "folds", "seed", "shuffle", "stratified");
    double validation = fields.number("validation", 0);
    double test = fields.number("test", 0);
    int folds = fields.read("folds", 0, v -> (int) v.whole(2, SplitSpec.MAX_FOLDS));
    boolean shuffle = fields.read("shuffle", true, Value::truth);
    long seed = fields.read("seed", 1L, Seeds::one);
    var stratified = fields.read("stratified", "", v -> stratified(v, known));
    boolean idle =
        Stream.of("validation", "test", "folds").allMatch(key -> fields.get(key).isEmpty());
    if (value.problems().strict()) {
      for (var key : List.of("seed", "shuffle", "stratified")) {
        unused(fields, key, idle ? "splits nothing, expected validation, test or folds" : null);
      }
      unused(fields, "seed", shuffle ? null : "shuffles nothing, since shuffle is false");
    }
    return fields.makeExactly(
        () ->
            validation == 0 && test == 0 && folds == 0
                ? SplitSpec.NONE
                : new SplitSpec(validation, test, shuffle ? seed : 0, !shuffle, stratified, folds));
  }

  /** A target by its name, or true for the first that there is. */
  private static String stratified(Value value, KnownData known) {
    if (value.tree() instanceof Tree.Scalar scalar && scalar.value() instanceof Boolean wanted) {
      return wanted ? known.targets().stream().findFirst().orElse("") : "";
    }
    return known(value, value.text(), known);
  }

  /** The name of a target that the data has, as far as that is known. */
  static String known(Value value, String target, KnownData known) {
    var targets = known.targets();
    if (!targets.isEmpty() && !targets.contains(target)) {
      throw value.wrong(
          "the data has no target "
              + target
              + ", expected "
              + (targets.size() == 1 ? "" : "one of ")
              + String.join(", ", targets));
    }
    return target;
  }

  /** Refuses a field that is written and, for the reason given, means nothing. */
  private static void unused(Fields fields, String key, String reason) {
    var written = fields.get(key);
    if (reason != null && written.isPresent()) {
      throw written.get().wrong(written.get().tree().written() + " " + reason);
    }
  }
}
