package org.descent.experiment.claim;

import java.util.Map;
import java.util.Optional;
import org.descent.contracts.InvalidSpec;
import org.descent.experiment.claim.Assertion.Bounds;
import org.descent.experiment.claim.Formula.Constant;
import org.descent.experiment.claim.Formula.Operation;
import org.descent.experiment.claim.Formula.Operator;

/** Reads where something is claimed to lie. */
record LimitsText(Reading in) {
  static final Bounds EVERYWHERE =
      Bounds.between(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

  /** Ends that may depend on axes. */
  Limits limits() {
    if (in.takes("in")) {
      var low = formula();
      in.need("..");
      int before = in.at();
      var high = formula();
      return ordered(Limits.between(low, high), before);
    }
    if (in.takes("within")) {
      double percent = in.number();
      in.need("%");
      in.need("of");
      return Limits.around(formula(), percent);
    }
    var relation = relation().orElseThrow(() -> in.stray("<, <=, >, >=, in or within"));
    var end = formula();
    if (in.takes("%")) {
      end = new Operation(Operator.OVER, end, new Constant(100));
    }
    boolean included = relation.length() > 1;
    return relation.startsWith("<") ? Limits.below(end, included) : Limits.above(end, included);
  }

  /** Two that are numbers already have to be in their order. */
  private Limits ordered(Limits limits, int before) {
    if (limits.axes().isEmpty() && !(limits.low().of(Map.of()) <= limits.high().of(Map.of()))) {
      in.back(before);
      throw in.stray("a number that is not below " + limits.low().of(Map.of()));
    }
    return limits;
  }

  private Formula formula() {
    return new FormulaText(in).formula();
  }

  /** Ends that are numbers. */
  Bounds bounds() {
    int before = in.at();
    var limits = limits();
    if (!limits.axes().isEmpty()) {
      in.back(before);
      throw in.stray("a number");
    }
    return limits.of(Map.of());
  }

  /** Two numbers with points between them. */
  Bounds range() {
    double low = in.number();
    in.need("..");
    int before = in.at();
    double high = in.number();
    if (low > high) {
      in.back(before);
      throw in.stray("a number that is not below " + low);
    }
    return Bounds.between(low, high);
  }

  /** Bounds of a share. */
  Bounds shares() {
    var bounds = bounds();
    for (double end : new double[] {bounds.low(), bounds.high()}) {
      if (Double.isFinite(end) && (end < 0 || end > 1)) {
        throw new InvalidSpec(
            String.format(
                "'%s': a share of %s, expected 0 to 1, or 0 to 100 with %%", in.text(), end));
      }
    }
    return bounds;
  }

  Optional<String> relation() {
    for (var relation : new String[] {"<=", ">=", "<", ">"}) {
      if (in.takes(relation)) {
        return Optional.of(relation);
      }
    }
    return Optional.empty();
  }
}
