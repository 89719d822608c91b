package org.descent.learning.oracle;

import java.util.Arrays;
import org.descent.contracts.spec.ClippingSpec;
import org.descent.contracts.spec.OptimiserSpec;
import org.descent.contracts.spec.ParameterLayout;
import org.descent.contracts.spec.ParameterRole;
import org.descent.contracts.spec.Schedule;
import org.descent.contracts.spec.TrainingSpec;

/** Updates in double, number by number, as the publications have them. */
final class OracleUpdate {
  private final TrainingSpec training;
  private final ParameterLayout layout;
  private final double[] first;
  private final double[] second;
  private final Schedule rate;
  private final Schedule momentum;

  OracleUpdate(TrainingSpec training, ParameterLayout layout, int epoch) {
    this.training = training;
    this.layout = layout;
    this.first = new double[layout.size()];
    this.second = new double[layout.size()];
    this.rate = Schedule.of(training.updates().schedule(), epoch);
    this.momentum = Schedule.of(training.updates().momentum(), epoch);
    if (training.optimiser() instanceof OptimiserSpec.Rprop) {
      Arrays.fill(first, training.optimiser().learningRate());
    }
  }

  /**
   * Changes {@code parameters}.
   *
   * @param t from 1
   */
  void update(int t, double[] parameters, double[] gradient) {
    var g = clipped(gradient);
    var decay = training.updates().decay();
    for (var parameter : layout.parameters()) {
      int from = parameter.offset();
      int to = from + parameter.size();
      boolean decays = decay != null && decay.reaches(parameter.role());
      for (int i = from; i < to; i++) {
        double before = parameters[i];
        if (decays && !decay.decoupled()) {
          g[i] += decay.rate() * before;
        }
        if (!(training.optimiser() instanceof OptimiserSpec.Muon)) {
          parameters[i] = updated(training.optimiser(), t, i, before, g[i]);
        }
        if (decays && decay.decoupled()) {
          parameters[i] -= rate(t) * decay.rate() * before;
        }
      }
      if (training.optimiser() instanceof OptimiserSpec.Muon muon) {
        muon(muon, t, parameter, parameters, g);
      }
    }
  }

  private double rate(int t) {
    return training.optimiser().learningRate() * rate.factor(t);
  }

  private double[] clipped(double[] gradient) {
    var clipping = training.updates().clipping();
    if (clipping == null) {
      return gradient.clone();
    }
    if (clipping instanceof ClippingSpec.ByValue) {
      double most = clipping.value();
      return Arrays.stream(gradient).map(g -> Math.max(-most, Math.min(most, g))).toArray();
    }
    double norm = Math.sqrt(Arrays.stream(gradient).map(g -> g * g).sum());
    double factor = Math.min(1, clipping.value() / (norm + 1e-6));
    return Arrays.stream(gradient).map(g -> g * factor).toArray();
  }

  private double updated(OptimiserSpec optimiser, int t, int i, double theta, double g) {
    double eta = rate(t);
    if (optimiser instanceof OptimiserSpec.Sgd) {
      return theta - eta * g;
    }
    if (optimiser instanceof OptimiserSpec.Momentum spec) {
      first[i] = spec.momentum() * momentum.factor(t) * first[i] + g;
      return theta - eta * first[i];
    }
    if (optimiser instanceof OptimiserSpec.Nesterov spec) {
      double mu = spec.momentum() * momentum.factor(t);
      first[i] = mu * first[i] + g;
      return theta - eta * (g + mu * first[i]);
    }
    if (optimiser instanceof OptimiserSpec.RmsProp spec) {
      second[i] = spec.decay() * second[i] + (1 - spec.decay()) * g * g;
      return theta - eta * g / (Math.sqrt(second[i]) + spec.epsilon());
    }
    if (optimiser instanceof OptimiserSpec.Adagrad spec) {
      second[i] += g * g;
      return theta - eta * g / (Math.sqrt(second[i]) + spec.epsilon());
    }
    if (optimiser instanceof OptimiserSpec.Adam spec) {
      moments(i, g, spec.beta1(), spec.beta2());
      double size =
          eta * Math.sqrt(1 - Math.pow(spec.beta2(), t)) / (1 - Math.pow(spec.beta1(), t));
      return theta - size * first[i] / (Math.sqrt(second[i]) + spec.epsilon());
    }
    if (optimiser instanceof OptimiserSpec.Adamax spec) {
      first[i] = spec.beta1() * first[i] + (1 - spec.beta1()) * g;
      second[i] = Math.max(spec.beta2() * second[i], Math.abs(g) + spec.epsilon());
      return theta - eta / (1 - Math.pow(spec.beta1(), t)) * first[i] / second[i];
    }
    if (optimiser instanceof OptimiserSpec.AdamW spec) {
      return adamW(spec, eta, t, i, theta, g);
    }
    if (optimiser instanceof OptimiserSpec.NadamW spec) {
      moments(i, g, spec.beta1(), spec.beta2());
      double mean =
          spec.beta1() * first[i] / (1 - Math.pow(spec.beta1(), t + 1))
              + (1 - spec.beta1()) * g / (1 - Math.pow(spec.beta1(), t));
      double variance = second[i] / (1 - Math.pow(spec.beta2(), t));
      double direction = mean / (Math.sqrt(variance) + spec.epsilon());
      return theta - eta * (direction + spec.weightDecay() * theta);
    }
    if (optimiser instanceof OptimiserSpec.Lion spec) {
      double direction = Math.signum(spec.beta1() * first[i] + (1 - spec.beta1()) * g);
      first[i] = spec.beta2() * first[i] + (1 - spec.beta2()) * g;
      return theta - eta * (direction + spec.weightDecay() * theta);
    }
    if (optimiser instanceof OptimiserSpec.Rprop spec) {
      double kept = Math.signum(g * second[i]);
      double factor = kept > 0 ? spec.grow() : kept < 0 ? spec.shrink() : 1;
      first[i] = Math.min(Math.max(first[i] * factor, spec.smallest()), spec.largest());
      second[i] = kept < 0 ? 0 : g;
      return theta - Math.signum(second[i]) * first[i];
    }
    throw new IllegalArgumentException("no oracle of " + optimiser);
  }

