package org.descent.learning.optimiser;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.descent.contracts.spec.OptimiserSpec;

/**
 * Matrices of hidden layers follow the orthogonal factor of their momentum, all other parameters an
 * AdamW. Five steps of a quintic Newton–Schulz iteration bring all singular values to between 0.7
 * and 1.2 (Jordan et al. 2024).
 */
record Muon(OptimiserSpec.Muon spec) implements Optimiser {
  private static final double[] QUINTIC = {3.4445, -4.775, 2.0315};
  private static final int STEPS = 5;
  private static final double SMALLEST_NORM = 1e-7;
  private static final String OTHERS = "others.";

  private AdamW others() {
    return new AdamW(spec.others());
  }

  /** A matrix needs only the first. */
  @Override
  public List<String> slots() {
    return others().slots();
  }

  /** A matrix is a matrix. */
  @Override
  public boolean elementwise() {
    return false;
  }

  @Override
  public List<Setting> settings() {
    var settings = new ArrayList<Setting>();
    settings.add(Setting.rate("rate", 1));
    settings.add(Setting.rate("fade", spec.weightDecay()));
    settings.add(Setting.constant("rest", 1 - spec.momentum()));
    double ratio = spec.others().learningRate() / spec.learningRate();
    for (var setting : others().settings()) {
      settings.add(
          new Setting(
              OTHERS + setting.name(),
              setting.follows(),
              now ->
                  setting
                      .at()
                      .of(new Setting.Now(now.iteration(), now.rate() * ratio, now.momentum()))));
    }
    return List.copyOf(settings);
  }

  @Override
  public <T> List<T> update(Calculus<T> a, Map<String, T> settings, Parameters<T> parameters) {
    return parameters.hiddenMatrix()
        ? matrix(a, settings, parameters)
        : others().update(a, ofOthers(settings), parameters);
  }

  private static <T> Map<String, T> ofOthers(Map<String, T> settings) {
    var own = new LinkedHashMap<String, T>();
    settings.forEach(
        (name, setting) -> {
          if (name.startsWith(OTHERS)) {
            own.put(name.substring(OTHERS.length()), setting);
          }
        });
    return own;
  }

  private static <T> List<T> matrix(
      Calculus<T> a, Map<String, T> settings, Parameters<T> parameters) {
    var rest = settings.get("rest");
    var gradient = parameters.gradient();
    var mean = parameters.slots().get(0);
    mean = a.add(mean, a.multiply(rest, a.subtract(gradient, mean)));
    // (1 - μ) g + μ m
    var ahead = a.add(mean, a.multiply(rest, a.subtract(gradient, mean)));
    boolean wide = parameters.columns() >= parameters.rows();
    var direction = orthogonal(a, ahead, wide);
    double aspect = Math.sqrt(Math.max(1, (double) parameters.rows() / parameters.columns()));
    var values = parameters.values();
    var faded = a.subtract(values, a.multiply(settings.get("fade"), values));
    var step = a.multiply(settings.get("rate"), a.multiply(direction, a.constant(aspect)));
    return List.of(a.subtract(faded, step), mean, parameters.slots().get(1));
  }

  /** By the smaller of the two products of a matrix and its transpose. */
  private static <T> T orthogonal(Calculus<T> a, T matrix, boolean wide) {
    var norm = a.maximum(a.norm(List.of(matrix)), a.constant(SMALLEST_NORM));
    var x = a.divide(matrix, norm);
    for (int i = 0; i < STEPS; i++) {
      var square = wide ? a.rowsProduct(x) : a.columnsProduct(x);
      var fourth = a.multiply(a.product(square, square), a.constant(QUINTIC[2]));
      var sum = a.add(a.multiply(square, a.constant(QUINTIC[1])), fourth);
      var bent = wide ? a.product(sum, x) : a.product(x, sum);
      x = a.add(a.multiply(x, a.constant(QUINTIC[0])), bent);
    }
    return x;
  }
}
