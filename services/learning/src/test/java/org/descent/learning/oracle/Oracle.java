package org.descent.learning.oracle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.descent.contracts.data.Examples;
import org.descent.contracts.event.Metrics;
import org.descent.contracts.spec.BatchSpec;
import org.descent.contracts.spec.ParameterLayout;
import org.descent.contracts.spec.TrainingSpec;
import org.descent.learning.BatchOrder;

/** Trains in plain Java and double precision: what engines are compared with. */
public final class Oracle {
  private final TrainingSpec training;
  private final Examples examples;
  private final OracleNetwork network;
  private final List<OracleHead> heads;

  public Oracle(TrainingSpec training, Examples examples) {
    this.training = training;
    this.examples = examples;
    this.network = new OracleNetwork(training.network(), examples.shape());
    this.heads =
        training.network().heads().stream().map(h -> new OracleHead(h, training.loss())).toList();
  }

  /**
   * A training's course.
   *
   * @param metrics of iterations 1, 2, … before their updates
   * @param weights element k are those after k updates
   * @param averages of them, likewise; the weights themselves if no average is asked for
   */
  public record Course(List<Metrics> metrics, List<double[]> weights, List<double[]> averages) {}

  /** {@code iterations} iterations, ignoring targets. */
  public Course train(float[] initial, long seed, int iterations) {
    var order = new BatchOrder(examples.count(), batchSize(), seed);
    var parameters = IntStream.range(0, initial.length).mapToDouble(i -> initial[i]).toArray();
    var layout = ParameterLayout.of(training.network(), examples.shape());
    boolean whole = training.batch().full();
    var updating = new OracleUpdate(training, layout, whole ? 1 : examples.count() / batchSize());
    var metrics = new ArrayList<Metrics>();
    var weights = new ArrayList<double[]>();
    weights.add(parameters.clone());
    var averages = new ArrayList<>(weights);
    for (int t = 1; t <= iterations; t++) {
      boolean full = training.batch().full();
      var batch = forward(parameters, full ? everything() : order.next());
      boolean own = full || training.batch().measure() == BatchSpec.Measure.BATCH;
      metrics.add(metrics(parameters, own ? batch : forward(parameters, everything())));
      updating.update(t, parameters, gradient(parameters, batch));
      weights.add(parameters.clone());
      averages.add(averaged(averages.get(t - 1), parameters));
    }
    return new Course(metrics, weights, averages);
  }

  private double[] averaged(double[] before, double[] parameters) {
    double decay = training.averages() ? training.updates().average().decay() : 0;
    return IntStream.range(0, before.length)
        .mapToDouble(i -> decay * before[i] + (1 - decay) * parameters[i])
        .toArray();
  }

  /** Metrics on all examples. */
  public Metrics metrics(double[] parameters) {
    return metrics(parameters, forward(parameters, everything()));
  }

  /** The gradient of the total loss on all examples. */
  public double[] gradient(double[] parameters) {
    return gradient(parameters, forward(parameters, everything()));
  }

  /** One head's logits, [examples · outputs]. */
  public double[] logits(double[] parameters, int head) {
    return IntStream.range(0, examples.count())
        .mapToObj(i -> network.logits(parameters, head, network.layers(parameters, features(i))))
        .flatMapToDouble(Arrays::stream)
        .toArray();
  }

  /** An example and the output of every layer for it. */
  private record Forward(int example, List<double[]> layers) {}

  private List<Forward> forward(double[] parameters, int[] batch) {
    return Arrays.stream(batch)
        .mapToObj(i -> new Forward(i, network.layers(parameters, features(i))))
        .toList();
  }

  private Metrics metrics(double[] parameters, List<Forward> batch) {
    var measured = new ArrayList<Metrics.Head>();
    double total = 0;
    double lowest = 1;
    for (int h = 0; h < heads.size(); h++) {
      var head = heads.get(h);
      double loss = 0;
      double right = 0;
      for (var forward : batch) {
        var z = network.logits(parameters, h, forward.layers());
        var wanted = targets(head, forward.example());
        loss += head.loss(z, wanted) / batch.size();
        right += head.right(z, wanted) ? 1 : 0;
      }
      total += head.head().weight() * loss;
      lowest = Math.min(lowest, right / batch.size());
      measured.add(new Metrics.Head(head.head().name(), loss, right / batch.size()));
    }
    return new Metrics(total, lowest, measured);
  }

  private double[] gradient(double[] parameters, List<Forward> batch) {
    var gradient = new double[parameters.length];
    for (var forward : batch) {
      var derivatives = new ArrayList<double[]>();
      for (int h = 0; h < heads.size(); h++) {
        var head = heads.get(h);
        var z = network.logits(parameters, h, forward.layers());
        var d = head.derivative(z, targets(head, forward.example()));
        double factor = head.head().weight() / batch.size();
        Arrays.setAll(d, k -> d[k] * factor);
        derivatives.add(d);
      }
      network.addGradient(parameters, forward.layers(), derivatives, gradient);
    }
    return gradient;
  }

  private double[] features(int example) {
    int width = examples.width();
    return IntStream.range(0, width)
        .mapToDouble(k -> examples.features()[example * width + k])
        .toArray();
  }

  private double[] targets(OracleHead head, int example) {
    return head.head().targets().stream()
        .mapToDouble(target -> examples.target(target)[example])
        .toArray();
  }

  private int[] everything() {
    return IntStream.range(0, examples.count()).toArray();
  }

  private int batchSize() {
    return training.batch().full() ? examples.count() : training.batch().size();
  }
}