  private void moments(int i, double g, double beta1, double beta2) {
    first[i] = beta1 * first[i] + (1 - beta1) * g;
    second[i] = beta2 * second[i] + (1 - beta2) * g * g;
  }

  private double adamW(OptimiserSpec.AdamW spec, double eta, int t, int i, double theta, double g) {
    moments(i, g, spec.beta1(), spec.beta2());
    double mean = first[i] / (1 - Math.pow(spec.beta1(), t));
    double variance = second[i] / (1 - Math.pow(spec.beta2(), t));
    double direction = mean / (Math.sqrt(variance) + spec.epsilon());
    return theta - eta * spec.weightDecay() * theta - eta * direction;
  }

  private void muon(
      OptimiserSpec.Muon muon,
      int t,
      ParameterLayout.Parameter parameter,
      double[] parameters,
      double[] g) {
    int from = parameter.offset();
    if (parameter.role() != ParameterRole.WEIGHT || !parameter.name().startsWith("layer")) {
      double eta = muon.others().learningRate() * rate.factor(t);
      for (int i = from; i < from + parameter.size(); i++) {
        parameters[i] = adamW(muon.others(), eta, t, i, parameters[i], g[i]);
      }
      return;
    }
    int outputs = parameter.shape().get(parameter.shape().size() - 1);
    int inputs = parameter.size() / outputs;
    var ahead = new double[inputs][outputs];
    for (int k = 0; k < parameter.size(); k++) {
      first[from + k] = muon.momentum() * first[from + k] + (1 - muon.momentum()) * g[from + k];
      ahead[k / outputs][k % outputs] =
          (1 - muon.momentum()) * g[from + k] + muon.momentum() * first[from + k];
    }
    var direction = orthogonal(ahead);
    double size = rate(t) * Math.sqrt(Math.max(1, (double) outputs / inputs));
    for (int k = 0; k < parameter.size(); k++) {
      double theta = parameters[from + k];
      parameters[from + k] =
          theta - rate(t) * muon.weightDecay() * theta - size * direction[k / outputs][k % outputs];
    }
  }

  /** x ← 3.4445 x - 4.775 (x xᵀ) x + 2.0315 (x xᵀ)² x, five times, from x / ‖x‖. */
  private static double[][] orthogonal(double[][] x) {
    double norm = 0;
    for (var row : x) {
      norm += Arrays.stream(row).map(v -> v * v).sum();
    }
    double size = Math.max(Math.sqrt(norm), 1e-7);
    var now = combined(x, 1 / size, x, 0);
    for (int i = 0; i < 5; i++) {
      var gram = product(now, transposed(now));
      var sum = combined(gram, -4.775, product(gram, gram), 2.0315);
      now = combined(now, 3.4445, product(sum, now), 1);
    }
    return now;
  }

  private static double[][] combined(double[][] a, double p, double[][] b, double q) {
    var sum = new double[a.length][a[0].length];
    for (int i = 0; i < a.length; i++) {
      for (int k = 0; k < a[0].length; k++) {
        sum[i][k] = p * a[i][k] + q * b[i][k];
      }
    }
    return sum;
  }

  private static double[][] product(double[][] a, double[][] b) {
    var product = new double[a.length][b[0].length];
    for (int i = 0; i < a.length; i++) {
      for (int k = 0; k < b[0].length; k++) {
        for (int j = 0; j < b.length; j++) {
          product[i][k] += a[i][j] * b[j][k];
        }
      }
    }
    return product;
  }

  private static double[][] transposed(double[][] a) {
    var transposed = new double[a[0].length][a.length];
    for (int i = 0; i < a.length; i++) {
      for (int k = 0; k < a[0].length; k++) {
        transposed[k][i] = a[i][k];
      }
    }
    return transposed;
  }
}
