package org.descent.benchmarks.search;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.descent.experiment.search.space.Choice;
import org.descent.experiment.search.space.Domain;
import org.descent.experiment.search.space.LogUniform;
import org.descent.experiment.search.space.LogWhole;
import org.descent.experiment.search.space.Point;
import org.descent.experiment.search.space.Space;
import org.descent.experiment.search.space.Uniform;
import org.descent.experiment.search.space.Whole;

/**
 * A function to minimise whose minimum is known. The same functions stand in {@code
 * peers/search_optuna.py}; both print what they are at some points, and must agree.
 *
 * @param domains of its arguments, in order
 * @param lowest its minimum
 */
record TestFunction(
    String name, List<Domain> domains, double lowest, ToDoubleFunction<double[]> formula) {
  /**
   * Ten of them: classics of two to six dimensions (Surjanovic &amp; Bingham, Virtual Library of
   * Simulation Experiments), and two like hyper-parameters, with rates, sizes and a choice.
   */
  static final List<TestFunction> ALL =
      List.of(
          of("camel", -1.031628453489877, TestFunction::camel, u(-3, 3), u(-2, 2)),
          of("goldstein", Math.log(3), TestFunction::goldstein, u(-2, 2), u(-2, 2)),
          of("griewank", 0, TestFunction::griewank, times(3, u(-40, 60))),
          of("dixon", 0, TestFunction::dixon, times(3, u(-10, 10))),
          of("shekel", -10.536443153483534, TestFunction::shekel, times(4, u(0, 10))),
          of("levy", 0, TestFunction::levy, times(4, u(-8, 12))),
          of("zakharov", 0, TestFunction::zakharov, times(4, u(-5, 10))),
          of("hartmann", -3.3223680114155147, TestFunction::hartmann, times(6, u(0, 1))),
          of(
              "rates",
              0,
              TestFunction::rates,
              new LogUniform(1e-5, 10),
              u(0, 0.99),
              new LogWhole(1, 512),
              new LogWhole(1, 1024)),
          of(
              "options",
              0,
              TestFunction::options,
              Choice.of(0, 1, 2, 3),
              new Whole(1, 8),
              new LogUniform(1e-4, 1),
              u(0, 1),
              u(0, 1)));

  private static TestFunction of(
      String name, double lowest, ToDoubleFunction<double[]> formula, Domain... domains) {
    return new TestFunction(name, List.of(domains), lowest, formula);
  }

  private static Uniform u(double low, double high) {
    return new Uniform(low, high);
  }

  private static Domain[] times(int count, Domain domain) {
    return Collections.nCopies(count, domain).toArray(Domain[]::new);
  }

  /**
   * What came of a training at every point of a grid: {@code name}, {@code sizes} of its axes, and
   * {@code values}, of which the last axis runs fastest. Its arguments are places along the axes.
   *
   * @throws IOException if it cannot be read
   */
  static TestFunction tabulated(Path file) throws IOException {
    var table = new ObjectMapper().readTree(file.toFile());
    int[] sizes = new ObjectMapper().convertValue(table.required("sizes"), int[].class);
    double[] values = new ObjectMapper().convertValue(table.required("values"), double[].class);
    return of(
        table.required("name").asText(),
        Arrays.stream(values).min().orElseThrow(),
        x -> values[place(x, sizes)],
        Arrays.stream(sizes).mapToObj(size -> new Whole(0, size - 1)).toArray(Domain[]::new));
  }

  private static int place(double[] x, int[] sizes) {
    int place = 0;
    for (int axis = 0; axis < sizes.length; axis++) {
      place = place * sizes[axis] + (int) x[axis];
    }
    return place;
  }

  Space space() {
    Map<String, Domain> named = new LinkedHashMap<>();
    for (int i = 0; i < domains.size(); i++) {
      named.put("x" + i, domains.get(i));
    }
    return Space.of(named);
  }

  double at(Point point) {
    return formula.applyAsDouble(arguments(point));
  }

  private double[] arguments(Point point) {
    double[] x = new double[domains.size()];
    Arrays.setAll(x, i -> ((Number) point.values().get("x" + i)).doubleValue());
    return x;
  }

  /** Of a table, how many points it has. */
  int points() {
    return Arrays.stream(sizes()).reduce(1, Math::multiplyExact);
  }

  /** Of a table, which value stands for {@code point}. */
  int place(Point point) {
    return place(arguments(point), sizes());
  }

  private int[] sizes() {
    return domains.stream().mapToInt(d -> Math.toIntExact(((Whole) d).high() + 1)).toArray();
  }

  /** What it is at some points, for others to compare: {@code [point][arguments…, value]}. */
  double[][] checks() {
    var checks = new double[3][];
    for (int k = 0; k < checks.length; k++) {
      double unit = (k + 1) / 4.0;
      var point = space().point(domains.stream().mapToDouble(d -> unit).toArray());
      var check = new double[domains.size() + 1];
      for (int i = 0; i < domains.size(); i++) {
        check[i] = ((Number) point.values().get("x" + i)).doubleValue();
      }
      check[domains.size()] = at(point);
      checks[k] = check;
    }
    return checks;
  }

  private static double square(double x) {
    return x * x;
  }

  private static double camel(double[] x) {
    double a = square(x[0]);
    double b = square(x[1]);
    return (4 - 2.1 * a + a * a / 3) * a + x[0] * x[1] + (-4 + 4 * b) * b;
  }

  /** Its logarithm, since it spans six magnitudes. */
  private static double goldstein(double[] x) {
    double a = x[0];
    double b = x[1];
    double one = 19 - 14 * a + 3 * a * a - 14 * b + 6 * a * b + 3 * b * b;
    double two = 18 - 32 * a + 12 * a * a + 48 * b - 36 * a * b + 27 * b * b;
    return Math.log((1 + square(a + b + 1) * one) * (30 + square(2 * a - 3 * b) * two));
  }

  private static double griewank(double[] x) {
    double sum = 0;
    double product = 1;
    for (int i = 0; i < x.length; i++) {
      sum += square(x[i]) / 4000;
      product *= Math.cos(x[i] / Math.sqrt(i + 1));
    }
    return sum - product + 1;
  }

  private static double dixon(double[] x) {
    double sum = square(x[0] - 1);
    for (int i = 1; i < x.length; i++) {
      sum += (i + 1) * square(2 * square(x[i]) - x[i - 1]);
    }
    return sum;
  }

  private static final double[][] SHEKEL = {
    {4, 4, 4, 4}, {1, 1, 1, 1}, {8, 8, 8, 8}, {6, 6, 6, 6}, {3, 7, 3, 7},
    {2, 9, 2, 9}, {5, 3, 5, 3}, {8, 1, 8, 1}, {6, 2, 6, 2}, {7, 3.6, 7, 3.6}
  };
  private static final double[] SHEKEL_WIDTHS = {.1, .2, .2, .4, .4, .6, .3, .7, .5, .5};

  private static double shekel(double[] x) {
    double sum = 0;
    for (int k = 0; k < SHEKEL.length; k++) {
      double distance = SHEKEL_WIDTHS[k];
      for (int i = 0; i < 4; i++) {
        distance += square(x[i] - SHEKEL[k][i]);
      }
      sum -= 1 / distance;
    }
    return sum;
  }

  private static double levy(double[] x) {
    double[] w = Arrays.stream(x).map(v -> 1 + (v - 1) / 4).toArray();
    int last = w.length - 1;
    double sum = square(Math.sin(Math.PI * w[0]));
    for (int i = 0; i < last; i++) {
      sum += square(w[i] - 1) * (1 + 10 * square(Math.sin(Math.PI * w[i] + 1)));
    }
    return sum + square(w[last] - 1) * (1 + square(Math.sin(2 * Math.PI * w[last])));
  }

  private static double zakharov(double[] x) {
    double squares = 0;
    double weighted = 0;
    for (int i = 0; i < x.length; i++) {
      squares += square(x[i]);
      weighted += 0.5 * (i + 1) * x[i];
    }
    return squares + square(weighted) + square(square(weighted));
  }

  private static final double[] HARTMANN_HEIGHTS = {1, 1.2, 3, 3.2};
  private static final double[][] HARTMANN_WEIGHTS = {
    {10, 3, 17, 3.5, 1.7, 8},
    {.05, 10, 17, .1, 8, 14},
    {3, 3.5, 1.7, 10, 17, 8},
    {17, 8, .05, 10, .1, 14}
  };
  private static final double[][] HARTMANN_CENTRES = {
    {.1312, .1696, .5569, .0124, .8283, .5886},
    {.2329, .4135, .8307, .3736, .1004, .9991},
    {.2348, .1451, .3522, .2883, .3047, .6650},
    {.4047, .8828, .8732, .5743, .1091, .0381}
  };

  private static double hartmann(double[] x) {
    double sum = 0;
    for (int k = 0; k < 4; k++) {
      double exponent = 0;
      for (int i = 0; i < 6; i++) {
        exponent += HARTMANN_WEIGHTS[k][i] * square(x[i] - HARTMANN_CENTRES[k][i]);
      }
      sum -= HARTMANN_HEIGHTS[k] * Math.exp(-exponent);
    }
    return sum;
  }

  /** A rate, a momentum, a batch and a width: the best rate depends on momentum and batch. */
  private static double rates(double[] x) {
    double rate = Math.log10(x[0]) + 1.5 + 0.5 * Math.log10(1 / (1 - x[1]));
    double batch = Math.log(x[2] / 48) / Math.log(2);
    double width = Math.log(x[3] / 200) / Math.log(2);
    return square(rate - 0.1 * batch)
        + 0.03 * square(batch)
        + 0.012 * square(width)
        + 0.2 * square(x[1] - 0.9);
  }

  /** Four optimisers with a best rate each, a depth, and two numbers that belong together. */
  private static double options(double[] x) {
    double[] worse = {0.3, 0, 0.5, 0.2};
    double[] best = {-1, -2.5, -0.5, -3};
    int option = (int) x[0];
    return worse[option]
        + 0.1 * Math.abs(x[1] - 5)
        + 0.3 * square(Math.log10(x[2]) - best[option])
        + 2 * square(x[3] - 0.7)
        + 2 * square(x[3] - x[4]);
  }
}
