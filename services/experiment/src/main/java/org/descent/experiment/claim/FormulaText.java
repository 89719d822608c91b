package org.descent.experiment.claim;

import java.util.Locale;
import java.util.regex.Pattern;
import org.descent.experiment.claim.Formula.Applied;
import org.descent.experiment.claim.Formula.Constant;
import org.descent.experiment.claim.Formula.Function;
import org.descent.experiment.claim.Formula.OfAxis;
import org.descent.experiment.claim.Formula.Operation;
import org.descent.experiment.claim.Formula.Operator;

/**
 * Reads formulas: numbers, axes, {@code + - * / ^}, brackets, and {@code ln}, {@code exp}, {@code
 * sqrt} and {@code abs}, which bind as usual.
 */
record FormulaText(Reading in) {
  private static final Pattern AXIS =
      Pattern.compile("[A-Za-z_][A-Za-z0-9_]*(?:\\.[A-Za-z0-9_]+)*");

  /** How one may begin where metrics may stand, too. */
  static final Pattern BEGINNING =
      Pattern.compile(Reading.NUMBER.pattern() + "|\\(|(?:ln|exp|sqrt|abs)\\s*\\(");

  Formula formula() {
    return left(new Operator[] {Operator.PLUS, Operator.MINUS});
  }

  private Formula product() {
    return left(new Operator[] {Operator.TIMES, Operator.OVER});
  }

  /** Operators of one rank, from the left. */
  private Formula left(Operator[] operators) {
    boolean sum = operators[0] == Operator.PLUS;
    var formula = sum ? product() : power();
    for (int i = 0; i < operators.length; i++) {
      if (in.takes(operators[i].sign())) {
        formula = new Operation(operators[i], formula, sum ? product() : power());
        i = -1;
      }
    }
    return formula;
  }

  /** From the right. */
  private Formula power() {
    if (in.takes("-")) {
      return new Operation(Operator.MINUS, new Constant(0), power());
    }
    var base = atom();
    return in.takes(Operator.POWER.sign()) ? new Operation(Operator.POWER, base, power()) : base;
  }

  private Formula atom() {
    if (in.takes("(")) {
      var within = formula();
      in.need(")");
      return within;
    }
    if (in.looksLike(Reading.NUMBER)) {
      return new Constant(in.number());
    }
    int before = in.at();
    var name = in.matching(AXIS);
    if (name.isEmpty()) {
      throw in.stray("a number, an axis or a bracket");
    }
    if (!in.takes("(")) {
      return new OfAxis(name);
    }
    for (var function : Function.values()) {
      if (function.name().toLowerCase(Locale.ROOT).equals(name)) {
        var argument = formula();
        in.need(")");
        return new Applied(function, argument);
      }
    }
    in.back(before);
    throw in.stray("ln, exp, sqrt or abs");
  }
}
