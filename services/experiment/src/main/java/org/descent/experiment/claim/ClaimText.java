package org.descent.experiment.claim;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.event.End;
import org.descent.contracts.spec.Split;
import org.descent.experiment.claim.Assertion.Bounds;
import org.descent.experiment.claim.Assertion.Every;
import org.descent.experiment.claim.Assertion.Peak;
import org.descent.experiment.claim.Assertion.Share;
import org.descent.experiment.claim.Assertion.Smaller;
import org.descent.experiment.claim.Assertion.Within;
import org.descent.experiment.claim.Metric.Kind;

/**
 * Reads claims. The language:
 *
 * <pre>
 * METRIC of GROUP &lt; METRIC of GROUP [, paired | , unpaired]
 * METRIC of GROUP &lt; NUMBER        | in NUMBER..NUMBER | within PERCENT% of NUMBER
 * every METRIC of GROUP &lt; NUMBER  | in … | within …
 * share(END) of GROUP &lt; NUMBER    | in … | within …
 * max(METRIC) [of GROUP] at AXIS in NUMBER..NUMBER
 * </pre>
 *
 * {@code <} stands for any of {@code <}, {@code <=}, {@code >}, {@code >=} (two medians are
 * compared by {@code <} and {@code >} alone), {@code max} for {@code min}, too; METRIC may stand in
 * {@code median(…)}, which it is anyway.
 */
public final class ClaimText {
  private static final String EXPECTED =
      "expected for example 'iterations of {loss=l2} > iterations of {loss=cross-entropy}',"
          + " 'test.error of all < 0.05', 'every train.accuracy of all <= 0.75',"
          + " 'share(converged) of {loss=l2} >= 0.9' or 'max(test.error) at units in 30..45'";

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?");

  private final String text;
  private int at;

  private ClaimText(String text) {
    this.text = text;
  }

  /**
   * What {@code text} asserts.
   *
   * @throws InvalidSpec if it is no claim, saying where it stops being one
   */
  public static Assertion read(String text) {
    var reading = new ClaimText(text.strip());
    var assertion = reading.assertion();
    reading.space();
    if (reading.at < reading.text.length()) {
      throw reading.stray("the end of the claim");
    }
    return assertion;
  }

  private Assertion assertion() {
    if (takes("every")) {
      var metric = metric();
      need("of");
      var group = group();
      return new Every(metric, group, bounds());
    }
    if (takes("share")) {
      need("(");
      var end = end();
      need(")");
      need("of");
      var group = group();
      return new Share(end, group, shares(bounds()));
    }
    for (var which : new String[] {"max", "min"}) {
      if (takes(which)) {
        return peak(which.equals("max"));
      }
    }
    return ofMedian();
  }

  private Assertion peak(boolean largest) {
    need("(");
    var metric = metric();
    need(")");
    var group = takes("of") ? group() : new Group(new LinkedHashMap<>());
    need("at");
    var axis = until(" in ");
    need("in");
    return new Peak(largest, metric, group, axis, range());
  }

  private Assertion ofMedian() {
    var metric = median();
    need("of");
    var group = group();
    int before = at;
    var relation = relation();
    space();
    boolean number =
        relation.isEmpty() || NUMBER.matcher(text).region(at, text.length()).lookingAt();
    if (number) {
      at = before;
      return new Within(metric, group, bounds());
    }
    if (relation.get().length() > 1) {
      at = before;
      throw stray("< or > between two medians");
    }
    var other = median();
    if (!other.equals(metric)) {
      throw new InvalidSpec(
          String.format(
              "'%s': %s is compared with %s, expected one and the same",
              text, metric.text(), other.text()));
    }
    need("of");
    var second = group();
    boolean paired = true;
    if (takes(",")) {
      paired = !takes("unpaired");
      if (paired) {
        need("paired");
      }
    }
    return relation.get().equals("<")
        ? new Smaller(metric, group, second, paired)
        : new Smaller(metric, second, group, paired);
  }

  private Metric median() {
    if (!takes("median")) {
      return metric();
    }
    need("(");
    var metric = metric();
    need(")");
    return metric;
  }

