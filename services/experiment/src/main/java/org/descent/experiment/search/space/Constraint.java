package org.descent.experiment.search.space;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;
import org.descent.contracts.InvalidSpec;

/**
 * A relation between sums of parameters, for example {@code a + 2 * b <= c} or {@code beta1 <
 * beta2}. It binds only points that have all of its parameters.
 *
 * @param text as it was written
 * @param factors path → factor, of left side minus right side
 * @param constant of left side minus right side
 */
public record Constraint(
    String text, Map<String, Double> factors, double constant, Relation relation) {
  /** What the left side has to be. */
  public enum Relation {
    BELOW("<"),
    UP_TO("<="),
    ABOVE(">"),
    FROM(">="),
    OTHER_THAN("!=");

    private final String sign;

    Relation(String sign) {
      this.sign = sign;
    }

    private boolean holds(double difference) {
      return switch (this) {
        case BELOW -> difference < 0;
        case UP_TO -> difference <= 0;
        case ABOVE -> difference > 0;
        case FROM -> difference >= 0;
        case OTHER_THAN -> difference != 0;
      };
    }
  }

  private static final Pattern TERM =
      Pattern.compile(
          "(?:(?<factor>[0-9][0-9.eE]*(?:(?<=[eE])[-+][0-9]+)?)\\s*\\*\\s*)?"
              + "(?:(?<path>[A-Za-z_][A-Za-z0-9_.\\[\\]-]*)"
              + "|(?<number>[0-9.][0-9.eE]*(?:(?<=[eE])[-+][0-9]+)?))");
  private static final String EXPECTED =
      ", expected two sums of parameters and numbers, for example a + 2 * b <= c";

  public Constraint {
    factors = Collections.unmodifiableMap(new LinkedHashMap<>(factors));
  }

  /**
   * The constraint that {@code text} describes; a minus sign has blanks around it, since names may
   * hold one.
   *
   * @throws InvalidSpec if it describes none
   */
  public static Constraint parse(String text) {
    var sides = text.split("<=|>=|!=|<|>", -1);
    InvalidSpec.unless(sides.length == 2, "constraint %s%s", text, EXPECTED);
    var rest = text.substring(sides[0].length());
    var relation = Relation.UP_TO;
    for (var candidate : Relation.values()) {
      if (rest.startsWith(candidate.sign)
          && rest.length() - sides[1].length() == candidate.sign.length()) {
        relation = candidate;
      }
    }
    var factors = new LinkedHashMap<String, Double>();
    double constant = add(text, sides[0], 1, factors) + add(text, sides[1], -1, factors);
    factors.values().removeIf(factor -> factor == 0);
    InvalidSpec.unless(
        !factors.isEmpty(), "constraint %s names no parameter that matters%s", text, EXPECTED);
    return new Constraint(text, factors, constant, relation);
  }

  /** Adds a side's factors; returns its constant. */
  private static double add(String text, String side, double sign, Map<String, Double> factors) {
    double constant = 0;
    double next = sign;
    var terms = side.strip();
    while (true) {
      if (terms.startsWith("-")) {
        next = -next;
        terms = terms.substring(1).strip();
      }
      var term = TERM.matcher(terms);
      InvalidSpec.unless(term.lookingAt(), "constraint %s%s", text, EXPECTED);
      if (term.group("path") != null) {
        double factor = term.group("factor") == null ? 1 : number(text, term.group("factor"));
        factors.merge(term.group("path"), next * factor, Double::sum);
      } else {
        InvalidSpec.unless(term.group("factor") == null, "constraint %s%s", text, EXPECTED);
        constant += next * number(text, term.group("number"));
      }
      terms = terms.substring(term.end()).strip();
      if (terms.isEmpty()) {
        return constant;
      }
      InvalidSpec.unless(
          terms.startsWith("+") || terms.startsWith("-"), "constraint %s%s", text, EXPECTED);
      next = terms.startsWith("+") ? sign : -sign;
      terms = terms.substring(1).strip();
    }
  }

  private static double number(String text, String number) {
    try {
      return Double.parseDouble(number);
    } catch (NumberFormatException e) {
      throw new InvalidSpec("constraint " + text + ": " + number + " is no number");
    }
  }

  /**
   * Whether it holds.
   *
   * @param value of a path; NaN where there is none
   */
  boolean holds(ToDoubleFunction<String> value) {
    double difference = constant;
    for (var factor : factors.entrySet()) {
      difference += factor.getValue() * value.applyAsDouble(factor.getKey());
    }
    return Double.isNaN(difference) || relation.holds(difference);
  }
}
