package org.descent.experiment.claim;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Optional;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.event.End;
import org.descent.contracts.spec.InstrumentSpec;
import org.descent.contracts.spec.Split;
import org.descent.experiment.claim.Assertion.Every;
import org.descent.experiment.claim.Assertion.Peak;
import org.descent.experiment.claim.Assertion.Share;
import org.descent.experiment.claim.Assertion.Slope;
import org.descent.experiment.claim.Assertion.Smaller;
import org.descent.experiment.claim.Assertion.Within;
import org.descent.experiment.claim.Metric.Kind;

/**
 * Reads claims. The language:
 *
 * <pre>
 * METRIC of GROUP &lt; METRIC of GROUP [, paired | , unpaired]
 * METRIC of GROUP &lt; FORMULA       | in FORMULA..FORMULA | within PERCENT% of FORMULA
 * every METRIC of GROUP &lt; FORMULA | in … | within …
 * share(END) of GROUP &lt; NUMBER    | in … | within …
 * max(METRIC) [of GROUP] at AXIS [over NUMBER..NUMBER] in NUMBER..NUMBER
 * exponent(METRIC) [of GROUP] [with best AXIS] along AXIS [over NUMBER..NUMBER]
 *     &lt; NUMBER | in … | within …
 * </pre>
 *
 * METRIC is iterations, loss, accuracy or error, perhaps of a split and a head, what an instrument
 * finds, or {@code first(CURVE < NUMBER)}, the first iteration at which a curve has come there.
 * {@code <} stands for any of {@code <}, {@code <=}, {@code >}, {@code >=} (two medians are
 * compared by {@code <} and {@code >} alone), {@code max} for {@code min} and {@code exponent} for
 * {@code growth}, too; METRIC may stand in {@code median(…)}, which it is anyway. A FORMULA is a
 * number that may depend on axes: {@code 2 / learningRate}, see {@link FormulaText}; behind a sign
 * it begins with a number or a bracket.
 */
public final class ClaimText {
  private final Reading in;
  private final LimitsText limits;

  private ClaimText(Reading in) {
    this.in = in;
    this.limits = new LimitsText(in);
  }

  /**
   * What {@code text} asserts.
   *
   * @throws InvalidSpec if it is no claim, saying where it stops being one
   */
  public static Assertion read(String text) {
    var in = new Reading(text.strip());
    var assertion = new ClaimText(in).assertion();
    if (!in.ended()) {
      throw in.stray("the end of the claim");
    }
    return assertion;
  }

  private Assertion assertion() {
    if (in.takes("every")) {
      var metric = metric();
      in.need("of");
      var group = group();
      return new Every(metric, group, limits.limits());
    }
    if (in.takes("share")) {
      in.need("(");
      var end = end();
      in.need(")");
      in.need("of");
      var group = group();
      return new Share(end, group, limits.shares());
    }
    for (var which : new String[] {"exponent", "growth"}) {
      if (in.takes(which)) {
        return slope(which.equals("exponent"));
      }
    }
    for (var which : new String[] {"max", "min"}) {
      if (in.takes(which)) {
        return peak(which.equals("max"));
      }
    }
    return ofMedian();
  }

  private Assertion slope(boolean power) {
    var metric = bracketed();
    var group = groupOrAll();
    var best = "";
    if (in.takes("with")) {
      in.need("best");
      best = axis();
    }
    in.need("along");
    var axis = axis();
    var over = in.takes("over") ? limits.range() : LimitsText.EVERYWHERE;
    return new Slope(power, metric, group, best, axis, over, limits.bounds());
  }

  private String axis() {
    var axis = in.word();
    if (axis.isEmpty()) {
      throw in.stray("an axis");
    }
    return axis;
  }

  private Assertion peak(boolean largest) {
    var metric = bracketed();
    var group = groupOrAll();
    in.need("at");
    var end = in.has(" over ") ? " over " : " in ";
    var axis = in.until(end, "AXIS in NUMBER..NUMBER");
    var over = in.takes("over") ? limits.range() : LimitsText.EVERYWHERE;
    in.need("in");
    return new Peak(largest, metric, group, axis, over, limits.range());
  }

  private Assertion ofMedian() {
    var metric = in.takes("median") ? bracketed() : metric();
    in.need("of");
    var group = group();
    int before = in.at();
    var relation = limits.relation();
    if (relation.isEmpty() || in.looksLike(FormulaText.BEGINNING)) {
      in.back(before);
      return new Within(metric, group, limits.limits());
    }
    if (relation.get().length() > 1) {
      in.back(before);
      throw in.stray("< or > between two medians");
    }
    return smaller(metric, group, relation.get().equals("<"));
  }

  private Assertion smaller(Metric metric, Group group, boolean first) {
    var other = in.takes("median") ? bracketed() : metric();
    if (!metric.comparesWith(other)) {
      throw new InvalidSpec(
          String.format(
              "'%s': %s is compared with %s, expected two of one kind",
              in.text(), metric.text(), other.text()));
    }
    in.need("of");
    var second = group();
    boolean paired = true;
    if (in.takes(",")) {
      paired = !in.takes("unpaired");
      if (paired) {
        in.need("paired");
      }
    }
    return first
        ? new Smaller(metric, group, other, second, paired)
        : new Smaller(other, second, metric, group, paired);
  }

  private Metric bracketed() {
    in.need("(");
    var metric = metric();
    in.need(")");
    return metric;
  }

  private Metric metric() {
    in.space();
    int before = in.at();
    var word = in.word();
    if (word.equals("iterations")) {
      return Metric.ITERATIONS;
    }
    if (word.equals("first") && in.takes("(")) {
      return first();
    }
    if (InstrumentSpec.isCurve(word)) {
      return new Metric(Kind.INSTRUMENT, null, word);
    }
    int first = word.indexOf('.');
    int last = word.lastIndexOf('.');
    var split = first < 0 ? Optional.<Split>empty() : Split.of(word.substring(0, first));
    int from = split.isPresent() ? first + 1 : 0;
    var head = from < last ? word.substring(from, last) : "";
    var kind = word.substring(last + 1).toUpperCase(Locale.ROOT);
    for (var known : new Kind[] {Kind.LOSS, Kind.ACCURACY, Kind.ERROR}) {
      if (known.name().equals(kind)) {
        return new Metric(known, split.orElse(Split.TRAIN), head);
      }
    }
    in.back(before);
    throw in.stray(
        "iterations, or loss, accuracy or error, perhaps of a split and a head: test.error,"
            + " test.label.error, what an instrument finds: sharpness, or the first iteration of"
            + " something: first(label.accuracy >= 1)");
  }

  private Metric first() {
    var curve = in.word();
    if (curve.isEmpty()) {
      throw in.stray("a curve");
    }
    int before = in.at();
    if (limits.relation().isEmpty()) {
      throw in.stray("<, <=, > or >=");
    }
    in.back(before);
    var until = limits.bounds();
    in.need(")");
    return Metric.first(curve, until);
  }

  private End end() {
    int before = in.at();
    var word = in.word().toUpperCase(Locale.ROOT);
    for (var end : End.values()) {
      if (end.name().equals(word)) {
        return end;
      }
    }
    in.back(before);
    throw in.stray("converged, exhausted, diverged, failed or cancelled");
  }

  private Group group() {
    return new GroupText(in).group();
  }

  private Group groupOrAll() {
    return in.takes("of") ? group() : new Group(new LinkedHashMap<>());
  }
}