  private Metric metric() {
    int before = at;
    var word = word();
    if (word.equals("iterations")) {
      return Metric.ITERATIONS;
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
    at = before;
    throw stray(
        "iterations, or loss, accuracy or error, perhaps of a split and a head: test.error, test.label.error");
  }

  private End end() {
    int before = at;
    var word = word().toUpperCase(Locale.ROOT);
    for (var end : End.values()) {
      if (end.name().equals(word)) {
        return end;
      }
    }
    at = before;
    throw stray("converged, exhausted, diverged, failed or cancelled");
  }

  /** {@code all}, or {@code {axis=value, …}}; a value may hold brackets and braces of its own. */
  private Group group() {
    if (takes("all")) {
      return new Group(new LinkedHashMap<>());
    }
    need("{");
    var settings = new LinkedHashMap<String, String>();
    do {
      int equals = at;
      while (equals < text.length() && "=:}".indexOf(text.charAt(equals)) < 0) {
        equals++;
      }
      if (equals == text.length() || text.charAt(equals) == '}') {
        throw stray("axis=value");
      }
      var axis = text.substring(at, equals).strip();
      at = equals + 1;
      if (settings.put(axis, value()) != null) {
        throw new InvalidSpec(
            String.format("'%s': %s stands twice in one group, expected once", text, axis));
      }
    } while (takes(","));
    need("}");
    return new Group(settings);
  }

  private String value() {
    int from = at;
    int depth = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (depth == 0 && (c == ',' || c == '}')) {
        break;
      }
      depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
      at++;
    }
    var value = text.substring(from, at).strip();
    if (value.isEmpty()) {
      throw stray("a value");
    }
    return value;
  }

  private Bounds bounds() {
    if (takes("in")) {
      return range();
    }
    if (takes("within")) {
      double percent = number();
      need("%");
      need("of");
      double of = number();
      double half = Math.abs(of) * percent / 100;
      return Bounds.between(of - half, of + half);
    }
    var relation = relation().orElseThrow(() -> stray("<, <=, >, >=, in or within"));
    double number = number();
    number = takes("%") ? number / 100 : number;
    boolean included = relation.length() > 1;
    return relation.startsWith("<")
        ? new Bounds(Double.NEGATIVE_INFINITY, number, true, included)
        : new Bounds(number, Double.POSITIVE_INFINITY, included, true);
  }

  private Bounds range() {
    double low = number();
    need("..");
    int before = at;
    double high = number();
    if (low > high) {
      at = before;
      throw stray("a number that is not below " + low);
    }
    return Bounds.between(low, high);
  }

  private Bounds shares(Bounds bounds) {
    for (double end : new double[] {bounds.low(), bounds.high()}) {
      if (Double.isFinite(end) && (end < 0 || end > 1)) {
        throw new InvalidSpec(
            String.format("'%s': a share of %s, expected 0 to 1, or 0 to 100 with %%", text, end));
      }
    }
    return bounds;
  }

  private Optional<String> relation() {
    space();
    for (var relation : new String[] {"<=", ">=", "<", ">"}) {
      if (text.startsWith(relation, at)) {
        at += relation.length();
        return Optional.of(relation);
      }
    }
    return Optional.empty();
  }

  private double number() {
    space();
    Matcher matcher = NUMBER.matcher(text).region(at, text.length());
    if (!matcher.lookingAt()) {
      throw stray("a number");
    }
    int end = matcher.end();
    if (text.startsWith("..", end - 1)) {
      end--; // the point belongs to the two of a range
    }
    double number = Double.parseDouble(text.substring(at, end));
    at = end;
    if (!Double.isFinite(number)) {
      throw new InvalidSpec(String.format("'%s': a number that is too large", text));
    }
    return number;
  }

  private String word() {
    space();
    int from = at;
    while (at < text.length()
        && (Character.isLetterOrDigit(text.charAt(at)) || ".-_".indexOf(text.charAt(at)) >= 0)) {
      at++;
    }
    return text.substring(from, at);
  }

  private String until(String what) {
    space();
    int end = text.lastIndexOf(what);
    if (end < at) {
      throw stray("AXIS in NUMBER..NUMBER");
    }
    var found = text.substring(at, end).strip();
    at = end;
    return found;
  }

  /** Goes on behind {@code token} if that comes next; a word only as a whole. */
  private boolean takes(String token) {
    space();
    if (!text.startsWith(token, at)) {
      return false;
    }
    int end = at + token.length();
    boolean word = Character.isLetter(token.charAt(0));
    if (word && end < text.length() && Character.isLetterOrDigit(text.charAt(end))) {
      return false;
    }
    at = end;
    return true;
  }

  private void need(String token) {
    if (!takes(token)) {
      throw stray("'" + token + "'");
    }
  }

  private void space() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private InvalidSpec stray(String expected) {
    space();
    var rest = at >= text.length() ? "it ends" : "'" + text.substring(at) + "'";
    return new InvalidSpec(
        String.format("%s where %s is expected in '%s'; %s", rest, expected, text, EXPECTED));
  }
}
