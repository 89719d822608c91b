package org.descent.experiment.claim;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** A number that may depend on the values that a variant has on axes of numbers. */
public sealed interface Formula {
  /**
   * What it comes to.
   *
   * @param settings of a variant, axis → value; those that it speaks of are numbers
   */
  double of(Map<String, String> settings);

  /** The axes that it speaks of. */
  Set<String> axes();

  /** The same, as a number where it is one whatever the variant. */
  default Formula simplest() {
    return axes().isEmpty() ? new Constant(of(Map.of())) : this;
  }

  /** The same number for all. */
  record Constant(double value) implements Formula {
    @Override
    public double of(Map<String, String> settings) {
      return value;
    }

    @Override
    public Set<String> axes() {
      return Set.of();
    }
  }

  /** The value of an axis. */
  record OfAxis(String axis) implements Formula {
    @Override
    public double of(Map<String, String> settings) {
      return Double.parseDouble(settings.get(axis));
    }

    @Override
    public Set<String> axes() {
      return Set.of(axis);
    }
  }

  /** Of two numbers. */
  enum Operator {
    PLUS('+'),
    MINUS('-'),
    TIMES('*'),
    OVER('/'),
    POWER('^');

    private final char sign;

    Operator(char sign) {
      this.sign = sign;
    }

    String sign() {
      return String.valueOf(sign);
    }

    double of(double left, double right) {
      return switch (this) {
        case PLUS -> left + right;
        case MINUS -> left - right;
        case TIMES -> left * right;
        case OVER -> left / right;
        case POWER -> Math.pow(left, right);
      };
    }
  }

  /** What an operator makes of two formulas. */
  record Operation(Operator operator, Formula left, Formula right) implements Formula {
    @Override
    public double of(Map<String, String> settings) {
      return operator.of(left.of(settings), right.of(settings));
    }

    @Override
    public Set<String> axes() {
      var axes = new LinkedHashSet<>(left.axes());
      axes.addAll(right.axes());
      return axes;
    }
  }

  /** Of one number. */
  enum Function {
    LN,
    EXP,
    SQRT,
    ABS;

    double of(double value) {
      return switch (this) {
        case LN -> Math.log(value);
        case EXP -> Math.exp(value);
        case SQRT -> Math.sqrt(value);
        case ABS -> Math.abs(value);
      };
    }
  }

  /** What a function makes of a formula. */
  record Applied(Function function, Formula argument) implements Formula {
    @Override
    public double of(Map<String, String> settings) {
      return function.of(argument.of(settings));
    }

    @Override
    public Set<String> axes() {
      return argument.axes();
    }
  }
}
