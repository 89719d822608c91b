package org.descent.experiment.spec;

import java.util.HashSet;
import java.util.List;
import org.descent.contracts.spec.DataSpec;
import org.descent.contracts.spec.SplitSpec;

/** Reads {@code data} and {@code split}. */
final class DataReader {
  private static final RecordReader RECORDS =
      new RecordReader().with(DataSpec.Csv.class, DataReader::csv);

  private DataReader() {}

  static DataSpec data(Value value) {
    return RECORDS.read(value, DataSpec.class);
  }

  /** A column that is feature and target is told where it stands. */
  private static DataSpec.Csv csv(Value value) {
    var fields = value.fields("file", "targets", "features");
    var file = fields.text("file");
    var targets = fields.need("targets", List.<String>of(), v -> columns(v, List.of()));
    var features = fields.read("features", List.<String>of(), v -> columns(v, targets));
    return fields.make(() -> new DataSpec.Csv(file, targets, features));
  }

  /**
   * Names of columns, each once.
   *
   * @param targets columns that these may not be
   */
  private static List<String> columns(Value value, List<String> targets) {
    var seen = new HashSet<String>();
    return value.each(
        item -> {
          var name = item.text();
          if (item.problems().strict() && targets.contains(name)) {
            throw item.wrong(name + " is a target, expected another column");
          }
          if (item.problems().strict() && !seen.add(name)) {
            throw item.wrong(name + " is listed twice, expected distinct columns");
          }
          return name;
        });
  }

  static SplitSpec split(Value value) {
    var fields = value.fields("validation", "test", "seed", "shuffle");
    double validation = fields.number("validation", 0);
    double test = fields.number("test", 0);
    boolean shuffle = fields.read("shuffle", true, Value::truth);
    long seed = fields.read("seed", 1L, Seeds::one);
    boolean idle = fields.get("validation").isEmpty() && fields.get("test").isEmpty();
    if (value.problems().strict()) {
      unused(fields, "seed", idle ? "splits nothing, expected validation or test" : null);
      unused(fields, "shuffle", idle ? "splits nothing, expected validation or test" : null);
      unused(fields, "seed", shuffle ? null : "shuffles nothing, since shuffle is false");
    }
    return fields.makeExactly(
        () ->
            validation == 0 && test == 0
                ? SplitSpec.NONE
                : new SplitSpec(validation, test, shuffle ? seed : 0, !shuffle));
  }

  /** Refuses a field that is written and, for the reason given, means nothing. */
  private static void unused(Fields fields, String key, String reason) {
    var written = fields.get(key);
    if (reason != null && written.isPresent()) {
      throw written.get().wrong(written.get().tree().written() + " " + reason);
    }
  }
}
