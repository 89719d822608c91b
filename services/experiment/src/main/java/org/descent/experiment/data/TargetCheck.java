package org.descent.experiment.data;

import org.descent.contracts.InvalidSpec;
import org.descent.contracts.data.Examples;
import org.descent.contracts.spec.HeadSpec;

/** Whether a target column holds what a head can learn. */
final class TargetCheck {
  private TargetCheck() {}

  static void check(Examples examples, RowPlace place, HeadSpec head) {
    head.targets().forEach(target -> check(examples, place, head, target));
  }

  private static void check(Examples examples, RowPlace place, HeadSpec head, String target) {
    float[] values = examples.target(target);
    for (int row = 0; row < values.length; row++) {
      if (!fits(head, values[row])) {
        throw new InvalidSpec(
            place.of(target, row)
                + ": "
                + InvalidSpec.written(values[row])
                + ", "
                + expectation(head));
      }
    }
  }

  private static boolean fits(HeadSpec head, float value) {
    return switch (head.kind()) {
      case BINARY -> head.tolerance() > 0 ? value >= 0 && value <= 1 : value == 0 || value == 1;
      case MULTI_CLASS -> value >= 0 && value < head.outputs() && value == Math.rint(value);
      case REGRESSION -> Float.isFinite(value);
      case MULTI_LABEL -> value == 0 || value == 1;
    };
  }

  private static String expectation(HeadSpec head) {
    return switch (head.kind()) {
      case BINARY ->
          head.tolerance() > 0
              ? "a binary head with a tolerance expects 0 to 1"
              : "a binary head expects 0 or 1";
      case MULTI_CLASS ->
          "a multi-class head of "
              + head.outputs()
              + " outputs expects class numbers 0 to "
              + (head.outputs() - 1);
      case REGRESSION -> "a regression head expects finite numbers";
      case MULTI_LABEL -> "a multi-label head expects 0 or 1";
    };
  }
}
