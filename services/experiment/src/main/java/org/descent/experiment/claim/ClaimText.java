package org.descent.experiment.claim;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.regex.Pattern;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.event.End;
import org.descent.experiment.claim.Assertion.Every;
import org.descent.experiment.claim.Assertion.Peak;
import org.descent.experiment.claim.Assertion.Share;
import org.descent.experiment.claim.Assertion.Slope;
import org.descent.experiment.claim.Assertion.Smaller;
import org.descent.experiment.claim.Assertion.Within;

/**
 * Reads claims. The language:
 *
 * <pre>
 * [NUMBER *] METRIC of GROUP &lt; [NUMBER *] METRIC of GROUP [, paired | , unpaired]
 * METRIC of GROUP &lt; FORMULA       | in FORMULA..FORMULA | within PERCENT% of FORMULA
 * every METRIC of GROUP &lt; FORMULA | in … | within …
 * share(END) of GROUP &lt; NUMBER    | in … | within …
 * max(METRIC) [of GROUP] at AXIS [over NUMBER..NUMBER] in NUMBER..NUMBER
 * exponent(METRIC) [of GROUP] [with best AXIS] along AXIS [over NUMBER..NUMBER]
 *     &lt; NUMBER | in … | within …
 * </pre>
 *
 * A GROUP may be one of another experiment, {@code xor:all}; two of two are not paired unless that
 * is said. METRIC is iterations, loss, accuracy or error, perhaps of a split and a head, what an
 * instrument finds, or {@code first(CURVE < NUMBER)}, the first iteration at which a curve has come
 * there. {@code <} stands for any of {@code <}, {@code <=}, {@code >}, {@code >=} (two medians are
 * compared by {@code <} and {@code >} alone), {@code max} for {@code min} and {@code exponent} for
 * {@code growth}, too; METRIC may stand in {@code median(…)}, which it is anyway. A FORMULA is a
 * number that may depend on axes: {@code 2 / learningRate}, see {@link FormulaText}; behind a sign
 * it begins with a number or a bracket.
 */
public final class ClaimText {
  /** What is a number of times a median, and no formula. */
  private static final Pattern FACTOR =
      Pattern.compile(
          Reading.NUMBER.pattern()
              + "\\s*\\*\\s*(?:(?:median|first)\\s*\\(|[A-Za-z][A-Za-z0-9_.-]*\\s+of\\b)");

  private final Reading in;
  private final LimitsText limits;
  private final MetricText metrics;

  private ClaimText(Reading in) {
    this.in = in;
    this.limits = new LimitsText(in);
    this.metrics = new MetricText(in);
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
      var metric = metrics.metric();
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
    var metric = metrics.bracketed();
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
    var metric = metrics.bracketed();
    var group = groupOrAll();
    in.need("at");
    var end = in.has(" over ") ? " over " : " in ";
    var axis = in.until(end, "AXIS in NUMBER..NUMBER");
    var over = in.takes("over") ? limits.range() : LimitsText.EVERYWHERE;
    in.need("in");
    return new Peak(largest, metric, group, axis, over, limits.range());
  }

  private Assertion ofMedian() {
    double times = in.looksLike(FACTOR) ? factor() : 1;
    var metric = in.takes("median") ? metrics.bracketed() : metrics.metric();
    in.need("of");
    var group = group();
    int before = in.at();
    var relation = limits.relation();
    boolean number = in.looksLike(FormulaText.BEGINNING) && !in.looksLike(FACTOR);
    if (relation.isEmpty() || number) {
      in.back(before);
      if (times != 1) {
        throw in.stray("a second median, as there is a factor");
      }
      return new Within(metric, group, limits.limits());
    }
    if (relation.get().length() > 1) {
      in.back(before);
      throw in.stray("< or > between two medians");
    }
    return smaller(metric, group, times, relation.get().equals("<"));
  }

  /** How many times a median is taken. */
  private double factor() {
    int before = in.at();
    double factor = in.number();
    in.need("*");
    if (!(factor > 0)) {
      in.back(before);
      throw in.stray("a factor above 0");
    }
    return factor;
  }

  private Assertion smaller(Metric metric, Group group, double times, boolean first) {
    double others = in.looksLike(FACTOR) ? factor() : 1;
    var other = in.takes("median") ? metrics.bracketed() : metrics.metric();
    if (!metric.comparesWith(other)) {
      throw new InvalidSpec(
          String.format(
              "'%s': %s is compared with %s, expected two of one kind",
              in.text(), metric.text(), other.text()));
    }
    in.need("of");
    var second = group();
    boolean paired = group.experiment().equals(second.experiment());
    if (in.takes(",")) {
      paired = !in.takes("unpaired");
      if (paired) {
        in.need("paired");
      }
    }
    if (paired && times != others) {
      throw new InvalidSpec(
          String.format(
              "'%s': pairs are compared without a factor, expected ', unpaired' at the end",
              in.text()));
    }
    return first
        ? new Smaller(metric, group, other, second, paired, times / others)
        : new Smaller(other, second, metric, group, paired, others / times);
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
