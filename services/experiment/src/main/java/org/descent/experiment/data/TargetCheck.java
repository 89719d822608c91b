package org.descent.experiment.data;

import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.Quoted;
import org.descent.contracts.data.Examples;
import org.descent.contracts.spec.HeadKind;
import org.descent.contracts.spec.HeadSpec;

/** Whether a target column holds what a head can learn. */
final class TargetCheck {
  /** How many classes a message names. */
  private static final int NAMED = 10;

  private TargetCheck() {}

  static void check(Examples examples, RowPlace place, HeadSpec head) {
    head.targets().forEach(target -> check(examples, place, head, target));
  }

  private static void check(Examples examples, RowPlace place, HeadSpec head, String target) {
    var column = examples.column(target);
    if (!column.classes().isEmpty()) {
      checkClasses(column.classes(), place, head, target);
      return;
    }
    float[] values = column.values();
    for (int row = 0; row < values.length; row++) {
      if (!fits(head, values[row])) {
        throw new InvalidSpec(
            place.of(target, row)
                + ": "
                + Quoted.of(InvalidSpec.written(values[row]), "its value")
                + ", "
                + expectation(head)
                + mapping(values, place, head, target));
      }
    }
  }

  private static void checkClasses(
      List<String> classes, RowPlace place, HeadSpec head, String target) {
    var expected =
        switch (head.kind()) {
          case BINARY -> classes.size() == 2 ? "" : "a binary head expects 2";
          case MULTI_LABEL -> classes.size() == 2 ? "" : "a multi-label head expects 2";
          case MULTI_CLASS ->
              classes.size() <= head.outputs()
                  ? ""
                  : "a multi-class head of " + head.outputs() + " outputs expects no more";
          case REGRESSION -> "a regression head expects numbers";
        };
    InvalidSpec.unless(
        expected.isEmpty(),
        "%s: %s classes (%s), %s",
        place.whole(target),
        classes.size(),
        Quoted.of(named(classes), "as many texts"),
        expected);
  }

  private static String named(List<String> classes) {
    return String.join(", ", classes.subList(0, Math.min(NAMED, classes.size())))
        + (classes.size() > NAMED ? ", …" : "");
  }

  /** What to write so that the values become classes, where they could be. */
  private static String mapping(float[] values, RowPlace place, HeadSpec head, String target) {
    int most = head.kind() == HeadKind.MULTI_CLASS ? head.outputs() : 2;
    var distinct = new TreeSet<Float>();
    for (int row = 0; row < values.length && distinct.size() <= most; row++) {
      distinct.add(values[row]);
    }
    boolean whole = distinct.stream().allMatch(value -> value == Math.rint(value));
    boolean classes = head.kind() != HeadKind.REGRESSION && whole && distinct.size() >= 2;
    if (!classes || distinct.size() > most) {
      return "";
    }
    var written =
        distinct.stream()
            .map(value -> String.valueOf(InvalidSpec.written(value)))
            .collect(Collectors.joining(", ", "[", "]"));
    var line = place.classes(target, Quoted.of(written, "[…]"));
    return line.isEmpty() ? "" : "; " + line + " makes them 0 to " + (distinct.size() - 1);
  }

  private static boolean fits(HeadSpec head, float value) {
    return switch (head.kind()) {
      case BINARY, MULTI_LABEL ->
          head.tolerance() > 0 ? value >= 0 && value <= 1 : value == 0 || value == 1;
      case MULTI_CLASS -> value >= 0 && value < head.outputs() && value == Math.rint(value);
      case REGRESSION -> Float.isFinite(value);
    };
  }

  private static String expectation(HeadSpec head) {
    return switch (head.kind()) {
      case BINARY, MULTI_LABEL ->
          "a "
              + (head.kind() == HeadKind.BINARY ? "binary" : "multi-label")
              + (head.tolerance() > 0
                  ? " head with a tolerance expects 0 to 1"
                  : " head expects 0 or 1");
      case MULTI_CLASS ->
          "a multi-class head of "
              + head.outputs()
              + " outputs expects class numbers 0 to "
              + (head.outputs() - 1);
      case REGRESSION -> "a regression head expects finite numbers";
    };
  }
}
