package org.descent.experiment.spec;

import java.util.HashSet;
import java.util.List;
import org.descent.contracts.spec.DataSpec;
import org.descent.contracts.spec.SplitSpec;

/** Reads {@code data} and {@code split}. */
final class DataReader {
  private static final List<String> SOURCES =
      List.of("random", "line", "detection", "xor", "point", "npy", "csv", "idx");

  private DataReader() {}

  static DataSpec data(Value value) {
    var source = value.choice(SOURCES);
    var body = source.body();
    return switch (source.name()) {
      case "random" -> random(body.fields("images", "side", "positives", "seed"));
      case "line" -> {
        var fields = body.fields("images", "seed");
        yield made(fields, new DataSpec.Line(images(fields), seed(fields)));
      }
      case "detection" -> {
        var fields = body.fields("images", "seed");
        yield made(fields, new DataSpec.Detection(images(fields), seed(fields)));
      }
      case "xor" -> made(body.fields(), new DataSpec.Xor());
      case "point" -> {
        var fields = body.fields("x", "y");
        double x = fields.number("x");
        double y = fields.number("y");
        yield fields.make(() -> new DataSpec.Point(x, y));
      }
      case "npy" -> npy(body.fields("images", "labels", "widths"));
      case "csv" -> csv(body.fields("file", "targets", "features"));
      default -> idx(body.fields("images", "labels", "limit"));
    };
  }

  private static DataSpec made(Fields fields, DataSpec data) {
    return fields.make(() -> data);
  }

  private static DataSpec random(Fields fields) {
    int images = images(fields);
    int side = fields.whole("side", 4);
    int positives = fields.whole("positives", 11);
    long seed = seed(fields);
    return fields.make(() -> new DataSpec.RandomImages(images, side, positives, seed));
  }

  private static DataSpec npy(Fields fields) {
    var images = fields.text("images");
    var labels = fields.text("labels");
    var widths = fields.text("widths", null);
    return fields.make(() -> new DataSpec.Npy(images, labels, widths));
  }

  private static DataSpec csv(Fields fields) {
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

  private static DataSpec idx(Fields fields) {
    var images = fields.text("images");
    var labels = fields.text("labels");
    int limit = fields.whole("limit", 0);
    return fields.make(() -> new DataSpec.Idx(images, labels, limit));
  }

  /** Within the limits of a generator, so that a default can be given without one. */
  private static int images(Fields fields) {
    return fields.read("images", 64, v -> (int) v.whole(1, DataSpec.MAX_IMAGES));
  }

  private static long seed(Fields fields) {
    return fields.read("seed", 1L, Seeds::one);
  }

  static SplitSpec split(Value value) {
    var fields = value.fields("validation", "test", "seed");
    double validation = fields.number("validation", 0);
    double test = fields.number("test", 0);
    long seed = seed(fields);
    boolean idle = fields.get("validation").isEmpty() && fields.get("test").isEmpty();
    if (idle && fields.get("seed").isPresent() && value.problems().strict()) {
      throw fields.get("seed").get().wrong(seed + " splits nothing, expected validation or test");
    }
    return fields.makeExactly(
        () ->
            validation == 0 && test == 0 ? SplitSpec.NONE : new SplitSpec(validation, test, seed));
  }
}
